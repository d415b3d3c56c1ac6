import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { type Appointment, statuses } from '../agenda/appointment.ts'
import { following } from '../agenda/lifecycle.ts'
import type { Workshop } from '../agenda/workshop.ts'
import type { Appointed } from '../conversation/appoint.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import { SlotTakenError, type Store } from '../store/store.ts'
import { chosen } from './chosen.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'

interface Options {
  engine: Engine
  store: Store<Conversation, Message>
  /** The customer who is known by our key or by a phone. */
  find: (workshop: Workshop, customer: string) => Promise<string | undefined>
}

/** What the workshop itself does in its agenda: it makes appointments, moves them and takes them a step on. */
export function appointing(router: Router, { engine, store, find }: Options): void {
  router.post('/appointments', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { workshop } = reception.house
    const { customer, phone, name, service, start, vehicle, note, force } = read(
      newAppointment,
      ctx.request.body,
    )
    if (!workshop.services.some(({ id }) => id === service)) {
      const known = workshop.services.map(({ id }) => id).join(', ')
      refuse(422, 'invalid', `service: workshop.yaml has no such service; it has ${known}`, 'service')
    }
    const key = await find(workshop, customer ?? phone!)
    if (!key && customer !== undefined) {
      refuse(404, 'notFound', 'Nobody is known by that key or phone: give `phone` and `name`.', 'customer')
    }
    const id = idFor(ctx, workshop)
    const wish = { service, start, vehicle: vehicle ?? null, note, isForced: force, id }
    const who = key ? { key } : { phone: phone!, name }
    const appointed = await untaken(reception.appoint(who, wish))
    const made = shown(ctx, appointed)
    if (!made) return
    const isSame = made.service === service && Date.parse(made.start) === Date.parse(start)
    if (!isSame) refuseReused()
    ctx.status = 201
  })

  router.patch('/appointments/:id', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { start, status, vehicle, note, force } = read(changedAppointment, ctx.request.body)
    const found = await store.appointment(reception.house.workshop.id, ctx.params.id!)
    if (!found || found.status === 'waiting') refuse(404, 'notFound', 'There is no such appointment.')
    const amendment = { start, status, vehicle, note, isForced: force }
    const amended = await untaken(reception.amend(found.customer, found.id, amendment))
    if (!('notFrom' in amended)) return void shown(ctx, amended)
    const { notFrom } = amended
    const may = following(notFrom).join(', ') || 'nothing else'
    const message = `An appointment that is ${notFrom} may become ${may}.`
    refuse(409, 'badTransition', message, status === undefined ? 'start' : 'status')
  })
}

/** Answers with what came of it. @returns the appointment, if one came of it */
function shown(ctx: Context, appointed: Appointed): Appointment | undefined {
  if ('unknown' in appointed || 'notFrom' in appointed)
    return refuse(404, 'notFound', 'There is no such appointment.')
  if ('appointment' in appointed) {
    ctx.body = appointed.appointment
    return appointed.appointment
  }
  ctx.status = 409
  ctx.body = {
    error: { code: 'slotTaken', message: noPlace, field: 'start' },
    alternatives: appointed.alternatives,
  }
  return undefined
}

const noPlace =
  'There is no place at that time: it is taken, or the workshop takes nobody then. Choose another, or send force: true.'

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

const start = z.iso.datetime({
  offset: true,
  message: 'must be a time with its offset, such as 2026-11-27T10:00:00-03:00',
})
const vehicle = z.string().trim().min(1).max(120)
const note = z.string().max(1000)
const force = z.boolean().default(false)
const phone = z
  .string()
  .transform((said) => said.replace(/[\s()+-]/g, ''))
  .pipe(z.string().regex(/^\d{8,15}$/, 'must be a phone with its country code, such as 59899123456'))

const newAppointment = z
  .object({
    customer: z.string().min(1).max(64).optional(),
    phone: phone.optional(),
    name: z.string().trim().min(1).max(100).optional(),
    service: z.string().min(1),
    start,
    vehicle: vehicle.optional(),
    note: note.optional(),
    force,
  })
  .refine(({ customer, phone }) => (customer === undefined) !== (phone === undefined), {
    path: ['customer'],
    message: 'give either `customer` or `phone`',
  })

const changedAppointment = z.object({
  start: start.optional(),
  status: z.enum(statuses).optional(),
  vehicle: vehicle.optional(),
  note: note.optional(),
  force,
})
