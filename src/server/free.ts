import { z } from 'zod'
import type { Appointment } from '../agenda/appointment.ts'
import { holidaysOn } from '../agenda/holidays.ts'
import { daysBetween, openingOn } from '../agenda/opening.ts'
import { daysAround, freeSlots } from '../agenda/slots.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { addDays } from '../agenda/zone.ts'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import { date, id } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { day, page, slot } from './shapes.ts'

interface Options {
  store: Store<Conversation, Message>
  clock: Clock
}

/** When the workshop is open, and which places are free. */
export function free(routes: Routes, { store, clock }: Options): void {
  routes.add(
    'get',
    '/days',
    {
      tag: 'appointments',
      summary: 'Tells of dates when the workshop is open, or why not.',
      query: z.strictObject(dates).refine(inOrder, early).refine(isShort, late),
      answers: { 200: { what: 'Each of them, on one page.', schema: page(day) } },
    },
    (ctx, { reception, query: { from, to } }) => {
      const { workshop } = reception.house
      ctx.body = { items: datesOf(from, to).map((date) => dayOf(workshop, date)), next: null }
    },
  )

  routes.add(
    'get',
    '/slots',
    {
      tag: 'appointments',
      summary: 'Lists the free starts of a service.',
      query: z
        .strictObject({
          ...dates,
          service: z.string().min(1).describe('The id of the service.'),
          moving: id.optional().describe('The appointment that stands in nobody’s way.'),
        })
        .refine(inOrder, early)
        .refine(isShort, late),
      answers: { 200: { what: 'All of them, on one page.', schema: page(slot) } },
    },
    async (ctx, { reception, query }) => {
      const { workshop } = reception.house
      const { from, to, moving } = query
      const service = workshop.services.find((each) => each.id === query.service)
      if (!service) refuse(422, 'invalid', 'service: workshop.yaml has no such service', 'service')
      const last = addDays(to, -1)
      const taken = last < from ? [] : await appointments(workshop, ...daysAround(workshop, from, last))
      const judging = { now: clock.now(), from, to: last, ...(moving && { ignore: moving }) }
      const items = freeSlots(workshop, service, taken, judging).map(({ start, end }) => ({ start, end }))
      ctx.body = { items, next: null }
    },
  )

  /** On these local dates, both included. */
  async function appointments({ id }: Workshop, from: string, last: string): Promise<Appointment[]> {
    const range = { from, to: addDays(last, 1), limit: 500 }
    const all: Appointment[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Appointment[]; next: string | null } = await store.appointments(id, {
        ...range,
        ...(cursor && { cursor }),
      })
      all.push(...page.items)
      cursor = page.next
    }
    return all
  }
}

function dayOf(workshop: Workshop, date: string) {
  const { windows, why } = openingOn(workshop, date)
  const isOfUruguay = workshop.holidays.calendar === 'uruguay'
  const holiday = isOfUruguay ? holidaysOn(date)[0]?.name : undefined
  const reason = workshop.exceptions[date]?.reason ?? holiday ?? null
  return { date, hours: windows, closed: why, reason }
}

function datesOf(from: string, to: string): string[] {
  return daysBetween(from, addDays(to, -1))
}

const dates = {
  from: date.describe("The first date, in the workshop's zone."),
  to: date.describe('The date after the last one.'),
}

interface Dates {
  from: string
  to: string
}

function inOrder({ from, to }: Dates): boolean {
  return from <= to
}

function isShort({ from, to }: Dates): boolean {
  // What is no date is refused as that.
  return Date.parse(to) - Date.parse(from) <= mostDays * 86_400_000
}

const mostDays = 62
const [early, late] = [
  { path: ['to'], error: 'must not be before from' },
  { path: ['to'], error: `must be at most ${mostDays} days after from` },
]
