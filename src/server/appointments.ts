import { z } from 'zod'
import { type Appointment, isAppointment, occupies, statuses } from '../agenda/appointment.ts'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import type { Customers } from './customers.ts'
import { cursor, customer, date, flag, id, limit, listOf } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { appointment, page } from './shapes.ts'

interface Options {
  store: Store<Conversation, Message>
  clock: Clock
  customers: Customers
}

/** The agenda as the API shows it. */
export function appointments(routes: Routes, { store, clock, customers }: Options): void {
  routes.add(
    'get',
    '/appointments',
    {
      tag: 'appointments',
      summary: 'Lists appointments by start.',
      description: 'Without `from` and `to` all of them; `held` ones only where `status` names them.',
      query: wanted,
      answers: { 200: { what: 'A page of them.', schema: page(appointment) } },
    },
    async (ctx, { reception, query }) => {
      const { workshop } = reception.house
      const { from, to, status, customer, toCall, cursor, limit } = query
      const wanted = new Set<string>(status ?? statuses.filter((each) => each !== 'held'))
      const key = customer === undefined ? undefined : ((await customers.find(workshop, customer)) ?? '')
      const keep = (each: Appointment) =>
        wanted.has(each.status) &&
        (key === undefined || each.customer === key) &&
        (toCall === undefined || isToCall(each) === toCall) &&
        // A hold that ran out is none, even if nobody removed it yet.
        (each.status !== 'held' || occupies(each, clock.now()))
      ctx.body = await store.appointments(workshop.id, {
        limit,
        keep,
        ...(from && { from }),
        ...(to && { to }),
        ...(cursor && { cursor }),
      })
    },
  )

  routes.add(
    'get',
    '/appointments/:id',
    {
      tag: 'appointments',
      summary: 'Tells one appointment.',
      params: z.object({ id }),
      answers: { 200: { what: 'The appointment.', schema: appointment } },
    },
    async (ctx, { reception, params }) => {
      const found = await store.appointment(reception.house.workshop.id, params.id)
      if (!found || !isAppointment(found)) refuse(404, 'notFound', 'There is no such appointment.')
      ctx.body = found
    },
  )
}

/** Who confirmed, came, or gave up, needs no call any more. */
function isToCall({ toCall, status }: Appointment): boolean {
  return toCall !== undefined && status === 'booked'
}

const wanted = z
  .strictObject({
    from: date.optional().describe("The first date, in the workshop's zone."),
    to: date.optional().describe('The date after the last one.'),
    status: listOf(statuses).optional(),
    customer: customer.optional(),
    toCall: flag.describe('Only those, or all but those, whose customer somebody has to call.'),
    limit,
    cursor: cursor(/^(\d{4}-\d\d-\d\d) \1T[\w:.+~-]+$/),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' })
