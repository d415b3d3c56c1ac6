import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Context, Middleware } from 'koa'
import getRawBody from 'raw-body'
import type { Log } from '../log.ts'
import { type Inbound, readPayload } from '../whatsapp/inbound.ts'
import { isSignedBy } from '../whatsapp/signature.ts'
import { discardRest } from './discard.ts'
import type { Gate } from './gate.ts'
import { answerRefusal } from './refusal.ts'

export interface WebhookOptions {
  verifyToken: () => string
  /** Empty while the app secret is not known. */
  appSecrets: () => string[]
  /** Keeps the number of requests in flight bounded. */
  gate: Gate
  /** Resolves once everything is durable. */
  receive: (items: Inbound[]) => Promise<void>
  log: Log
}

/** Meta sends at most 3 MB. */
const largestBody = 4 * 1024 * 1024

/**
 * The door to Meta: the handshake, and what customers write. Answers in the order 413, 401, 400, 503, 200. It stands
 * before all else, so that the layers that only others need cost it nothing.
 */
export function webhook({ verifyToken, appSecrets, gate, receive, log }: WebhookOptions): Middleware {
  return async (ctx, next) => {
    if (!isWebhook.test(ctx.url)) return next()
    if (ctx.method === 'POST') return hear(ctx)
    return ctx.method === 'GET' || ctx.method === 'HEAD' ? greet(ctx) : next()
  }

  function greet(ctx: Context): void {
    const query = new URLSearchParams(ctx.querystring)
    const challenge = query.get('hub.challenge')
    const isMeta =
      query.get('hub.mode') === 'subscribe' && equal(query.get('hub.verify_token') ?? '', verifyToken())
    ctx.type = 'text/plain'
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.status = isMeta && challenge !== null ? 200 : 403
    ctx.body = ctx.status === 200 ? challenge : 'The verify token is not ours.'
  }

  async function hear(ctx: Context): Promise<void> {
    let status: number
    try {
      status = await admit(ctx)
    } catch (error) {
      return answerRefusal(ctx, error, log)
    }
    if (status === 413) await discardRest(ctx)
    // Koa's own way to an empty answer costs more than reading the message.
    ctx.respond = false
    if (!ctx.res.writableEnded) ctx.res.writeHead(status, empty).end()
  }

  async function admit(ctx: Context): Promise<number> {
    const length = Number(ctx.req.headers['content-length'] || largestBody)
    if (length > largestBody) return 413
    const leave = gate.enter(length)
    if (!leave) {
      ctx.set('Retry-After', '1')
      return 503
    }
    try {
      return await take(ctx.req)
    } finally {
      leave()
    }
  }

  /** @returns the status of the answer */
  async function take(request: IncomingMessage): Promise<number> {
    const raw = await readBody(request)
    if (!raw) return 413
    const secrets = appSecrets()
    if (secrets.length === 0) return 503
    if (!isSignedBy(secrets, raw, request.headers['x-hub-signature-256'] as string | undefined)) return 401
    const payload = parse(raw)
    if (payload === undefined) return 400
    try {
      await receive(readPayload(payload))
      return 200
    } catch (error) {
      // Meta comes again with what could not be made durable; what was is recognised then.
      log.error({ err: error }, 'A webhook could not be stored; Meta will send it again')
      return 503
    }
  }
}

const empty = { 'Content-Length': '0' }

/** The webhook's URL: a slash at its end, a query, and an origin, as some proxies write it, change nothing. */
const isWebhook = /^(https?:\/\/[^/?#]*)?\/webhook\/whatsapp\/?([?#]|$)/i

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const length = request.headers['content-length']
  try {
    return await getRawBody(request, { limit: largestBody, ...(length && { length }) })
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') return undefined
    throw error
  }
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
