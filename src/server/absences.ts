import { randomBytes } from 'node:crypto'
import type { Context } from 'koa'
import { z } from 'zod'
import type { Appointment } from '../agenda/appointment.ts'
import { type Absence, longestAbsence } from '../agenda/blocked.ts'
import type { Resource, Workshop } from '../agenda/workshop.ts'
import { addDays, dayStart, isoIn } from '../agenda/zone.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { cursor, date, id, limit, start, words } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { absence, occupied, page } from './shapes.ts'

/** Times in which the workshop, or some of its bays and mechanics, cannot be had. */
export function absences(routes: Routes, store: Store<Conversation, Message>): void {
  routes.add(
    'get',
    '/absences',
    {
      tag: 'appointments',
      summary: 'Lists blocked times by start.',
      description: 'Those of `workshop.yaml` are not among them.',
      query: wanted,
      answers: { 200: { what: 'A page of them.', schema: page(absence) } },
    },
    async (ctx, { reception, query: { from, to, limit, cursor } }) => {
      const { id, zone } = reception.house.workshop
      const since = from === undefined ? Number.NEGATIVE_INFINITY : dayStart(zone, from)
      const { items, next } = await store.appointments(id, {
        limit,
        keep: ({ id, blocks }) => blocks?.id === id && Date.parse(blocks.to) > since,
        ...(from && { from: addDays(from, -longestAbsence - 1) }),
        ...(to && { to }),
        ...(cursor && { cursor }),
      })
      ctx.body = { items: items.map(({ blocks }) => blocks), next }
    },
  )

  routes.add(
    'post',
    '/absences',
    {
      tag: 'appointments',
      summary: 'Blocks a time: nobody is offered or given a place in it any more.',
      description:
        'Of `bays`, of `mechanics`, of both, or of the whole workshop with `all`. Appointments that are there stay as they are.',
      body: newAbsence,
      isRepeatable: true,
      answers: { 201: { what: 'What is blocked, also by the same request before.', schema: absence } },
      refusals: {
        409: {
          what: '`occupied`: there are `appointments` then; nothing was blocked. `idempotencyKeyReused`: the key was used for another request.',
          schema: occupied,
        },
      },
    },
    async (ctx, { reception, body }) => {
      const { workshop } = reception.house
      const wished = read(ctx, workshop, body)
      const blocked = await reception.block(wished, body.force)
      if ('standing' in blocked) return refuseOccupied(ctx, blocked.standing)
      if (!isSame(blocked.absence, wished)) refuseReused()
      ctx.status = 201
      ctx.body = blocked.absence
    },
  )

  routes.add(
    'delete',
    '/absences/:id',
    {
      tag: 'appointments',
      summary: 'Takes a blocked time away: its places are free again, and whoever waits for one is asked.',
      params: z.object({ id }),
      answers: { 204: { what: 'It is blocked no more.' } },
    },
    async (ctx, { reception, params }) => {
      if (!(await reception.unblock(params.id))) refuse(404, 'notFound', 'There is no such blocked time.')
      ctx.status = 204
    },
  )
}

function read(ctx: Context, workshop: Workshop, body: z.output<typeof newAbsence>): Absence {
  const { zone } = workshop
  const request = requestOf(ctx, `${workshop.id} absence`)
  return {
    id: `b${BigInt(`0x${request ?? randomBytes(8).toString('hex')}`).toString(36)}`,
    workshop: workshop.id,
    bays: known('bays', workshop.bays, body.bays),
    mechanics: known('mechanics', workshop.mechanics, body.mechanics),
    all: body.all,
    from: isoIn(zone, Date.parse(body.from)),
    to: isoIn(zone, Date.parse(body.to)),
    reason: body.reason ?? null,
  }
}

function known(list: 'bays' | 'mechanics', all: Resource[], ids: string[] = []): string[] {
  const unknown = ids.find((each) => !all.some(({ id }) => id === each))
  if (unknown === undefined) return [...new Set(ids)].sort()
  const has = all.map(({ id }) => id).join(', ') || 'none'
  return refuse(422, 'invalid', `${list}: workshop.yaml has no such one; it has ${has}`, list)
}

function refuseOccupied(ctx: Context, appointments: Appointment[]): void {
  const message =
    'There are appointments in that time. Move them, or send force: true: they stay as they are.'
  ctx.status = 409
  ctx.body = { error: { code: 'occupied', message, field: 'from' }, appointments }
}

function isSame({ id: _, ...a }: Absence, { id: __, ...b }: Absence): boolean {
  return Object.entries(a).every(([name, value]) => String(value) === String(b[name as keyof typeof b]))
}

const wanted = z
  .strictObject({
    from: date.optional().describe('The first date: what reaches into it is among them.'),
    to: date.optional().describe('The date after the last one.'),
    limit,
    cursor: cursor(/^(\d{4}-\d\d-\d\d) \1T[\w:.+~-]+$/),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' })

const ids = z.array(z.string().min(1)).min(1, 'must not be empty').max(100, 'must be 100 at most')

const newAbsence = z
  .strictObject({
    bays: ids.optional().describe('Ids of bays.'),
    mechanics: ids.optional().describe('Ids of mechanics.'),
    all: z.boolean().default(false).describe('The whole workshop is closed then.'),
    from: start,
    to: start,
    reason: words.trim().min(1, 'must not be empty').max(200, 'must be 200 characters at most').optional(),
    force: z.boolean().default(false).describe('Also where there are appointments.'),
  })
  .refine(({ bays, mechanics, all }) => all === (bays === undefined && mechanics === undefined), {
    path: ['bays'],
    message: 'give `bays` or `mechanics` or both, or `all: true` alone',
  })
  .refine(({ from, to }) => !(Date.parse(to) <= Date.parse(from)), {
    path: ['to'],
    message: 'must be after from',
  })
  .refine(({ from, to }) => !(Date.parse(to) - Date.parse(from) > longestAbsence * 86_400_000), {
    path: ['to'],
    message: `must be at most ${longestAbsence} days after from`,
  })
  .meta({
    examples: [
      { bays: ['1'], from: '2026-12-01T09:00:00-03:00', to: '2026-12-01T12:00:00-03:00' },
      { all: true, from: '2026-12-24T12:00:00-03:00', to: '2026-12-25T00:00:00-03:00', reason: 'Nochebuena' },
    ],
  })
