import { timingSafeEqual } from 'node:crypto'
import Router from '@koa/router'
import type { Context } from 'koa'
import getRawBody from 'raw-body'
import type { Log } from '../log.ts'
import { type Inbound, readPayload } from '../whatsapp/inbound.ts'
import { isSignedBy } from '../whatsapp/signature.ts'
import type { Gate } from './gate.ts'

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

/** The door to Meta: the handshake, and what customers write. Answers in the order 413, 401, 400, 503, 200. */
export function webhook({ verifyToken, appSecrets, gate, receive, log }: WebhookOptions): Router {
  const router = new Router()

  router.get('/webhook/whatsapp', (ctx) => {
    const query = new URLSearchParams(ctx.querystring)
    const challenge = query.get('hub.challenge')
    const isMeta =
      query.get('hub.mode') === 'subscribe' && equal(query.get('hub.verify_token') ?? '', verifyToken())
    ctx.type = 'text/plain'
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.status = isMeta && challenge !== null ? 200 : 403
    ctx.body = ctx.status === 200 ? challenge : 'The verify token is not ours.'
  })

  router.post('/webhook/whatsapp', async (ctx) => {
    ctx.body = ''
    const length = Number(ctx.get('content-length') || largestBody)
    if (length > largestBody) {
      ctx.status = 413
      return
    }
    const leave = gate.enter(length)
    if (!leave) {
      ctx.status = 503
      ctx.set('Retry-After', '1')
      return
    }
    try {
      await take(ctx)
    } finally {
      leave()
    }
  })

  return router

  async function take(ctx: Context): Promise<void> {
    const raw = await readBody(ctx.req, ctx.get('content-length'))
    if (!raw) {
      ctx.status = 413
      return
    }
    const secrets = appSecrets()
    if (secrets.length === 0) {
      ctx.status = 503
      return
    }
    if (!isSignedBy(secrets, raw, ctx.get('x-hub-signature-256'))) {
      ctx.status = 401
      return
    }
    const payload = parse(raw)
    if (payload === undefined) {
      ctx.status = 400
      return
    }
    try {
      await receive(readPayload(payload))
      ctx.status = 200
    } catch (error) {
      // Meta comes again with what could not be made durable; what was is recognised then.
      log.error({ err: error }, 'A webhook could not be stored; Meta will send it again')
      ctx.status = 503
    }
  }
}

async function readBody(request: NodeJS.ReadableStream, length: string): Promise<Buffer | undefined> {
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
