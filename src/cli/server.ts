import type { Settings } from '../settings.ts'
import { CommandFailure } from './failure.ts'

/** A server that a command talks to, over its API. */
export interface Server {
  /** Where it is: `http://127.0.0.1:8000`. */
  url: string
  /** @throws ServerRefusal, CommandFailure when it does not answer */
  get<T>(path: string): Promise<T>
  /** @throws ServerRefusal, CommandFailure when it does not answer */
  post<T>(path: string, body: unknown): Promise<T>
  /** @throws ServerRefusal, CommandFailure when it does not answer */
  patch<T>(path: string, body: unknown): Promise<T>
  /** Posts bytes as they are. @throws ServerRefusal, CommandFailure when it does not answer */
  upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T>
}

/** The server did not do what it was asked; the sentence is its own. */
export class ServerRefusal extends CommandFailure {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(status === 401 ? `${sentence} Set API_TOKEN in .env to the one that the server has.` : sentence)
    this.status = status
  }
}

/** @param workshop of several, the one that all requests are about */
export function serverAt(url: string, token?: string, workshop?: string): Server {
  const call = async <T>(asked: string, init: RequestInit): Promise<T> => {
    const path = workshop === undefined ? asked : about(asked, workshop)
    const headers = {
      ...(token && { Authorization: `Bearer ${token}` }),
      'Content-Type': init.body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
    }
    const response = await answerOf(url, path, { ...init, headers })
    const body = (await response.json().catch(() => undefined)) as
      | (T & { error?: { message?: string } })
      | undefined
    if (response.ok && body !== undefined) return body
    const sentence = body?.error?.message ?? `${url}${path} answered ${response.status}.`
    throw new ServerRefusal(response.status, sentence.replace('?workshop=ID', '--workshop ID'))
  }
  return {
    url,
    get: (path) => call(path, {}),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
    patch: (path, body) => call(path, { method: 'PATCH', body: JSON.stringify(body) }),
    upload: (path, bytes) => call(path, { method: 'POST', body: bytes }),
  }
}

function about(path: string, workshop: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}workshop=${encodeURIComponent(workshop)}`
}

/** The server that `PORT` and `HOST` name, if a Chasqui answers there; of several workshops, about this one. */
export async function findServer(settings: Settings, workshop?: string): Promise<Server | undefined> {
  const token = settings.apiTokens.find(({ scope }) => scope === 'full') ?? settings.apiTokens[0]
  const server = serverAt(urlOf(settings), token?.token, workshop)
  const health = await server.get<{ status?: string }>('/healthz').catch(() => undefined)
  return health?.status === 'ok' ? server : undefined
}

/** Where the server is to be found from this machine. */
export function urlOf({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  return `http://${everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)}:${port}`
}

/** Whether it is a sandbox: only there is a clock to be seen. */
export async function isSandbox(server: Server): Promise<boolean> {
  try {
    await server.get('/sandbox/clock')
    return true
  } catch (error) {
    if (error instanceof ServerRefusal && error.status === 404) return false
    throw error
  }
}

async function answerOf(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, init)
  } catch (cause) {
    throw new CommandFailure(`No server answers on ${url}. Start one with: npm start`, { cause })
  }
}
