import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Context, Middleware } from 'koa'
import getRawBody from 'raw-body'
import type { Log } from '../log.ts'
import type { Rounds } from '../rounds.ts'
import { type Inbound, readPayload } from '../whatsapp/inbound.ts'
import type { Numbers } from '../workshops/numbers.ts'
import { discardRest } from './discard.ts'
import type { Gate } from './gate.ts'
import { answerRefusal } from './refusal.ts'
import { Shares } from './shares.ts'
import { addressees, vouch } from './vouch.ts'

export interface WebhookOptions {
  numbers: Numbers
  /** Keeps the number of requests in flight bounded. */
  gate: Gate
  /** In which what came is read and handled. */
  rounds: Rounds
  /** Resolves once everything is durable. `vouched`: of several workshops, those whose secret it was signed with. */
  receive: (items: Inbound[], vouched?: ReadonlySet<string>) => Promise<void>
  /** Told of each answer, and of how long it took, in ms. */
  onAnswer: (status: number, took: number) => void
  log: Log
}

/** Meta sends at most 3 MB. */
const largestBody = 4 * 1024 * 1024

/**
 * The door to Meta: the handshake, and what customers write. Answers in the order 413, 401, 400, 503, 200. It stands
 * before all else, so that the layers that only others need cost it nothing. A workshop may have a URL of its own below
 * the common one.
 */
export function webhook({ numbers, gate, rounds, receive, onAnswer, log }: WebhookOptions): Middleware {
  const shares = new Shares()
  return async (ctx, next) => {
    const [isWebhook, workshop] = place.exec(ctx.url) ?? []
    if (isWebhook === undefined || (workshop !== undefined && !numbers.has(workshop))) return next()
    if (ctx.method === 'POST') return hear(ctx, workshop)
    return ctx.method === 'GET' || ctx.method === 'HEAD' ? greet(ctx, workshop) : next()
  }

  function greet(ctx: Context, workshop: string | undefined): void {
    const query = new URLSearchParams(ctx.querystring)
    const challenge = query.get('hub.challenge')
    const word = query.get('hub.verify_token') ?? ''
    const isMeta =
      query.get('hub.mode') === 'subscribe' &&
      numbers.verifyTokens(workshop).some((token) => equal(word, token))
    ctx.type = 'text/plain'
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.status = isMeta && challenge !== null ? 200 : 403
    ctx.body = ctx.status === 200 ? challenge : 'The verify token is not ours.'
  }

  async function hear(ctx: Context, workshop: string | undefined): Promise<void> {
    const start = performance.now()
    let status: number
    try {
      status = await admit(ctx, workshop)
    } catch (error) {
      return answerRefusal(ctx, error, log)
    }
    if (status === 413) await discardRest(ctx)
    // Koa's own way to an empty answer costs more than reading the message.
    ctx.respond = false
    if (!ctx.res.writableEnded) ctx.res.writeHead(status, empty).end()
    onAnswer(status, performance.now() - start)
  }

  async function admit(ctx: Context, workshop: string | undefined): Promise<number> {
    const length = Number(ctx.req.headers['content-length'] || largestBody)
    if (length > largestBody) return 413
    const leave = gate.enter(length)
    if (!leave) return later(ctx)
    try {
      return await take(ctx, workshop)
    } finally {
      leave()
    }
  }

  /** @returns the status of the answer */
  async function take(ctx: Context, workshop: string | undefined): Promise<number> {
    const raw = await readBody(ctx.req)
    if (!raw) return 413
    await rounds.next()
    const signature = ctx.req.headers['x-hub-signature-256'] as string | undefined
    const vouched = vouch(numbers, { raw, signature, workshop })
    if (typeof vouched === 'number') return vouched
    const leave = numbers.areMany ? shares.enter(addressees(vouched)) : () => {}
    if (!leave) return later(ctx)
    try {
      const whose = numbers.areMany ? new Set(vouched.by.map((each) => each.workshop)) : undefined
      await receive(readPayload(vouched.payload), whose)
      return 200
    } catch (error) {
      // Meta comes again with what could not be made durable; what was is recognised then.
      log.error({ err: error }, 'A webhook could not be stored; Meta will send it again')
      return 503
    } finally {
      leave()
    }
  }
}

function later(ctx: Context): number {
  ctx.set('Retry-After', '1')
  return 503
}

const empty = { 'Content-Length': '0' }

/**
 * The webhook's URL, and the workshop whose own it is. A slash at its end, a query, and an origin, as some proxies write
 * it, change nothing.
 */
const place = /^(?:https?:\/\/[^/?#]*)?\/webhook\/whatsapp(?:\/([^/?#]+))?\/?(?:[?#]|$)/i

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const length = request.headers['content-length']
  try {
    return await getRawBody(request, { limit: largestBody, ...(length && { length }) })
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') return undefined
    throw error
  }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
