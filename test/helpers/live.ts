import { readFileSync } from 'node:fs'
import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import { MovableClock } from '../../src/clock.ts'
import { advance } from '../../src/conversation/advance.ts'
import type { Log } from '../../src/log.ts'
import { readSettings, type Settings } from '../../src/settings.ts'
import { sign } from '../../src/whatsapp/signature.ts'
import { type Graph, startGraph } from './graph.ts'
import { closeAfterTest, temporaryFolder } from './open.ts'
import { quiet } from './quiet.ts'

export const appSecret = 'secret of the tests'

export interface Live {
  url: string
  graph: Graph
  chasqui: Chasqui
  settings: Settings
  /** Posts a body to the webhook as Meta does; the signature is right unless another is given. */
  deliver(body: unknown, headers?: Record<string, string>): Promise<Response>
  /** What was posted to Graph as a message, once nothing is in flight any more. */
  replies(): Promise<Record<string, unknown>[]>
  /** Moves the clock on by so many milliseconds. */
  later(time: number): Promise<void>
  close(): Promise<void>
}

/** A Chasqui in live mode, on a port and a folder of its own, with a fake Graph. */
export async function startLive(environment: Record<string, string> = {}, log: Log = quiet): Promise<Live> {
  const graph = await startGraph()
  closeAfterTest(() => graph.close())
  const settings = readSettings({ ...liveSettings(graph.url, temporaryFolder()), ...environment })
  const clock = new MovableClock()
  const chasqui = await openChasqui({ settings, log, clock })
  const url = await chasqui.listen()
  let closed: Promise<void> | undefined
  const end = chasqui.close
  const close = (patience?: number) => {
    closed ??= end(patience)
    return closed
  }
  chasqui.close = close
  closeAfterTest(() => close())
  return {
    url,
    graph,
    chasqui,
    settings,
    close,
    later: (time) => advance(clock, chasqui.engine, clock.now() + time),
    deliver(body, headers = {}) {
      const raw = typeof body === 'string' ? body : JSON.stringify(body)
      const signature = sign(appSecret, Buffer.from(raw))
      return fetch(`${url}/webhook/whatsapp`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature, ...headers },
        body: raw,
      })
    },
    async replies() {
      await chasqui.engine.settled()
      return graph.requests.map(({ body }) => body ?? {}).filter((body) => body.type !== undefined)
    },
  }
}

/** The environment of a server in live mode, with Graph at this address. */
export function liveSettings(graphUrl: string, folder: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: folder,
    BURST_MS: '0',
    WHATSAPP_VERIFY_TOKEN: 'verify-token-of-the-tests',
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_ACCESS_TOKEN: 'token-of-the-tests',
    WHATSAPP_PHONE_NUMBER_ID: '123456789',
    WHATSAPP_API_URL: graphUrl,
  }
}

/** A payload of `fixtures/webhooks`, optionally with its timestamps moved to now. */
export function fixture(name: string, { now = false } = {}): unknown {
  const text = readFileSync(new URL(`../../fixtures/webhooks/${name}.json`, import.meta.url), 'utf8')
  const seconds = Math.floor(Date.now() / 1000)
  return JSON.parse(now ? text.replaceAll(/"timestamp": "\d+"/g, `"timestamp": "${seconds}"`) : text)
}

/** A webhook with messages as Meta sends it: each is what stands in `messages[]`, with the common fields filled in. */
export function payload(...messages: Record<string, unknown>[]): unknown {
  const filled = messages.map((message) => ({
    from: '59899111111',
    id: `wamid.TEST${Math.random().toString(36).slice(2)}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...message,
  }))
  const contacts = [{ profile: { name: 'Ana' }, wa_id: '59899111111' }]
  const metadata = { display_phone_number: '59899000000', phone_number_id: '123456789' }
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages: filled }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  }
}

export function text(body: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'text', text: { body }, ...rest }
}
