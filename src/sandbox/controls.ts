import Router from '@koa/router'
import type { Broadcast } from '../broadcast.ts'
import type { Clock } from '../clock.ts'
import { Lanes } from '../store/lanes.ts'
import type { Businesses } from './businesses.ts'
import type { Chats } from './chats.ts'
import { readDuration } from './duration.ts'
import type { Late } from './late.ts'
import type { Post } from './post.ts'
import { InvalidRequestError } from './refusal.ts'
import { takeReplayed } from './replayed.ts'
import { isoTime } from './view.ts'

export interface ControlsOptions {
  chats: Chats
  businesses: Businesses
  post: Post
  events: Broadcast
  clock: Clock
  advance: (to: number) => Promise<void>
  nextDue: () => Promise<number | undefined>
  late: Late
  delivered: () => Promise<void>
  kill: () => void
}

/** What only a stand-in has: its clock, its plug, webhooks at will, and the events to watch it by. */
export function controls(options: ControlsOptions): Router {
  const { chats, businesses, post, events, clock, kill } = options
  const { zone } = businesses.first
  const router = new Router()
  const lanes = new Lanes()
  const now = () => isoTime(clock.now(), zone)

  router.get('/sandbox/clock', (ctx) => {
    ctx.body = { now: now() }
  })

  router.post('/sandbox/clock', async (ctx) => {
    const request = (ctx.request.body ?? {}) as { advance?: unknown; to?: unknown }
    // One at a time: what the second adds counts from where the first arrived.
    const moved = await lanes.run('clock', () => moveClock(options, request))
    if (moved) {
      ctx.body = { now: now() }
      return
    }
    ctx.status = 409
    ctx.body = {
      error: { code: 'nothingDue', message: 'Nothing is due at any time: there is nowhere to move to.' },
    }
  })

  router.post('/sandbox/plug', (ctx) => {
    ctx.status = 202
    ctx.body = {}
    ctx.res.once('close', () => setImmediate(kill))
  })

  router.post('/sandbox/webhooks', async (ctx) => {
    const payload = ctx.request.body
    await takeReplayed(chats, businesses, payload)
    const status = await post.deliver(payload).catch(() => undefined)
    if (status !== undefined) {
      ctx.body = { status }
      return
    }
    ctx.status = 502
    ctx.body = {
      error: { code: 'unreachable', message: 'The webhook did not answer. Is the server listening?' },
    }
  })

  router.get('/sandbox/events', (ctx) => {
    ctx.type = 'text/event-stream'
    ctx.set('Cache-Control', 'no-cache')
    ctx.body = events.stream()
  })

  return router
}

async function moveClock(
  { chats, businesses, events, clock, advance, nextDue, late, delivered }: ControlsOptions,
  request: { advance?: unknown; to?: unknown },
): Promise<boolean> {
  const to =
    request.to === undefined
      ? clock.now() + readDuration(request.advance)
      : await next(request.to, async () => earlier(await nextDue(), late.next))
  if (to === undefined) return false
  for (let at = late.next; at !== undefined && at <= to; at = late.next) {
    await advance(Math.max(at, clock.now()))
    late.release()
    await delivered()
  }
  await advance(Math.max(to, clock.now()))
  await chats.saveClock()
  events.emit('clock', { now: isoTime(clock.now(), businesses.first.zone) })
  return true
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}

async function next(to: unknown, nextDue: () => Promise<number | undefined>): Promise<number | undefined> {
  if (to !== 'next')
    throw new InvalidRequestError('to', 'Only "next" is known: the time of what falls due next.')
  return nextDue()
}
