import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import bodyParser from 'koa-bodyparser'
import type { MovableClock } from '../clock.ts'
import type { Businesses, Staged } from './businesses.ts'
import { chatOf } from './chat.ts'
import type { Chats } from './chats.ts'
import type { Fault, Faults } from './faults.ts'
import { bytesOf, linkPath, lookedUp, readLink } from './files.ts'
import { inspected } from './inspected.ts'
import { type Throughput, type Tier, takeOne } from './limits.ts'
import { answerWith, toldWith } from './misbehaving.ts'
import { isReceipt, type Outgoing, readOutgoing, readReceipt } from './outgoing.ts'
import { type DeliveryStatus, deliveryStatuses, statusPayload } from './payload.ts'
import { GraphError, titleOf } from './refusal.ts'
import { type Shelves, templateDoors } from './shelves.ts'
import { shown } from './shown.ts'
import type { TemplateShelf } from './templateShelf.ts'
import type { Typing } from './typing.ts'
import type { Uploads } from './uploads.ts'

export interface GraphOptions {
  chats: Chats
  typing: Typing
  businesses: Businesses
  accessToken: string
  clock: Pick<MovableClock, 'now'>
  shelves: Shelves
  faults: Faults
  throughput: Throughput
  tier: Tier
  uploads: Uploads
}

/**
 * The Graph API's side: `POST /{version}/{phone_number_id}/messages` for messages, read receipts and "typing…",
 * `…/media` for files, the doors to templates, and `GET /{version}/{media id}` for the link to a file that a customer sent, which it serves too.
 */
export function graph(options: GraphOptions): Koa {
  const router = new Router()
  const { uploads } = options
  router.get(linkPath, (ctx) => {
    authorize(ctx.get('authorization'), options.accessToken)
    const now = options.clock.now()
    const id = readLink(ctx.query, { secret: options.accessToken, now })
    const file = id === undefined ? undefined : options.chats.file(id)
    if (!file) return
    ctx.body = bytesOf(file)
    ctx.set('Content-Type', file.mime)
  })
  router.get('/:version/:file', (ctx) => {
    authorize(ctx.get('authorization'), options.accessToken)
    const file = options.chats.file(String(ctx.params.file))
    const { phone_number_id: number } = ctx.query
    if (!file || (number !== undefined && number !== file.number))
      throw unknownObject(String(ctx.params.file))
    ctx.body = lookedUp(file, {
      origin: `${ctx.protocol}://${ctx.host}`,
      secret: options.accessToken,
      now: options.clock.now(),
    })
  })
  router.use('/:version/:object', (ctx, next) => {
    authorize(ctx.get('authorization'), options.accessToken)
    ctx.state.business = options.businesses.withNumber(ctx.params.object)
    if (!ctx.state.business) throw unknownObject(String(ctx.params.object))
    return next()
  })
  router.post('/:version/:object/messages', async (ctx) => {
    const { body } = ctx.request
    if (isReceipt(body)) {
      ctx.body = await markRead(options, body)
      return
    }
    const outgoing = readOutgoing(body)
    const fault = options.faults.take('send', outgoing.to)
    await answerWith(ctx, fault, () => send(options, ctx.state.business, { outgoing, input: body, fault }))
  })
  router.post('/:version/:object/media', async (ctx) => {
    ctx.body = await uploads.take(ctx.state.business.phoneNumberId, ctx.req)
  })
  const app = new Koa()
  app.use(answerErrors)
  // A body that is not JSON is to Meta a request without parameters.
  app.use(
    bodyParser({ enableTypes: ['json'], onerror: (_error, ctx) => Object.assign(ctx.request, { body: {} }) }),
  )
  app.use(templateDoors(options.shelves, (header) => authorize(header, options.accessToken)).routes())
  app.use(inspected(options, (header) => authorize(header, options.accessToken)).routes())
  app.use(router.routes())
  app.use((ctx) => {
    throw unknownObject(ctx.path)
  })
  return app
}

/** Meta's own window: free-form messages are taken for 24 h after the customer's last message. */
const window = 24 * 60 * 60 * 1000

