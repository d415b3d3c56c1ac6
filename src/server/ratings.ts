import { z } from 'zod'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import { date } from './parts.ts'
import type { Routes } from './routes.ts'
import { ratings as shape } from './shapes.ts'

/** How many customers gave how many stars. */
export function ratings(routes: Routes, store: Store<Conversation, Message>): void {
  routes.add(
    'get',
    '/ratings',
    {
      tag: 'appointments',
      summary: 'Counts how customers found it, of appointments in these days.',
      query,
      answers: { 200: { what: 'How many gave how many stars.', schema: shape } },
    },
    async (ctx, { reception, query }) => {
      const { from, to } = query
      const stars: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
      let [count, sum] = [0, 0]
      let cursor: string | undefined
      do {
        const page = await store.appointments(reception.house.workshop.id, {
          limit: 500,
          keep: ({ rating }) => rating !== undefined,
          ...(from && { from }),
          ...(to && { to }),
          ...(cursor && { cursor }),
        })
        for (const { rating } of page.items) {
          stars[rating!.stars]!++
          count++
          sum += rating!.stars
        }
        cursor = page.next ?? undefined
      } while (cursor)
      ctx.body = { count, average: count === 0 ? null : Math.round((sum / count) * 100) / 100, stars }
    },
  )
}

const query = z.strictObject({ from: date.optional(), to: date.optional() })
