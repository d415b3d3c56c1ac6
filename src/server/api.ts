import Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { type Appointment, occupies, statuses } from '../agenda/appointment.ts'
import type { Workshop } from '../agenda/workshop.ts'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import { keyAlias } from '../conversation/joined.ts'
import { messageById } from '../conversation/messageById.ts'
import type { Store } from '../store/store.ts'
import { MessageLimitError } from '../whatsapp/errors.ts'
import { text } from '../whatsapp/messages.ts'
import { appointing } from './appointing.ts'
import { chosen } from './chosen.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { readPost } from './post.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'
import { rights } from './rights.ts'
import { showConversation, showMessage, showSummary } from './show.ts'

export interface ApiOptions {
  engine: Engine
  store: Store<Conversation, Message>
  clock: Clock
}

/** `/api/v1`: what the workshops' own programs and pages see and do; of several, `?workshop=` says which. */
export function api({ engine, store, clock }: ApiOptions): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.get('/workshops', (ctx) => {
    const { limit, cursor = '' } = read(workshopsQuery, ctx.query)
    const all = [...engine.receptions.values()].map(({ house }) => house.workshop)
    const rest = all.filter(({ id }) => id > cursor).sort((a, b) => (a.id < b.id ? -1 : 1))
    const items = rest.slice(0, limit).map(({ id, name, zone }) => ({ id, name, zone }))
    ctx.body = { items, next: rest.length > limit ? items.at(-1)!.id : null }
  })

  router.get('/workshop', (ctx) => {
    const { id, name, zone, bays, services, hours } = chosen(engine, ctx).house.workshop
    ctx.body = { id, name, zone, bays, services, hours }
  })

  router.get('/appointments', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { from, to, status, customer, toCall, cursor, limit } = read(appointmentQuery, ctx.query)
    const wanted = new Set<string>(status ?? statuses.filter((each) => each !== 'held'))
    const key = customer === undefined ? undefined : ((await find(workshop, customer)) ?? '')
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
  })

  router.get('/appointments/:id', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const found = await store.appointment(workshop.id, ctx.params.id!)
    if (!found || found.status === 'waiting') refuse(404, 'notFound', 'There is no such appointment.')
    ctx.body = found
  })

  appointing(router, { engine, store, find })
  rights(router, { engine, store, known })

  router.get('/conversations', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { cursor, limit } = read(conversationsQuery, ctx.query)
    const { items, next } = await store.conversations(workshop.id, { limit, ...(cursor && { cursor }) })
    ctx.body = { items: items.map((each) => showSummary(each, workshop)), next }
  })

  router.get('/conversations/:customer', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { limit } = read(pageQuery, ctx.query)
    const conversation = await known(workshop, ctx.params.customer!)
    const messages = await store.messages(workshop.id, conversation.key, { limit })
    ctx.body = showConversation(conversation, messages, workshop)
  })

  router.post('/conversations/:customer/attention', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { to } = read(z.object({ to: z.enum(['human', 'bot']) }), ctx.request.body)
    const { key } = await known(reception.house.workshop, ctx.params.customer!)
    await reception.giveFloor(key, to)
    ctx.body = { customer: key, attention: to }
  })

  router.post('/conversations/:customer/messages', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { text: words } = read(z.object({ text: z.string().min(1) }), ctx.request.body)
    const { key } = await known(reception.house.workshop, ctx.params.customer!)
    const message = await reception.post(
      { key },
      {
        from: 'human',
        text: words,
        body: limited(() => text(words)),
        fallback: null,
        proactive: false,
        request: requestOf(ctx, key),
      },
    )
    owed(ctx, message, words)
  })

  router.post('/messages', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { workshop, voice } = reception.house
    const { to, post } = readPost(ctx.request.body, voice.templates)
    const key = await find(workshop, to)
    const request = requestOf(ctx, to)
    const message = await reception.post(key ? { key } : { phone: to }, { ...post, request })
    owed(ctx, message, post.text)
  })

  router.get('/messages/:id', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { message } = (await messageById(store, workshop.id, ctx.params.id!)) ?? {}
    if (!message?.outbound) return refuse(404, 'notFound', 'There is no such message.')
    ctx.body = showMessage(message, workshop)
  })

  return router

  /** By our key or by the digits of a phone. */
  async function find({ id }: Workshop, customer: string): Promise<string | undefined> {
    if (/^\+?\d+$/.test(customer)) return store.find(id, `phone:${customer.replace('+', '')}`)
    if (await store.conversation(id, customer)) return customer
    return store.find(id, keyAlias(customer))
  }

  async function known(workshop: Workshop, customer: string): Promise<Conversation> {
    const key = await find(workshop, customer)
    const conversation = key === undefined ? undefined : await store.conversation(workshop.id, key)
    return conversation ?? refuse(404, 'notFound', 'Nobody is known by that key or phone.')
  }
}

/** Taken: it leaves when it may. Of a request that is repeated it says how far the message came. */
function owed(ctx: Context, message: Message | undefined, words: string): void {
  if (message?.text !== words) refuseReused()
  ctx.status = 202
  ctx.body = { id: message.id, state: message.outbound!.state }
}

const date = z.iso.date('must be a date like 2026-11-27')
const limit = z.coerce.number().int().min(1).max(500).default(100)
const pageQuery = z.object({ limit })
const workshopsQuery = pageQuery.extend({ cursor: z.string().max(60).optional() })
const notACursor = 'must be what `next` of the page before says'
const conversationsQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^c[\da-z]{1,40}$/, notACursor)
    .optional(),
})
const status = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(statuses)))
  .optional()
const appointmentQuery = pageQuery
  .extend({
    from: date.optional(),
    to: date.optional(),
    status,
    customer: z.string().optional(),
    toCall: z
      .enum(['true', 'false'])
      .transform((said) => said === 'true')
      .optional(),
    cursor: z
      .string()
      .max(500)
      .regex(/^(\d{4}-\d\d-\d\d) \1T[^ ]+$/, notACursor)
      .optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' })

/** Who confirmed, came, or gave up, needs no call any more. */
function isToCall({ toCall, status }: Appointment): boolean {
  return toCall !== undefined && status === 'booked'
}

function limited<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MessageLimitError) return refuse(422, 'invalid', error.message, 'text')
    throw error
  }
}
