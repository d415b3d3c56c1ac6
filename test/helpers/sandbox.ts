import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import type { Log } from '../../src/log.ts'
import { readSettings } from '../../src/settings.ts'
import type { WorkshopFiles } from '../../src/workshops/files.ts'
import { closeAfterTest, temporaryFolder } from './open.ts'
import { quiet } from './quiet.ts'

const hour = 3_600_000

export interface Shown {
  id: string
  from: 'customer' | 'workshop'
  at: string
  type: string
  text: string
  options: { id: string; title: string; description?: string }[]
  status: string
}

export interface SandboxApp {
  url: string
  folder: string
  chasqui: Chasqui
  /** Writes as a customer and waits for everything that is said in return. */
  say(phone: string, what: string | object): Promise<Shown[]>
  /** Moves the clock on. */
  advance(duration: string): Promise<void>
  /** Moves the clock on to the next five o'clock in the morning (Montevideo, UTC-3): the whole day lies ahead. */
  morning(): Promise<void>
  get<T = Record<string, unknown>>(path: string): Promise<T>
  post<T = Record<string, unknown>>(path: string, body: unknown): Promise<T>
  close(): Promise<void>
}

/** A whole Chasqui with its sandbox, on a port and a folder of its own. */
export async function startSandbox(
  options: {
    folder?: string
    flows?: string
    files?: WorkshopFiles
    environment?: Record<string, string>
    log?: Log
  } = {},
): Promise<SandboxApp> {
  const folder = options.folder ?? temporaryFolder()
  const settings = readSettings({ PORT: '0', DATA_DIR: folder, BURST_MS: '0', ...options.environment })
  const chasqui = await openChasqui({
    settings,
    log: options.log ?? quiet,
    ...(options.flows && { flows: options.flows }),
    ...(options.files && { files: options.files }),
  })
  const url = await chasqui.listen()
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= chasqui.close()
    return closed
  }
  closeAfterTest(close)
  return { url, folder, chasqui, close, ...talker(url) }
}

/** What tests do with a server in its sandbox, over HTTP. */
export function talker(url: string): Pick<SandboxApp, 'say' | 'advance' | 'morning' | 'get' | 'post'> {
  const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(`${url}${path}`, init)
    if (!answer.ok)
      throw new Error(`${init?.method ?? 'GET'} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const post = <T>(path: string, body: unknown) =>
    call<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    get: call,
    post,
    async say(phone, what) {
      const body = typeof what === 'string' ? { text: what } : what
      return (await post<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages?wait=20`, body))
        .messages
    },
    async advance(duration) {
      await post('/sandbox/clock', { advance: duration })
    },
    async morning() {
      const { now } = await call<{ now: string }>('/sandbox/clock')
      const sinceFive = (Date.parse(now) - 8 * hour) % (24 * hour)
      await post('/sandbox/clock', { advance: `PT${Math.ceil((24 * hour - sinceFive) / 1000)}S` })
    },
  }
}
