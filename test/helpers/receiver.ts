import { createHmac, timingSafeEqual } from 'node:crypto'
import http, { type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { closeAfterTest } from './open.ts'
import { eventually } from './process.ts'

export const eventsSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

export interface Heard {
  id: string
  type: string
  at: string
  workshop: string
  data: Record<string, Record<string, unknown>>
}

/** How a receiver deals with an event; what it does not answer stays open. */
export type Answering = (heard: Heard, response: ServerResponse) => void

export interface Receiver {
  url: string
  environment: { EVENTS_URL: string; EVENTS_SECRET: string }
  /** Every event whose signature is right, in order, repeats too. */
  heard: Heard[]
  /** What came without a right signature. */
  forged: string[]
  answer(answering: Answering): void
  /** Resolves with all events once there are so many; a process that is to start first needs more attempts. */
  count(number: number, attempts?: number): Promise<Heard[]>
  close(): Promise<void>
}

export const taken: Answering = (_, response) => void response.writeHead(204).end()

/** What a workshop's own system does: checks who sent it, by what standardwebhooks.com says, and takes it. */
export async function startReceiver({ port = 0 } = {}): Promise<Receiver> {
  const heard: Heard[] = []
  const forged: string[] = []
  let answering = taken
  const server = http.createServer(async (request, response) => {
    const body = await text(request)
    const {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature = '',
    } = request.headers
    const key = Buffer.from(eventsSecret.slice('whsec_'.length), 'base64')
    const expected = Buffer.from(
      `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
    )
    const given = Buffer.from(String(signature))
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
    const event = JSON.parse(body) as Heard
    if (!isOurs || event.id !== id || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) {
      forged.push(body)
      response.writeHead(401).end()
      return
    }
    heard.push(event)
    answering(event, response)
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  closeAfterTest(close)
  return {
    url,
    environment: { EVENTS_URL: url, EVENTS_SECRET: eventsSecret },
    heard,
    forged,
    answer(next) {
      answering = next
    },
    count: (number, attempts = 150) =>
      eventually(async () => (heard.length >= number ? heard : undefined), attempts),
    close,
  }
}
