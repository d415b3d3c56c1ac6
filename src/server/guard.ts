import type { Context, Middleware } from 'koa'
import type { Log } from '../log.ts'
import { refuse } from './refusal.ts'
import type { Tokens } from './tokens.ts'

export interface GuardOptions {
  mode: 'sandbox' | 'waiting' | 'live'
  tokens: Tokens
}

/**
 * Keeps everything but the webhook and the health checks for those who may: with a token, or, in a sandbox that has
 * none, from this machine only. A tunnel or proxy connects from loopback too, so loopback alone proves nothing: what
 * bears a mark of one is refused. A proxy may leave no mark at all; a token is what keeps others out for certain.
 * The log tells by which token something was written, and through which route: an address may name a customer.
 */
export function guard({ mode, tokens, log }: GuardOptions & { log: Log }): Middleware {
  return async (ctx, next) => {
    const isRead = reads.has(ctx.method)
    let name: string | undefined
    if (mode === 'sandbox' && tokens.isEmpty) {
      const isHere = isLoopback(ctx.req.socket.remoteAddress) && localHost.test(ctx.get('host'))
      if (!isHere || isForwarded(ctx)) {
        refuse(403, 'forbidden', 'The sandbox answers this machine only. Set API_TOKEN to open it to others.')
      }
    } else if (tokens.isEmpty) {
      refuse(
        403,
        'forbidden',
        'Set API_TOKEN in .env and start again: without it nobody may see customers’ data.',
      )
    } else {
      const token = tokens.of(ctx)
      if (!token) {
        ctx.set('WWW-Authenticate', 'Bearer')
        refuse(401, 'unauthorized', 'Send the API token as `Authorization: Bearer …`.')
      }
      if (token.scope === 'read' && !isRead) {
        refuse(
          403,
          'readOnly',
          `The token '${token.name}' may only read. To write takes one of the scope full.`,
        )
      }
      name = token.name
    }
    if (!isRead) judgeWrite(ctx)
    await next()
    if (isRead || name === undefined) return
    const { method, status, _matchedRoute: route } = ctx
    log.info({ token: name, method, route, status }, 'Written through the API')
  }
}

/** Whether a request to what is for the world may also see reasons. */
export function mayWatch({ mode, tokens }: GuardOptions, ctx: Context): boolean {
  return tokens.isEmpty ? mode === 'sandbox' : tokens.of(ctx) !== undefined
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

/** What proxies and tunnels add to a request they pass on; nginx as it comes adds nothing, but speaks HTTP/1.0. */
function isForwarded({ req, headers }: Context): boolean {
  return req.httpVersion === '1.0' || Object.keys(headers).some((name) => proxyHeader.test(name))
}

const proxyHeader =
  /^(forwarded|via|true-client-ip|x-real-ip|x-client-ip|x-forwarded.*|x-original-.*|cf-.*|fly-.*|ngrok.*)$/

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address?.replace('::ffff:', '').startsWith('127.') === true
}
