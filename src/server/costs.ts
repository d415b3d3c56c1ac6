import Router from '@koa/router'
import { z } from 'zod'
import type { Appointment } from '../agenda/appointment.ts'
import { dayStart } from '../agenda/zone.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { type Charge, chargeOf, groupings, sumAll, sumCosts } from '../conversation/costs.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Store } from '../store/store.ts'
import { chosen } from './chosen.ts'
import { read } from './read.ts'

export interface CostsOptions {
  engine: Engine
  store: Store<Conversation, Message>
}

/**
 * `GET /api/v1/costs?by=category&from=2026-11-01&to=2026-12-01`: what Meta charges for the messages that arrived. It reads
 * all of a workshop's messages: ask now and then, not all the time.
 */
export function costs({ engine, store }: CostsOptions): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.get('/costs', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { by, from, to } = read(query, ctx.query)
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
    ctx.body = {
      items: [...sums].map(([name, sum]) => ({ name, ...sum })),
      total: sumAll(charges, prices),
      currency: prices?.currency ?? null,
      next: null,
    }
  })

  return router

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

const date = z.iso.date('must be a date like 2026-11-27').optional()
const query = z.object({ by: z.enum(groupings).default('category'), from: date, to: date })
