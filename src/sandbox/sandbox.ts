import type { EventEmitter } from 'node:events'
import type { AddressInfo } from 'node:net'
import Router from '@koa/router'
import type Koa from 'koa'
import type { Middleware } from 'koa'
import { Broadcast } from '../broadcast.ts'
import type { MovableClock } from '../clock.ts'
import { Documents } from '../store/documents.ts'
import { Businesses, type Staged } from './businesses.ts'
import type { Webhook } from './change.ts'
import { Chats } from './chats.ts'
import { controls } from './controls.ts'
import { customers } from './customers.ts'
import { Deliveries } from './deliveries.ts'
import { faultControls } from './faultControls.ts'
import { Faults } from './faults.ts'
import { graph } from './graph.ts'
import { Late } from './late.ts'
import { Throughput, Tier } from './limits.ts'
import { Post } from './post.ts'
import { InvalidRequestError } from './refusal.ts'
import { restockShelves, stockShelves } from './shelves.ts'
import type { TemplateDefinition } from './template.ts'
import { formsOf, templateControls } from './templateShelf.ts'
import { Typing } from './typing.ts'
import { Uploads } from './uploads.ts'

export interface SandboxOptions extends Staged {
  /** The numbers of other workshops beside this one. */
  others?: Staged[]
  /** Where it keeps its state. */
  folder: string
  /** Is set to where it stood when the sandbox was last open: time never goes back over a restart. */
  clock: MovableClock
  accessToken: string
  appSecret: string
  /** Where webhooks are delivered. */
  webhookUrl: () => string
  /** The templates that Meta approved; without them, and without `approved`, any other name is taken, too. */
  templates?: Record<string, TemplateDefinition>
  /** The same in Meta's own form. */
  approved?: object[]
  /** Messages a second that each number may send; 80 unless told otherwise. */
  throughput?: number
  /** Resolves once the engine has nothing in flight for this phone. */
  settled: (phone: string, workshop?: string) => Promise<void>
  /** Moves the clock on, handling all that falls due up to `to` in order, the clock standing at each one's time. */
  advance: (to: number) => Promise<void>
  nextDue: () => Promise<number | undefined>
  /** Pulls the plug: kills this very process. */
  kill: () => void
}

/**
 * A local stand-in of Meta's Cloud API and of the customers' phones. It lives in the server's process but is another
 * party: it speaks HTTP both ways, answers only when what it took is on disk, and delivers webhooks until they get 200.
 */
export interface Sandbox {
  /** The Graph API's side, such as `http://127.0.0.1:40123`. */
  graphUrl: string
  /** The same, to be served elsewhere. */
  graph: Koa
  /** The routes under `/sandbox`, for an app that parses JSON bodies. */
  router: Router
  /** `chat` {phone, workshop?}, `typing` {phone, workshop?, on}, `clock` {now}, and whatever else is emitted here, go to `/sandbox/events`. */
  events: EventEmitter
  /** Resolves once no webhook waits to be delivered, of this chat (`chatOf`) or of any. */
  delivered(chat?: string): Promise<void>
  saveClock(): Promise<void>
  /** Approves these templates, in Meta's own form, where it does not have them yet. */
  approve(forms: object[]): void
  close(): Promise<void>
}

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, others } = options
  const businesses = new Businesses(options, others)
  const events = new Broadcast()
  const typing = new Typing(events)
  const documents = new Documents(options.folder)
  const post = new Post(options.webhookUrl, options.appSecret)
  const deliveries = new Deliveries({
    post: (payload) => post.deliver(payload),
    settle: (webhook) => chats.change(webhook.phone, (change) => change.settle(webhook)),
  })
  const behind = new Map<string, Webhook[]>()
  const late = new Late(clock, (webhook) => deliver(webhook))
  const deliver = (webhook: Webhook) => {
    deliveries.add(webhook)
    const others = behind.get(webhook.phone) ?? []
    behind.delete(webhook.phone)
    for (const each of others) deliveries.add(each)
  }
  const owes = (webhook: Webhook) => {
    const { phone, notBefore = 0, isBehind } = webhook
    if (notBefore > clock.now()) late.add(webhook, notBefore)
    else if (isBehind) behind.set(phone, [...(behind.get(phone) ?? []), webhook])
    else if (webhook.kind === 'status') deliveries.add(webhook)
    else deliver(webhook)
  }
  const chats = new Chats({ documents, clock, events, owes })
  const faults = new Faults()
  const throughput = new Throughput(options.throughput)
  const tier = new Tier()
  const { templates, approved = templates && formsOf(templates) } = options
  const shelves = stockShelves(businesses.accounts, approved)
  const app = graph({
    chats,
    typing,
    businesses,
    accessToken: options.accessToken,
    clock,
    shelves,
    faults,
    throughput,
    tier,
    uploads: new Uploads(),
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  for (const { isBehind: _, ...webhook } of chats.webhooks()) owes(webhook)

  const delivered = (chat?: string) => deliveries.delivered(chat)
  const { settled, advance, nextDue, kill } = options
  const router = new Router()
  router.use(answerInvalid)
  router.use(customers({ chats, businesses, delivered, settled, faults }).routes())
  router.use(faultControls({ faults, throughput, tier, businesses, post }).routes())
  router.use(templateControls(shelves).routes())
  router.use(
    controls({ chats, businesses, post, events, clock, advance, nextDue, late, delivered, kill }).routes(),
  )

  return {
    graph: app,
    graphUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    router,
    events,
    delivered,
    saveClock: () => chats.saveClock(),
    approve: (forms) => restockShelves(shelves, forms),
    async close() {
      events.close()
      typing.close()
      late.close()
      post.close()
      await deliveries.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await chats.idle()
      await chats.saveClock()
      await documents.close()
    },
  }
}

const answerInvalid: Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    ctx.status = 422
    ctx.body = { error: { code: 'invalid', message: error.message, field: error.field } }
  }
}
