import { createHash } from 'node:crypto'
import Router from '@koa/router'
import type { ChatMessage } from './chat.ts'
import type { Chats } from './chats.ts'
import { incoming, readWritten, type Written } from './incoming.ts'
import { type Business, messagePayload } from './payload.ts'
import { InvalidRequestError } from './refusal.ts'
import { viewCustomer, viewMessage } from './view.ts'

export interface CustomersOptions {
  chats: Chats
  business: Business
  zone: string
  delivered: (phone: string) => Promise<void>
  settled: (phone: string) => Promise<void>
}

/** The customers' phones: their chats, and writing as one of them. */
export function customers(options: CustomersOptions): Router {
  const { chats, zone } = options
  const router = new Router()

  router.get('/sandbox/customers', (ctx) => {
    ctx.body = { items: chats.customers().map((customer) => viewCustomer(customer, zone)) }
  })

  router.get('/sandbox/customers/:phone/messages', (ctx) => {
    const phone = readPhone(ctx.params.phone)
    const after = ctx.query.after === undefined ? undefined : chats.find(String(ctx.query.after))
    ctx.body = { messages: chats.messages(phone, after?.phone === phone ? after.number : 0).map(view) }
  })

  router.post('/sandbox/customers/:phone/messages', async (ctx) => {
    const phone = readPhone(ctx.params.phone)
    const wait = readWait(ctx.query.wait)
    const id = idOf(phone, ctx.get('idempotency-key'))
    const message = await write(options, phone, readWritten(ctx.request.body), id)
    if (wait === undefined) {
      ctx.status = 202
      ctx.body = { id: message.id }
      return
    }
    await atMost(wait, quiet(options, phone))
    const since = chats.messages(phone, message.number).filter(({ from }) => from === 'workshop')
    ctx.body = { id: message.id, messages: since.map(view) }
  })

  const view = (message: ChatMessage) => viewMessage(message, zone)
  return router
}

/** Who posts again because the answer was lost sends the same key, and gets the message that there is already. */
function idOf(phone: string, key: string): string | undefined {
  return key ? `wamid.${createHash('sha256').update(`${phone} ${key}`).digest('base64url')}` : undefined
}

function readPhone(phone: string | undefined): string {
  if (phone !== undefined && /^\d{8,15}$/.test(phone)) return phone
  throw new InvalidRequestError('phone', 'A phone is 8 to 15 digits, with country code and nothing else.')
}

function readWait(wait: unknown): number | undefined {
  if (wait === undefined) return undefined
  if (typeof wait === 'string' && /^\d{1,9}(\.\d+)?$/.test(wait)) return Math.min(Number(wait), 60)
  throw new InvalidRequestError('wait', 'wait is a number of seconds, at most 60.')
}

async function write(
  { chats, business }: CustomersOptions,
  phone: string,
  written: Written,
  id: string | undefined,
): Promise<ChatMessage> {
  return chats.change(phone, (change) => {
    const before = id === undefined ? undefined : chats.find(id)
    if (before) return chats.messages(phone, before.number - 1)[0]!
    const { shown, content } = incoming(written, change.newestFirst(), business.displayPhoneNumber)
    if (written.name !== undefined) change.customer.name = written.name
    const message = change.add('customer', shown, { ...(id !== undefined && { id }) })
    const payload = messagePayload(business, change.customer, { id: message.id, at: message.at, content })
    change.owe({ message: message.number, step: 0, kind: 'message', payload })
    return message
  })
}

/** Resolves once nothing of this customer is in flight on either side. */
async function quiet({ delivered, settled }: CustomersOptions, phone: string): Promise<void> {
  await delivered(phone)
  await settled(phone)
  await delivered(phone)
}

async function atMost(seconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000)
  })
  await Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
