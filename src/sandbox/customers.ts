import { createHash } from 'node:crypto'
import Router from '@koa/router'
import type { Businesses, Staged } from './businesses.ts'
import { type ChatMessage, chatOf } from './chat.ts'
import type { Chats } from './chats.ts'
import type { Faults } from './faults.ts'
import { incoming, readWritten, type Written } from './incoming.ts'
import { messagePayload } from './payload.ts'
import { InvalidRequestError } from './refusal.ts'
import { viewCustomer, viewMessage } from './view.ts'

export interface CustomersOptions {
  chats: Chats
  businesses: Businesses
  delivered: (chat: string) => Promise<void>
  settled: (phone: string, workshop?: string) => Promise<void>
  faults: Faults
}

/** The customers' phones: their chats with the workshop of `?workshop=` (or the first), and writing as one of them. */
export function customers(options: CustomersOptions): Router {
  const { chats, businesses } = options
  const router = new Router()

  router.get('/sandbox/customers', (ctx) => {
    const { workshop, zone } = businesses.of(ctx.query.workshop)
    ctx.body = { items: chats.customers(workshop).map((customer) => viewCustomer(customer, zone)) }
  })

  router.get('/sandbox/customers/:phone/messages', (ctx) => {
    const business = businesses.of(ctx.query.workshop)
    const chat = chatOf(readPhone(ctx.params.phone), business)
    const after = ctx.query.after === undefined ? undefined : chats.find(String(ctx.query.after))
    const messages = chats.messages(chat, after?.phone === chat ? after.number : 0)
    ctx.body = { messages: messages.map((message) => viewMessage(message, business.zone)) }
  })

  router.post('/sandbox/customers/:phone/messages', async (ctx) => {
    const business = businesses.of(ctx.query.workshop)
    const phone = readPhone(ctx.params.phone)
    const chat = chatOf(phone, business)
    const wait = readWait(ctx.query.wait)
    const id = idOf(chat, ctx.get('idempotency-key'))
    const message = await write(options, chat, business, { written: readWritten(ctx.request.body), id })
    if (wait === undefined) {
      ctx.status = 202
      ctx.body = { id: message.id }
      return
    }
    await atMost(wait, quiet(options, phone, business))
    const since = chats.messages(chat, message.number).filter(({ from }) => from === 'workshop')
    ctx.body = { id: message.id, messages: since.map((each) => viewMessage(each, business.zone)) }
  })

  router.post('/sandbox/customers/:phone', async (ctx) => {
    const business = businesses.of(ctx.query.workshop)
    const { reachable } = (ctx.request.body ?? {}) as { reachable?: unknown }
    if (typeof reachable !== 'boolean')
      throw new InvalidRequestError('reachable', 'Say whether they are on WhatsApp: true or false.')
    await chats.change(chatOf(readPhone(ctx.params.phone), business), (change) =>
      change.setReachable(reachable),
    )
    ctx.body = { reachable }
  })

  return router
}

/** Who posts again because the answer was lost sends the same key, and gets the message that there is already. */
function idOf(chat: string, key: string): string | undefined {
  return key ? `wamid.${createHash('sha256').update(`${chat} ${key}`).digest('base64url')}` : undefined
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
  { chats, faults }: CustomersOptions,
  chat: string,
  business: Staged,
  { written, id }: { written: Written; id: string | undefined },
): Promise<ChatMessage> {
  return chats.change(chat, (change) => {
    const before = id === undefined ? undefined : chats.find(id)
    if (before) return chats.messages(chat, before.number - 1)[0]!
    const to = { ...business, at: change.at }
    const { shown, content, file } = incoming(written, change.newestFirst(), to)
    if (file) change.addFile(file)
    if (written.name !== undefined) change.customer.name = written.name
    const message = change.add(
      'customer',
      { ...shown, ...(file && { file: file.id }) },
      { ...(id !== undefined && { id }) },
    )
    const payload = messagePayload(business, change.customer, { id: message.id, at: message.at, content })
    const fault = faults.take('webhook', change.customer.phone)
    const owed = {
      message: message.number,
      kind: 'message' as const,
      payload,
      ...(fault?.late && { notBefore: change.at + fault.late }),
      ...(fault?.reversed && { isBehind: true as const }),
    }
    change.owe({ ...owed, step: 0 })
    if (fault?.twice) change.owe({ ...owed, step: 1 })
    return message
  })
}

/** Resolves once nothing of this customer is in flight on either side. */
async function quiet(
  { delivered, settled }: CustomersOptions,
  phone: string,
  business: Staged,
): Promise<void> {
  const chat = chatOf(phone, business)
  await delivered(chat)
  await settled(phone, business.workshop)
  await delivered(chat)
}

async function atMost(seconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000)
  })
  await Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
