import Router from '@koa/router'
import { z } from 'zod'
import { type Appointment, occupies, statuses } from '../agenda/appointment.ts'
import type { Workshop } from '../agenda/workshop.ts'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Templates } from '../conversation/speech.ts'
import type { Store } from '../store/store.ts'
import { MessageLimitError } from '../whatsapp/errors.ts'
import { text } from '../whatsapp/messages.ts'
import { readPost } from './post.ts'
import { refuse } from './refusal.ts'
import { showConversation, showMessage, showSummary } from './show.ts'

export interface ApiOptions {
  engine: Engine
  store: Store<Conversation, Message>
  workshop: Workshop
  /** Those of `templates.yaml`. */
  templates: Templates
  clock: Clock
}

/** `/api/v1`: what the workshop's own programs and pages see and do. */
export function api({ engine, store, workshop, templates, clock }: ApiOptions): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.get('/workshop', (ctx) => {
    const { id, name, zone, bays, services, hours } = workshop
    ctx.body = { id, name, zone, bays, services, hours }
  })

  router.get('/appointments', async (ctx) => {
    const { from, to, status, customer, cursor, limit } = read(appointmentQuery, ctx.query)
    const wanted = new Set<string>(status ?? statuses.filter((each) => each !== 'held'))
    const key = customer === undefined ? undefined : ((await find(customer)) ?? '')
    const keep = (each: Appointment) =>
      wanted.has(each.status) &&
      (key === undefined || each.customer === key) &&
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
    ctx.body =
      (await store.appointment(workshop.id, ctx.params.id!)) ??
      refuse(404, 'notFound', 'There is no such appointment.')
  })

  router.get('/conversations', async (ctx) => {
    const { cursor, limit } = read(conversationsQuery, ctx.query)
    const { items, next } = await store.conversations(workshop.id, { limit, ...(cursor && { cursor }) })
    ctx.body = { items: items.map((each) => showSummary(each, workshop)), next }
  })

  router.get('/conversations/:customer', async (ctx) => {
    const { limit } = read(pageQuery, ctx.query)
    const conversation = await known(ctx.params.customer!)
    const messages = await store.messages(workshop.id, conversation.key, { limit })
    ctx.body = showConversation(conversation, messages, workshop)
  })

  router.post('/conversations/:customer/attention', async (ctx) => {
    const { to } = read(z.object({ to: z.enum(['human', 'bot']) }), ctx.request.body)
    const { key } = await known(ctx.params.customer!)
    await engine.giveFloor(key, to)
    ctx.body = { customer: key, attention: to }
  })

  router.post('/conversations/:customer/messages', async (ctx) => {
    const { text: words } = read(z.object({ text: z.string().min(1) }), ctx.request.body)
    const { key } = await known(ctx.params.customer!)
    const message = await engine.post(
      { key },
      { from: 'human', text: words, body: limited(() => text(words)), fallback: null, proactive: false },
    )
    ctx.status = 202
    ctx.body = { id: message.id, state: 'owed' }
  })

  router.post('/messages', async (ctx) => {
    const { to, post } = limited(() => readPost(ctx.request.body, templates))
    const key = await find(to)
    const message = await engine.post(key ? { key } : { phone: to }, post)
    ctx.status = 202
    ctx.body = { id: message.id, state: 'owed' }
  })

  router.get('/messages/:id', async (ctx) => {
    const [key = '', number = ''] = ctx.params.id!.split('.')
    const [message] = await store.messages(workshop.id, key, { before: Number(number) + 1 || 0, limit: 1 })
    if (message?.id !== ctx.params.id || !message?.outbound)
      refuse(404, 'notFound', 'There is no such message.')
    ctx.body = showMessage(message, workshop)
  })

  return router

  /** By our key or by the digits of a phone. */
  async function find(customer: string): Promise<string | undefined> {
    if (/^\+?\d+$/.test(customer)) return store.find(workshop.id, `phone:${customer.replace('+', '')}`)
    return (await store.conversation(workshop.id, customer)) ? customer : undefined
  }

  async function known(customer: string): Promise<Conversation> {
    const key = await find(customer)
    const conversation = key === undefined ? undefined : await store.conversation(workshop.id, key)
    return conversation ?? refuse(404, 'notFound', 'Nobody is known by that key or phone.')
  }
}

const date = z.iso.date('must be a date like 2026-11-27')
const limit = z.coerce.number().int().min(1).max(500).default(100)
const pageQuery = z.object({ limit })
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
    cursor: z
      .string()
      .max(500)
      .regex(/^(\d{4}-\d\d-\d\d) \1T[^ ]+$/, notACursor)
      .optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' })

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return refuse(422, 'invalid', `${field || 'The body'}: ${issue?.message}`, field)
}

function limited<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MessageLimitError) return refuse(422, 'invalid', error.message, 'text')
    throw error
  }
}
