import { EventEmitter, on, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import getRawBody from 'raw-body'
import { MovableClock } from '../../src/clock.ts'
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

/** A webhook as it arrived. */
export interface Received {
  bytes: Buffer
  signature: string
  /** `entry[0].changes[0].value`. */
  value: Value
}

interface Value {
  metadata: object
  contacts: { profile: { name: string }; wa_id: string }[]
  messages?: { from: string; id: string; timestamp: string; type: string; [member: string]: unknown }[]
  statuses?: { id: string; status: string; [member: string]: unknown }[]
}

export interface Answer {
  status: number
  body: Record<string, unknown> & {
    id: string
    now: string
    items: Record<string, unknown>[]
    messages: { id: string; from: string; type: string; text: string; [member: string]: unknown }[]
    error: { code: unknown; message: string; field?: string; error_data: { details: string } }
  }
}

/** A sandbox, and a small server in place of Chasqui that holds its routes and takes its webhooks. */
export class Rig {
  readonly received: Received[] = []
  clock = new MovableClock()
  sandbox!: Sandbox
  kills = 0
  dues: number[] = []
  /** What the webhook answers. */
  answer: (received: Received) => number | Promise<number> = () => 200
  settled: (phone: string) => Promise<void> = async () => {}
  readonly #arrivals = new EventEmitter()
  #url = ''
  readonly #options: Partial<SandboxOptions>
  readonly folder: string
  #stop: () => Promise<void> = async () => {}

  constructor(options: Partial<SandboxOptions> = {}) {
    this.#options = options
    this.folder = options.folder ?? temporaryFolder()
    closeAfterTest(() => this.stop())
  }

  async start(): Promise<this> {
    const sandbox = await openSandbox({
      folder: this.folder,
      clock: this.clock,
      zone: 'America/Montevideo',
      phoneNumberId: '10650000001',
      displayPhoneNumber: '+598 2900 0000',
      businessAccountId: '20000000001',
      accessToken: 'token',
      appSecret: 'secret',
      webhookUrl: () => `${this.#url}/webhook`,
      settled: (phone) => this.settled(phone),
      advance: async (to) => this.clock.moveTo(to),
      nextDue: async () => this.dues.shift(),
      kill: () => this.kills++,
      ...this.#options,
    })
    const app = new Koa()
    app.use(async (ctx, next) => {
      if (ctx.path !== '/webhook') return next()
      const bytes = await getRawBody(ctx.req)
      const value = JSON.parse(bytes.toString()).entry?.[0]?.changes?.[0]?.value
      const received = { bytes, signature: ctx.get('x-hub-signature-256'), value }
      this.received.push(received)
      this.#arrivals.emit('webhook', received)
      ctx.status = await this.answer(received)
      ctx.body = ''
    })
    app.use(bodyParser({ enableTypes: ['json'] }))
    app.use(sandbox.router.routes())
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.sandbox = sandbox
    this.#stop = async () => {
      await sandbox.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    return this
  }

  async stop(): Promise<void> {
    const stop = this.#stop
    this.#stop = async () => {}
    await stop()
  }

  /** Stops and starts again on the same folder, with a new clock, as a new process would. */
  async restart(): Promise<void> {
    await this.stop()
    this.clock = new MovableClock()
    await this.start()
  }

  /** Resolves when the next webhook arrives that brings this text. */
  async heard(words: string): Promise<void> {
    const isIt = ({ value }: Received) =>
      value?.messages?.some(({ text }) => (text as { body?: string })?.body === words)
    for await (const [received] of on(this.#arrivals, 'webhook')) if (isIt(received)) return
  }

  get url(): string {
    return this.#url
  }

  get(path: string): Promise<Answer> {
    return ask(`${this.#url}${path}`, {})
  }

  post(path: string, body: unknown): Promise<Answer> {
    return ask(`${this.#url}${path}`, json(body))
  }

  /** Writes as this customer and waits until the workshop's side has it. */
  async write(phone: string, body: object): Promise<Answer> {
    return this.post(`/sandbox/customers/${phone}/messages?wait=20`, body)
  }

  async chat(phone: string): Promise<Answer['body']['messages']> {
    return (await this.get(`/sandbox/customers/${phone}/messages`)).body.messages
  }

  /** Posts to the Graph API's side as the workshop. */
  graph(body: unknown, options: { token?: string; path?: string } = {}): Promise<Answer> {
    const { token = 'token', path = '/v25.0/10650000001/messages' } = options
    return ask(`${this.sandbox.graphUrl}${path}`, json(body, { authorization: `Bearer ${token}` }))
  }

  /** Sends a message and waits until its statuses are delivered; gives its id. */
  async send(message: object): Promise<string> {
    const { body } = await this.graph({ messaging_product: 'whatsapp', to: ana, ...message })
    if (!body.messages) throw new Error(JSON.stringify(body))
    await this.sandbox.delivered(ana)
    return body.messages[0]!.id
  }

  /** All statuses of a message, in the order in which they came. */
  statuses(id: string): { id: string; status: string; [member: string]: unknown }[] {
    return this.received.flatMap(({ value }) => value.statuses ?? []).filter((status) => status.id === id)
  }
}

export const ana = '59899111111'

export function text(body: string): object {
  return { type: 'text', text: { body } }
}

export function buttons(...titles: string[]): object {
  const replies = titles.map((title) => ({ type: 'reply', reply: { id: `id-${title}`, title } }))
  return {
    type: 'interactive',
    interactive: { type: 'button', body: { text: '¿Qué hacemos?' }, action: { buttons: replies } },
  }
}

export function list(...rows: { id: string; title: string; description?: string }[]): object {
  return {
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: '¿Qué día?' },
      action: { button: 'Ver días', sections: [{ rows }] },
    },
  }
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}
