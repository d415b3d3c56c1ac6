import { z } from 'zod'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import { MessageLimitError } from '../whatsapp/errors.ts'
import { text } from '../whatsapp/messages.ts'
import type { Customers } from './customers.ts'
import { requestOf } from './idempotency.ts'
import { answerOwed } from './messages.ts'
import { cursor, customer, flag, limit, words } from './parts.ts'
import { recent } from './recent.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { conversation, conversationSummary, floor, owed, page } from './shapes.ts'
import { showEntry, showSummary, showTranscript } from './show.ts'
import { understood } from './understood.ts'

interface Options {
  store: Store<Conversation, Message>
  customers: Customers
}

/** What customers and the workshop say to each other, and who of the workshop says it. */
export function conversations(routes: Routes, { store, customers }: Options): void {
  const params = z.object({ customer })

  routes.add(
    'get',
    '/conversations',
    {
      tag: 'conversations',
      summary: 'Lists conversations, without what was said.',
      description:
        'By key, a page at a time; with `recent` or `search` those whose customers wrote last, `limit` of them, on one page.',
      query: z.strictObject({
        attention: z
          .literal('human', 'must be human')
          .optional()
          .describe('Only those in which a person has the floor, or is waited for.'),
        limit,
        cursor: cursor(/^c[\da-z]{1,40}$/),
        recent: flag.describe('Those whose customers wrote last.'),
        search: words.min(1).max(100).optional().describe('In the name or the phone.'),
      }),
      answers: { 200: { what: 'A page of them.', schema: page(conversationSummary) } },
    },
    async (ctx, { reception, query: { cursor, limit, attention, recent: byTime, search } }) => {
      const { workshop } = reception.house
      if (byTime || search !== undefined) {
        const found = await recent(store, workshop.id, { limit, search })
        const items = found.map(({ conversation, last }) => ({
          ...showSummary(conversation, workshop),
          last: last ? showEntry(last, workshop) : null,
        }))
        ctx.body = { items, next: null }
        return
      }
      const asked = { limit, ...(cursor && { cursor }), ...(attention && { attention }) }
      const { items, next } = await store.conversations(workshop.id, asked)
      ctx.body = { items: items.map((each) => showSummary(each, workshop)), next }
    },
  )

  routes.add(
    'get',
    '/conversations/:customer',
    {
      tag: 'conversations',
      summary: 'Shows a conversation with the last of its messages, oldest first.',
      params,
      query: z.strictObject({
        limit,
        cursor: cursor(/^\d{1,9}$/),
        understood: flag.describe('Say what the words of customers mean.'),
      }),
      answers: { 200: { what: 'The conversation.', schema: conversation } },
    },
    async (ctx, { reception, params, query }) => {
      const { cursor, limit } = query
      const { house } = reception
      const { workshop } = house
      const found = await customers.known(workshop, params.customer)
      const before = cursor === undefined ? {} : { before: Number(cursor) }
      const messages = await store.messages(workshop.id, found.key, { limit: limit + 1, ...before })
      const shown = messages.slice(-limit)
      const meaning = query.understood
        ? (message: Message) => understood(house, message, found.language)
        : undefined
      ctx.body = {
        ...showSummary(found, workshop),
        messages: showTranscript(found, shown, workshop, meaning),
        next: messages.length > limit ? String(shown[0]!.number) : null,
      }
    },
  )

  routes.add(
    'post',
    '/conversations/:customer/attention',
    {
      tag: 'conversations',
      summary: 'Gives the floor to a person or to the bot.',
      description: 'Where a person has it, the bot is silent until it is given back.',
      params,
      body: z.strictObject({ to: z.enum(['human', 'bot'], 'must be human or bot') }),
      answers: { 200: { what: 'Who has it now.', schema: floor } },
    },
    async (ctx, { reception, params, body: { to } }) => {
      const { key } = await customers.known(reception.house.workshop, params.customer)
      await reception.giveFloor(key, to)
      ctx.body = { customer: key, attention: to }
    },
  )

  routes.add(
    'post',
    '/conversations/:customer/messages',
    {
      tag: 'conversations',
      summary: 'Answers as a person of the workshop.',
      params,
      body: z
        .strictObject({ text: words.min(1, 'must not be empty') })
        .meta({ examples: [{ text: 'Ya vamos' }] }),
      isRepeatable: true,
      answers: { 202: { what: 'It leaves when it may.', schema: owed } },
      refusals: { 409: '`idempotencyKeyReused`: the key was used for another message.' },
    },
    async (ctx, { reception, params, body }) => {
      const { key } = await customers.known(reception.house.workshop, params.customer)
      const message = await reception.post(
        { key },
        {
          from: 'human',
          text: body.text,
          body: limited(() => text(body.text)),
          fallback: null,
          proactive: false,
          request: requestOf(ctx, key),
        },
      )
      answerOwed(ctx, message, body.text)
    },
  )
}

function limited<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MessageLimitError) return refuse(422, 'invalid', error.message, 'text')
    throw error
  }
}
