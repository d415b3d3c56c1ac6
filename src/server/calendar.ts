import Router from '@koa/router'
import { type Appointment, isAppointment } from '../agenda/appointment.ts'
import { calendar, type Followed } from '../agenda/calendar.ts'
import { addDays, local } from '../agenda/zone.ts'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Store } from '../store/store.ts'
import { chosen } from './chosen.ts'
import { refuse } from './refusal.ts'
import { equal } from './tokens.ts'

interface Options {
  engine: Engine
  store: Store<Conversation, Message>
  clock: Clock
  /** What stands in the feed's address at present; without it there is none. */
  tokenNow: () => string | undefined
}

/** `GET /calendar/{token}.ics`: the agenda for calendar programs, which send nothing but the address that they were given. */
export function calendarFeed({ engine, store, clock, tokenNow }: Options): Router {
  const router = new Router()

  router.get('/calendar/:token.ics', async (ctx) => {
    const token = tokenNow()
    if (token === undefined || !equal(ctx.params.token!, token)) {
      refuse(404, 'notFound', 'There is no such calendar. Its address ends in CALENDAR_TOKEN and .ics.')
    }
    const { workshop } = chosen(engine, ctx).house
    const from = addDays(local(workshop.zone, clock.now()).day, -daysBack)
    const followed: Followed[] = []
    let cursor: string | undefined
    do {
      const page = await store.appointments(workshop.id, {
        from,
        limit: 500,
        keep,
        ...(cursor && { cursor }),
      })
      for (const each of page.items) followed.push(await follow(workshop.id, each))
      cursor = page.next ?? undefined
    } while (cursor)
    ctx.set('Cache-Control', 'private, no-store')
    ctx.type = 'text/calendar; charset=utf-8'
    ctx.body = calendar(workshop, followed, clock.now())
  })

  return router

  /** Back through its moves to what it was at first. */
  async function follow(workshop: string, appointment: Appointment): Promise<Followed> {
    let first = appointment
    let moves = 0
    while (first.movedFrom !== undefined && moves < mostMoves) {
      const before = await store.appointment(workshop, first.movedFrom)
      moves++
      if (!before) return { appointment, first: first.movedFrom, moves }
      first = before
    }
    return { appointment, first: first.id, moves }
  }
}

/** What was moved stands there as what it became. */
function keep(appointment: Appointment): boolean {
  const { status } = appointment
  return status !== 'held' && status !== 'moved' && isAppointment(appointment)
}

/** How far back the feed goes. */
const daysBack = 30
const mostMoves = 1_000
