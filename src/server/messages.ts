import type { Context } from 'koa'
import { z } from 'zod'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { messageById } from '../conversation/messageById.ts'
import type { Store } from '../store/store.ts'
import type { Customers } from './customers.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { cursor, id, limit, listOf } from './parts.ts'
import { dialled } from './phone.ts'
import { addressedMessage, readPost } from './post.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { message, owed, page, troubledMessage } from './shapes.ts'
import { showMessage, showTroubled } from './show.ts'

interface Options {
  store: Store<Conversation, Message>
  customers: Customers
}

/** Messages to customers, and how far they came. */
export function messages(routes: Routes, { store, customers }: Options): void {
  routes.add(
    'post',
    '/messages',
    {
      tag: 'messages',
      summary: "Sends a message of any kind, in Meta's own shape.",
      description:
        'What is none of the fields below is the message. Outside the 24-hour window `fallback`, a template, goes in its place, or nothing: it is then `blocked`. A link in it is for Meta to fetch.',
      body: addressedMessage,
      isRepeatable: true,
      answers: { 202: { what: 'It leaves when it may.', schema: owed } },
      refusals: { 409: '`idempotencyKeyReused`: the key was used for another message.' },
    },
    async (ctx, { reception, body }) => {
      const { workshop, voice } = reception.house
      const { post } = readPost(body, voice.templates)
      const read = dialled(body.to, workshop.zone)
      const to = 'digits' in read ? read.digits : refuse(422, 'invalid', `to: ${read.wrong}`, 'to')
      const key = await customers.find(workshop, to)
      const request = requestOf(ctx, to)
      const message = await reception.post(key ? { key } : { phone: to }, { ...post, request })
      answerOwed(ctx, message, post.text)
    },
  )

  routes.add(
    'get',
    '/messages',
    {
      tag: 'messages',
      summary: 'Lists messages that did not arrive, newest first, and why.',
      query: z.strictObject({
        state: listOf(troubled).optional(),
        limit,
        cursor: cursor(/^\d{1,15} c[\da-z]{1,40} \d{1,9}$/),
      }),
      answers: { 200: { what: 'A page of them.', schema: page(troubledMessage) } },
    },
    async (ctx, { reception, query: { state = troubled, limit, cursor } }) => {
      const { workshop } = reception.house
      const wanted = new Set<string>(state)
      const { items, next } = await store.troubled(workshop.id, {
        limit,
        keep: ({ outbound }) => wanted.has(outbound!.state),
        ...(cursor && { cursor }),
      })
      const shown = items.map(async ({ key, message }) =>
        showTroubled(message, key, await store.conversation(workshop.id, key), workshop),
      )
      ctx.body = { items: await Promise.all(shown), next }
    },
  )

  routes.add(
    'get',
    '/messages/:id',
    {
      tag: 'messages',
      summary: 'Tells how far a message came.',
      params: z.object({ id }),
      answers: { 200: { what: 'The message.', schema: message } },
    },
    async (ctx, { reception, params }) => {
      const { workshop } = reception.house
      const { message } = (await messageById(store, workshop.id, params.id)) ?? {}
      if (!message?.outbound) return refuse(404, 'notFound', 'There is no such message.')
      ctx.body = showMessage(message, workshop)
    },
  )
}

const troubled = ['blocked', 'failed'] as const

/** Taken: it leaves when it may. Of a request that is repeated it says how far the message came. */
export function answerOwed(ctx: Context, message: Message | undefined, words: string): void {
  if (message?.text !== words) refuseReused()
  ctx.status = 202
  ctx.body = { id: message.id, state: message.outbound!.state }
}
