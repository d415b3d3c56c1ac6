import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { NotSentError, UnknownOutcomeError } from './errors.ts'

export interface TransportOptions {
  /** The only origin (`https://graph.facebook.com`) that is ever called, and so the only one that gets the token. */
  origin: string
  /** For the whole exchange, in milliseconds. */
  timeout?: number
  /** The longest answer that is read, in bytes. */
  largestAnswer?: number
}

/**
 * A `fetch` for one origin, over connections that are kept open. It follows no redirect: a 3xx is handed back. It throws
 * `NotSentError` when no byte of the request was written and `UnknownOutcomeError` when one may have been, also for a
 * connection kept open that the other side had closed, since nobody can tell whether it still took the request.
 */
export function createFetch(options: TransportOptions): (request: Request) => Promise<Response> {
  const { origin, timeout = 60_000, largestAnswer = 1024 * 1024 } = options
  const secure = new URL(origin).protocol === 'https:'
  const { request: open } = secure ? https : http
  const agent = new (secure ? https : http).Agent({
    keepAlive: true,
    timeout: longestIdle,
    scheduling: 'lifo',
  })

  return async (request) => {
    const url = new URL(request.url)
    if (url.origin !== origin) throw new TypeError(`This fetch calls ${origin} only, not ${url.origin}`)
    const body = Buffer.from(await request.arrayBuffer())
    const headers = {
      ...Object.fromEntries(request.headers),
      'user-agent': 'chasqui',
      'content-length': body.length,
    }

    return new Promise((resolve, reject) => {
      let isWritten = false
      const call = open(url, { agent, method: request.method, headers })
      const timer = setTimeout(() => fail(new Error(`no answer within ${timeout} ms`)), timeout)
      const onAbort = () => fail(request.signal.reason)

      call.on('socket', (socket) => {
        const connected = () => {
          isWritten = true
        }
        if (isConnecting(socket)) socket.once(secure ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      call.on('error', fail)
      call.on('response', (answer) => {
        read(answer, largestAnswer)
          .then((bytes) => toResponse(answer, bytes))
          .then((response) => {
            settle()
            resolve(response)
          }, fail)
      })
      request.signal.addEventListener('abort', onAbort, { once: true })
      if (request.signal.aborted) onAbort()
      else call.end(body)

      function fail(cause: unknown) {
        settle()
        call.destroy()
        reject(isWritten ? new UnknownOutcomeError(url.host, cause) : new NotSentError(url.host, cause))
      }

      function settle() {
        clearTimeout(timer)
        request.signal.removeEventListener('abort', onAbort)
      }
    })
  }
}

/**
 * How long a connection is kept without use, in milliseconds: closed by us before the other side closes it, it cannot be
 * closed just as a request leaves on it.
 */
const longestIdle = 20_000

function isConnecting(socket: Socket & { secureConnecting?: boolean }): boolean {
  return socket.connecting || socket.secureConnecting === true
}

async function read(answer: http.IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer) {
    length += chunk.length
    if (length > largest) throw new Error(`the answer has more than ${largest} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function toResponse(answer: http.IncomingMessage, bytes: Buffer): Response {
  const status = answer.statusCode ?? 0
  const type = answer.headers['content-type']
  return new Response(bytes.length > 0 ? bytes : null, {
    status,
    ...(type && { headers: { 'content-type': type } }),
  })
}
