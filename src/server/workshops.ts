import { z } from 'zod'
import { statuses } from '../agenda/appointment.ts'
import { following } from '../agenda/lifecycle.ts'
import type { Engine } from '../conversation/engine.ts'
import { pageOf } from './paging.ts'
import { cursor, limit } from './parts.ts'
import type { Routes } from './routes.ts'
import { page, workshop, workshopSummary } from './shapes.ts'

/** The workshops that this server answers for. */
export function workshops(routes: Routes, engine: Engine): void {
  routes.add(
    'get',
    '/workshops',
    {
      tag: 'workshops',
      summary: 'Lists the workshops of this server, by id.',
      isOfServer: true,
      query: z.strictObject({ limit, cursor: cursor(/^[a-z][a-z0-9-]{0,59}$/) }),
      answers: { 200: { what: 'A page of them.', schema: page(workshopSummary) } },
    },
    (ctx, { query }) => {
      const all = [...engine.receptions.values()].map(({ house }) => house.workshop)
      all.sort((a, b) => (a.id < b.id ? -1 : 1))
      const { items, next } = pageOf(all, query, ({ id }) => id)
      ctx.body = { items: items.map(({ id, name, zone }) => ({ id, name, zone })), next }
    },
  )

  routes.add(
    'get',
    '/workshop',
    {
      tag: 'workshops',
      summary: 'Tells the bays, mechanics, services and hours of a workshop.',
      answers: { 200: { what: 'The workshop.', schema: workshop } },
    },
    (ctx, { reception }) => {
      const { id, name, zone, bays, mechanics, services, hours, step } = reception.house.workshop
      ctx.body = { id, name, zone, bays, mechanics, services, hours, step, steps }
    },
  )
}

/** From each status, those that may follow. */
const steps = Object.fromEntries(statuses.map((each) => [each, following(each)]))
