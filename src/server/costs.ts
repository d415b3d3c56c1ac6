import { z } from 'zod'
import type { Appointment } from '../agenda/appointment.ts'
import { dayStart } from '../agenda/zone.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { type Charge, chargeOf, groupings, sumAll, sumCosts } from '../conversation/costs.ts'
import type { Store } from '../store/store.ts'
import { pageOf } from './paging.ts'
import { cursor, date } from './parts.ts'
import type { Routes } from './routes.ts'
import { costs as shape } from './shapes.ts'

/** What Meta charges for the messages that arrived. It reads all of a workshop's messages: ask now and then. */
export function costs(routes: Routes, store: Store<Conversation, Message>): void {
  routes.add(
    'get',
    '/costs',
    {
      tag: 'costs',
      summary: 'Sums what Meta charges for the messages that arrived.',
      description: 'Reads all messages of the workshop: ask now and then, not all the time.',
      query,
      answers: { 200: { what: 'A page of the sums by name, and the sum of all.', schema: shape } },
    },
    async (ctx, { reception, query }) => {
      const { workshop } = reception.house
      const { by, from, to } = query
      const { id, zone, prices } = workshop
      const start = from === undefined ? 0 : dayStart(zone, from)
      const end = to === undefined ? Number.POSITIVE_INFINITY : dayStart(zone, to)
      const charges: Charge[] = []
      for await (const [key, message] of messagesOf(id)) {
        const charge = chargeOf(key, message)
        if (charge && charge.at >= start && charge.at < end) charges.push(charge)
      }
      const appointments = by === 'appointment' ? await appointmentsOf(id) : []
      const sums = sumCosts(charges, by, { zone, prices, appointments })
      const { items, next } = pageOf([...sums], query, ([name]) => name)
      ctx.body = {
        items: items.map(([name, sum]) => ({ name, ...sum })),
        total: sumAll(charges, prices),
        currency: prices?.currency ?? null,
        next,
      }
    },
  )

  async function* messagesOf(workshop: string): AsyncGenerator<[key: string, Message]> {
    let cursor: string | undefined
    do {
      const page = await store.conversations(workshop, { limit: 100, ...(cursor && { cursor }) })
      for (const { key } of page.items) {
        let before: number | undefined
        do {
          const messages = await store.messages(workshop, key, { limit: 500, ...(before && { before }) })
          for (const message of messages) yield [key, message]
          before = messages[0]?.number
        } while (before !== undefined && before > 1)
      }
      cursor = page.next ?? undefined
    } while (cursor)
  }

  async function appointmentsOf(workshop: string): Promise<Appointment[]> {
    const all: Appointment[] = []
    let cursor: string | undefined
    do {
      const page = await store.appointments(workshop, { limit: 500, ...(cursor && { cursor }) })
      all.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor)
    return all
  }
}

const query = z.strictObject({
  by: z.enum(groupings, `must be one of ${groupings.join(', ')}`).default('category'),
  from: date.optional(),
  to: date.optional(),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 at least')
    .max(10_000, 'must be 10000 at most')
    .default(1_000)
    .describe('How many at most.'),
  cursor: cursor(/^[^\0]+$/),
})
