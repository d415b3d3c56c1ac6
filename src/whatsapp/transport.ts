import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { urlToHttpOptions } from 'node:url'
import { onAbort } from './abort.ts'
import { NotSentError, UnknownOutcomeError } from './errors.ts'

export interface TransportOptions {
  /** The only origin (`https://graph.facebook.com`) that is ever called, and so the only one that gets the token. */
  origin: string
  /** Sent with every request. */
  headers?: Record<string, string>
  /** For the whole exchange, in milliseconds. */
  timeout?: number
  /** The longest answer that is read, in bytes. */
  largestAnswer?: number
}

/**
 * JSON to be posted, without a `Request` around it: there, the text would become a stream, be copied and read back, and the
 * signal be followed twice, at several times the cost of sending it.
 */
export interface Post {
  url: string
  json: string
  signal?: AbortSignal | undefined
}

/** As much of a `Response` as ky and the client use. */
export type Answer = Pick<Response, 'status' | 'ok' | 'body' | 'text' | 'json'>

/**
 * A `fetch` for one origin, over connections that are kept open. It follows no redirect: a 3xx is handed back. It throws
 * `NotSentError` when no byte of the request was written and `UnknownOutcomeError` when one may have been, also for a
 * connection kept open that the other side had closed, since nobody can tell whether it still took the request.
 */
export function createFetch(options: TransportOptions): (request: Request | Post) => Promise<Answer> {
  const { origin, headers = {}, timeout = 60_000, largestAnswer = 1024 * 1024 } = options
  const { protocol, hostname, port, host } = place(origin)
  // Names and values in turn are written as they stand; of an object, Node would first make one of its own.
  const always = ['host', host, 'user-agent', 'chasqui', ...Object.entries(headers).flat()]
  const secure = protocol === 'https:'
  const { request: open } = secure ? https : http
  const agent = new (secure ? https : http).Agent({
    keepAlive: true,
    timeout: longestIdle,
    scheduling: 'lifo',
  })

  return async (request) => {
    const { url, signal } = request
    if (!url.startsWith(`${origin}/`))
      throw new TypeError(`This fetch calls ${origin} only, not ${new URL(url).origin}`)
    const [method, own, body] = request instanceof Request ? await taken(request) : posted(request)

    return new Promise((resolve, reject) => {
      let isWritten = false
      const call = open({
        agent,
        protocol,
        hostname,
        port,
        path: url.slice(origin.length),
        method,
        headers: [...always, ...own, 'content-length', String(Buffer.byteLength(body))],
      })
      const timer = setTimeout(() => fail(new Error(`no answer within ${timeout} ms`)), timeout)
      const stopFollowing = signal && onAbort(signal, () => fail(signal.reason))

      call.on('socket', (socket) => {
        if (!isConnecting(socket)) isWritten = true
        else {
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            isWritten = true
          })
        }
      })
      call.on('error', fail)
      call.on('response', (answer) => {
        const chunks: Buffer[] = []
        let length = 0
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > largestAnswer) fail(new Error(`the answer has more than ${largestAnswer} bytes`))
          else chunks.push(chunk)
        })
        answer.on('error', fail)
        answer.on('end', () => {
          settle()
          resolve(toAnswer(answer.statusCode ?? 0, chunks))
        })
      })
      if (signal?.aborted) fail(signal.reason)
      else call.end(body)

      function fail(cause: unknown) {
        settle()
        call.destroy()
        reject(isWritten ? new UnknownOutcomeError(host, cause) : new NotSentError(host, cause))
      }

      function settle() {
        clearTimeout(timer)
        stopFollowing?.()
      }
    })
  }
}

/**
 * How long a connection is kept without use, in milliseconds: closed by us before the other side closes it, it cannot be
 * closed just as a request leaves on it.
 */
const longestIdle = 20_000

function posted({ json }: Post): [method: string, headers: string[], body: string] {
  return ['POST', jsonHeaders, json]
}

async function taken(request: Request): Promise<[method: string, headers: string[], body: Buffer]> {
  return [request.method, [...request.headers].flat(), Buffer.from(await request.arrayBuffer())]
}

const jsonHeaders = ['content-type', 'application/json']

function place(origin: string) {
  const url = new URL(origin)
  const { protocol, hostname, port } = urlToHttpOptions(url)
  return { protocol, hostname, port, host: url.host }
}

function isConnecting(socket: Socket & { secureConnecting?: boolean }): boolean {
  return socket.connecting || socket.secureConnecting === true
}

function toAnswer(status: number, chunks: Buffer[]): Answer {
  const text = utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
  return {
    status,
    ok: status >= 200 && status < 300,
    body: null,
    text: async () => text,
    json: async () => JSON.parse(text),
  }
}

/** As `Response` reads its bytes: what is no UTF-8 is replaced, and a byte order mark left out. */
const utf8 = new TextDecoder()
