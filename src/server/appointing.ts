import type { Context } from 'koa'
import { z } from 'zod'
import { type Appointment, isAppointment, statuses } from '../agenda/appointment.ts'
import { following } from '../agenda/lifecycle.ts'
import type { Workshop } from '../agenda/workshop.ts'
import type { Appointed } from '../conversation/appoint.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { SlotTakenError, type Store } from '../store/store.ts'
import type { Customers } from './customers.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { customer, id, start, words } from './parts.ts'
import { dialled, phone } from './phone.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { appointment, slotTaken } from './shapes.ts'

interface Options {
  store: Store<Conversation, Message>
  customers: Customers
}

/** What the workshop itself does in its agenda: it makes appointments, moves them and takes them a step on. */
export function appointing(routes: Routes, { store, customers }: Options): void {
  routes.add(
    'post',
    '/appointments',
    {
      tag: 'appointments',
      summary: 'Books for a customer, who is told nothing.',
      description: 'Give either `customer`, who is known, or `phone`, and a `name`.',
      body: newAppointment,
      isRepeatable: true,
      answers: { 201: { what: 'What was booked, also by the same request before.', schema: appointment } },
      refusals: {
        404: 'Nobody is known so.',
        409: {
          what: '`slotTaken`: there is no place then. `idempotencyKeyReused`: the key was used for another request.',
          schema: slotTaken,
        },
      },
    },
    async (ctx, { reception, body }) => {
      const { workshop } = reception.house
      const { service, start, vehicle, note, force } = body
      if (!workshop.services.some(({ id }) => id === service)) {
        const known = workshop.services.map(({ id }) => id).join(', ')
        refuse(422, 'invalid', `service: workshop.yaml has no such service; it has ${known}`, 'service')
      }
      const phone = body.phone === undefined ? undefined : dialledIn(workshop, body.phone)
      const customer = body.customer ?? phone!
      const key = await customers.find(workshop, customer)
      if (!key && phone === undefined) {
        refuse(404, 'notFound', 'Nobody is known by that key or phone: give `phone` and `name`.', 'customer')
      }
      const id = idFor(ctx, workshop)
      const wish = { service, start, vehicle: vehicle ?? null, note, isForced: force, id }
      const who = key ? { key } : { phone: phone!, name: body.name }
      const appointed = await untaken(reception.appoint(who, wish))
      const made = shown(ctx, appointed)
      if (!made) return
      const isSame = made.service === service && inSeconds(made.start) === inSeconds(start)
      const owner = key ?? (await customers.find(workshop, customer))
      if (!isSame || made.customer !== owner) refuseReused()
      ctx.status = 201
    },
  )

  routes.add(
    'patch',
    '/appointments/:id',
    {
      tag: 'appointments',
      summary: 'Moves an appointment, takes it a step on, or writes something down.',
      description:
        'Moved, it is another one: `movedFrom` says which it was. The customer is told only what became of a request.',
      params: z.object({ id }),
      body: changedAppointment,
      answers: { 200: { what: 'What it is now.', schema: appointment } },
      refusals: {
        409: {
          what: '`badTransition`: it cannot become that. `slotTaken`: there is no place then.',
          schema: slotTaken,
        },
      },
    },
    async (ctx, { reception, params, body }) => {
      const { start, status, vehicle, note, force } = body
      const found = await store.appointment(reception.house.workshop.id, params.id)
      if (!found || !isAppointment(found)) refuse(404, 'notFound', 'There is no such appointment.')
      const amendment = { start, status, vehicle, note, isForced: force }
      const amended = await untaken(reception.amend(found.customer, found.id, amendment))
      if (!('notFrom' in amended)) return void shown(ctx, amended)
      const { notFrom } = amended
      const may = following(notFrom).join(', ') || 'nothing else'
      const message = `An appointment that is ${notFrom} may become ${may}.`
      refuse(409, 'badTransition', message, status === undefined ? 'start' : 'status')
    },
  )
}

/** Answers with what came of it. @returns the appointment, if one came of it */
function shown(ctx: Context, appointed: Appointed): Appointment | undefined {
  if ('unknown' in appointed || 'notFrom' in appointed)
    return refuse(404, 'notFound', 'There is no such appointment.')
  if ('appointment' in appointed) {
    ctx.body = appointed.appointment
    return appointed.appointment
  }
  if ('isOver' in appointed) return refuse(422, 'invalid', over, 'start')
  ctx.status = 409
  ctx.body = {
    error: { code: 'slotTaken', message: noPlace, field: 'start' },
    alternatives: appointed.alternatives,
  }
  return undefined
}

const noPlace =
  'There is no place at that time: it is taken, or the workshop takes nobody then. Choose another, or send force: true.'

const over = 'start: is over already; what is past is not booked, not even with force: true'

/** Between looking and committing somebody else was faster. */
async function untaken(work: Promise<Appointed>): Promise<Appointed> {
  try {
    return await work
  } catch (error) {
    if (error instanceof SlotTakenError) return { alternatives: [] }
    throw error
  }
}

/** What a repeated request finds again: the appointment's id follows from the key. */
function idFor(ctx: Context, { id }: Workshop): string | undefined {
  const request = requestOf(ctx, id)
  return request && `a${BigInt(`0x${request}`).toString(36)}`
}

/** What is kept of a time has no milliseconds. */
function inSeconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000)
}

function dialledIn({ zone }: Workshop, said: string): string {
  const read = dialled(said, zone)
  return 'digits' in read ? read.digits : refuse(422, 'invalid', `phone: ${read.wrong}`, 'phone')
}

const vehicle = words.trim().min(1, 'must not be empty').max(120, 'must be 120 characters at most')
const note = words.max(1000, 'must be 1000 characters at most')
const force = z
  .boolean()
  .default(false)
  .describe(
    'Whatever hours and notice say, but for what would be over already; where no bay is free it occupies none.',
  )

const newAppointment = z
  .strictObject({
    customer: customer.optional(),
    phone: phone.optional(),
    name: words.trim().min(1, 'must not be empty').max(100, 'must be 100 characters at most').optional(),
    service: z.string().min(1).describe('The id of a service of the workshop.'),
    start,
    vehicle: vehicle.optional(),
    note: note.optional(),
    force,
  })
  .refine(({ customer, phone }) => (customer === undefined) !== (phone === undefined), {
    path: ['customer'],
    message: 'give either `customer` or `phone`',
  })
  .meta({
    examples: [
      { phone: '59899123456', name: 'Ana', service: 'oil-change', start: '2026-12-01T10:00:00-03:00' },
    ],
  })

const changedAppointment = z
  .strictObject({
    start: start.optional(),
    status: z.enum(statuses).optional(),
    vehicle: vehicle.optional(),
    note: note.optional(),
    force,
  })
  .meta({
    examples: [{ status: 'arrived' }, { start: '2026-12-01T10:00:00-03:00' }, { note: 'Trae la llave' }],
  })
