import { Agent, request } from 'node:http'
import { encodePayload, sign } from './payload.ts'

/** Delivers webhooks over kept-alive connections, signed over the bytes that leave. */
export class Post {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #url: () => string
  readonly #appSecret: string
  #isClosed = false

  constructor(url: () => string, appSecret: string) {
    this.#url = url
    this.#appSecret = appSecret
  }

  /** The status that the server answers; rejects if it does not answer within 20 s. */
  async deliver(payload: unknown): Promise<number> {
    const bytes = encodePayload(payload)
    const headers = {
      'content-type': 'application/json',
      'content-length': bytes.length,
      'x-hub-signature-256': sign(bytes, this.#appSecret),
      'user-agent': 'facebookexternalua',
    }
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent: this.#agent, headers, timeout: 20_000 }
      const outgoing = request(this.#url(), options, (response) => {
        response.on('error', reject)
        response.on('end', () => resolve(response.statusCode ?? 0))
        response.resume()
      })
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error('The server did not answer the webhook within 20 s.')),
      )
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed a kept-alive connection just as it was used again: nobody has read the request.
        const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !this.#isClosed
        if (isStale) this.deliver(payload).then(resolve, reject)
        else reject(error)
      })
      outgoing.end(bytes)
    })
  }

  close(): void {
    this.#isClosed = true
    this.#agent.destroy()
  }
}
