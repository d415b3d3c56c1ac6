import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import type { ApiToken } from '../settings.ts'
import { refuse } from './refusal.ts'

export interface GuardOptions {
  mode: 'sandbox' | 'waiting' | 'live'
  tokens: ApiToken[]
}

export const sessionCookie = 'chasqui_session'

/**
 * Keeps everything but the webhook and the health checks for those who may: with a token, or, in a sandbox that has
 * none, from this machine only. A tunnel or proxy connects from loopback too, so loopback alone proves nothing: what
 * bears a mark of one is refused. A proxy may leave no mark at all; a token is what keeps others out for certain.
 */
export function guard({ mode, tokens }: GuardOptions): Middleware {
  return async (ctx, next) => {
    if (mode === 'sandbox' && tokens.length === 0) {
      const isHere = isLoopback(ctx.req.socket.remoteAddress) && localHost.test(ctx.get('host'))
      if (!isHere || isForwarded(ctx)) {
        refuse(403, 'forbidden', 'The sandbox answers this machine only. Set API_TOKEN to open it to others.')
      }
    } else if (tokens.length === 0) {
      refuse(
        403,
        'forbidden',
        'Set API_TOKEN in .env and start again: without it nobody may see customers’ data.',
      )
    } else {
      const token = tokenOf(tokens, ctx)
      if (!token) {
        ctx.set('WWW-Authenticate', 'Bearer')
        refuse(401, 'unauthorized', 'Send the API token as `Authorization: Bearer …`.')
      }
      if (token.scope === 'read' && !reads.has(ctx.method)) {
        refuse(403, 'forbidden', `The token '${token.name}' may only read.`)
      }
    }
    if (!reads.has(ctx.method)) judgeWrite(ctx)
    await next()
  }
}

/** Whether a request to what is for the world may also see reasons. */
export function mayWatch({ mode, tokens }: GuardOptions, ctx: Context): boolean {
  return tokens.length === 0 ? mode === 'sandbox' : tokenOf(tokens, ctx) !== undefined
}

/** The token that a request carries, in its header or as a page's cookie. */
export function tokenOf(tokens: ApiToken[], ctx: Context): ApiToken | undefined {
  return tokens.find((each) => holds(each, ctx.get('authorization'), ctx.cookies.get(sessionCookie)))
}

/** What the cookie of a page holds in place of the token. */
export function sessionOf(token: string): string {
  return createHmac('sha256', token).update('chasqui session').digest('base64url')
}

const reads = new Set(['GET', 'HEAD'])
const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Other sites may make a browser send forms, but not JSON or bytes, and not without saying where they come from. */
export function judgeWrite(ctx: Context): void {
  // A form cannot ask for a deletion, which has no body.
  const type = ctx.path === '/api/v1/media' ? 'application/octet-stream' : 'application/json'
  if (ctx.method !== 'DELETE' && !ctx.is(type)) {
    refuse(415, 'unsupportedMediaType', `Send it with Content-Type: ${type}.`)
  }
  const origin = ctx.get('origin')
  const site = ctx.get('sec-fetch-site')
  const isElsewhere =
    (origin && origin !== `${ctx.protocol}://${ctx.host}`) ||
    (site && site !== 'same-origin' && site !== 'none')
  if (isElsewhere) refuse(403, 'forbidden', 'Another site may not write here.')
}

function holds({ token }: ApiToken, authorization: string, session: string | undefined): boolean {
  return (
    equal(authorization, `Bearer ${token}`) || (session !== undefined && equal(session, sessionOf(token)))
  )
}

/** In constant time. */
export function equal(a: string, b: string): boolean {
  // Hashed first, so that neither length nor content shows in the time it takes.
  const digest = (text: string) => createHmac('sha256', 'equal').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** What proxies and tunnels add to a request they pass on; nginx as it comes adds nothing, but speaks HTTP/1.0. */
function isForwarded({ req, headers }: Context): boolean {
  return req.httpVersion === '1.0' || Object.keys(headers).some((name) => proxyHeader.test(name))
}

const proxyHeader =
  /^(forwarded|via|true-client-ip|x-real-ip|x-client-ip|x-forwarded.*|x-original-.*|cf-.*|fly-.*|ngrok.*)$/

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address?.replace('::ffff:', '').startsWith('127.') === true
}