interface Sent {
  outgoing: Outgoing
  /** As it came. */
  input: unknown
  fault: Fault | undefined
}

async function send(
  options: GraphOptions,
  business: Staged,
  { outgoing, input, fault }: Sent,
): Promise<object> {
  const { throughput, tier, shelves, uploads } = options
  const phone = outgoing.to
  const shelf = shelves.get(business.businessAccountId)
  const chat = chatOf(phone, business)
  if (phone === business.displayPhoneNumber.replace(/\D/g, ''))
    throw new GraphError(131021, 'The recipient is the number that the message is sent from.')
  uploads.check(business.phoneNumberId, outgoing)
  if (!throughput.take(business.phoneNumberId, performance.now()))
    throw new GraphError(130429, `The number sends more than ${throughput.perSecond} messages a second.`)
  const id = await options.chats.change(chat, (change) => {
    const { customer, at } = change
    const isOpen = customer.heardAt !== null && at < customer.heardAt + window
    if (outgoing.type !== 'template' && !isOpen) {
      throw new GraphError(
        131047,
        'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
      )
    }
    const words = shown(outgoing, shelf)
    const pair = takeOne(customer.pair, at)
    if (!pair) throw new GraphError(131056, 'Too many messages were sent to this customer in a short time.')
    if (!isOpen && !tier.take(business.businessAccountId, phone, at))
      throw new GraphError(131048, `${tier.customersADay} customers were contacted in the last 24 hours.`)
    customer.pair = pair
    const message = change.add('workshop', words)
    const about = {
      id: message.id,
      category: categoryOf(outgoing, shelf),
      opaque: outgoing.biz_opaque_callback_data,
    }
    const code = fault?.fail ?? (customer.isUnreachable && 131026)
    const failure = code === undefined ? undefined : { code, title: titleOf(code) }
    const statuses = failure ? (['failed'] as const) : statusesOf(outgoing)
    toldWith(options.faults.take('status', phone), statuses).forEach(({ status, late }, step) => {
      const payload = statusPayload(business, customer, { ...about, at, status, failure })
      change.owe({
        message: message.number,
        step,
        kind: 'status',
        payload,
        ...(late > 0 && { notBefore: at + late }),
      })
    })
    return message.id
  })
  options.typing.stop(chat)
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: (input as { to: string }).to, wa_id: phone }],
    messages: [{ id, ...(outgoing.type === 'template' && { message_status: 'accepted' }) }],
  }
}

async function markRead({ chats, typing }: GraphOptions, body: unknown): Promise<object> {
  const receipt = readReceipt(body)
  const about = chats.find(receipt.message_id)
  if (!about) throw new GraphError(131009, "Param message_id is not the id of a customer's message.")
  await chats.change(about.phone, (change) => {
    for (const message of change.newestFirst()) {
      if (message.number > about.number || message.from !== 'customer') continue
      if (message.status === 'read') break
      change.mark(message, 'read')
    }
  })
  if (receipt.typing_indicator) typing.start(about.phone)
  return { success: true }
}

function statusesOf(outgoing: Outgoing): readonly DeliveryStatus[] {
  return outgoing.type === 'reaction' ? ['sent'] : deliveryStatuses
}

function categoryOf(outgoing: Outgoing, shelf: TemplateShelf | undefined): string {
  return outgoing.type === 'template' ? (shelf?.category(outgoing.template.name) ?? 'utility') : 'service'
}

function authorize(header: string, accessToken: string): void {
  if (header !== `Bearer ${accessToken}`) {
    throw new GraphError(190, 'The access token is missing or is not the one of this sandbox.')
  }
}

function unknownObject(object: string): GraphError {
  return new GraphError(
    100,
    `Unsupported request. Object with ID '${object}' does not exist or does not support it.`,
  )
}

const answerErrors: Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    const refused =
      error instanceof GraphError ? error : new GraphError(131000, 'The message could not be stored.')
    ctx.status = refused.status
    ctx.body = {
      error: {
        message: refused.message,
        type: 'OAuthException',
        code: refused.code,
        error_data: { messaging_product: 'whatsapp', details: refused.details },
        fbtrace_id: randomBytes(12).toString('base64url'),
      },
    }
  }
}
