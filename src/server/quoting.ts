import { z } from 'zod'
import { isAppointment } from '../agenda/appointment.ts'
import { longestTitle, mostLines } from '../agenda/quote.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Store } from '../store/store.ts'
import { refuseReused, requestOf } from './idempotency.ts'
import { id, words } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { page, quote as shape } from './shapes.ts'

/** Quotes of appointments: what the workshop would do at a vehicle, for its customer to approve line by line. */
export function quoting(routes: Routes, store: Store<Conversation, Message>): void {
  const params = z.object({ id })

  routes.add(
    'post',
    '/appointments/:id/quote',
    {
      tag: 'appointments',
      summary: 'Puts a quote to the customer, who approves all of it, some lines, or none.',
      description: 'It takes the place of one that is not answered yet.',
      params,
      body: newQuote,
      isRepeatable: true,
      answers: { 201: { what: 'The quote, also of the same request before.', schema: shape } },
      refusals: {
        404: 'There is no such appointment.',
        409: '`badState`: it is cancelled, or the like. `idempotencyKeyReused`: the key was used for another request.',
      },
    },
    async (ctx, { reception, params, body }) => {
      const { lines, currency = reception.house.workshop.currency } = body
      const found = await store.appointment(reception.house.workshop.id, params.id)
      if (!found || !isAppointment(found)) refuse(404, 'notFound', 'There is no such appointment.')
      const request = requestOf(ctx, found.id)
      const id = request && `q${BigInt(`0x${request}`).toString(36)}`
      const quoted = await reception.quote(found.customer, found.id, { id, lines, currency })
      if ('unknown' in quoted) return refuse(404, 'notFound', 'There is no such appointment.')
      if ('notIn' in quoted)
        return refuse(409, 'badState', `Nothing is quoted for an appointment that is ${quoted.notIn}.`)
      const { quote } = quoted
      const asked = JSON.stringify(lines.map(({ id, title, price }) => [id, title, price]))
      const is = JSON.stringify(quote.lines.map(({ id, title, price }) => [id, title, price]))
      if (asked !== is || quote.currency !== currency) refuseReused()
      ctx.status = 201
      ctx.body = quote
    },
  )

  routes.add(
    'get',
    '/appointments/:id/quotes',
    {
      tag: 'appointments',
      summary: 'Lists the quotes of an appointment, the last one at the end.',
      params,
      answers: { 200: { what: 'All of them, with what was answered to each line.', schema: page(shape) } },
      refusals: { 404: 'There is no such appointment.' },
    },
    async (ctx, { reception, params }) => {
      const found = await store.appointment(reception.house.workshop.id, params.id)
      if (!found || !isAppointment(found)) refuse(404, 'notFound', 'There is no such appointment.')
      ctx.body = { items: found.quotes ?? [], next: null }
    },
  )
}

const line = z.strictObject({
  id: z.string().regex(/^[\w-]{1,40}$/, 'must be letters, digits, _ and -, 40 at most'),
  title: words
    .trim()
    .min(1, 'must not be empty')
    .max(longestTitle, `must be ${longestTitle} characters at most`)
    // Meta takes no line breaks in what fills a template.
    .regex(/^[^\n\r\t]*$/, 'must be one line'),
  price: z
    .number('must be a number')
    .min(0, 'must not be below 0')
    .max(1e9, 'must be 1000000000 at most')
    .refine((price) => Math.abs(price * 100 - Math.round(price * 100)) < 1e-6, {
      error: 'must have two decimals at most',
    }),
})

const newQuote = z
  .strictObject({
    lines: z
      .array(line)
      .min(1, 'must have a line')
      .max(mostLines, `must be ${mostLines} at most`)
      .refine((lines) => new Set(lines.map(({ id }) => id)).size === lines.length, {
        error: 'must have each id once',
      }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three capitals, such as UYU')
      .describe('Of ISO 4217; by default the workshop’s.')
      .optional(),
  })
  .meta({ examples: [{ lines: [{ id: 'pads', title: 'Pastillas', price: 3500 }] }] })
