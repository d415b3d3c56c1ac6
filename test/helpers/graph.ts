import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface GraphRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  raw: Buffer
  /** The body as JSON, or undefined when it is none. */
  body: GraphBody | undefined
}

/** What is posted to `/messages`; a multipart body is not parsed. */
export interface GraphBody {
  to?: string
  recipient?: string
  type?: string
  status?: string
  biz_opaque_callback_data?: string
  [field: string]: unknown
}

export interface GraphAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as it is when a string, else as JSON. */
  body?: unknown
}

/** What to answer; nothing when the function has dealt with the response by itself. */
export type Answerer = (
  request: GraphRequest,
  response: ServerResponse,
) => GraphAnswer | undefined | Promise<GraphAnswer | undefined>

export interface Graph {
  /** `http://127.0.0.1:port`, to be used as `WHATSAPP_API_URL`. */
  url: string
  /** Everything received, in order. */
  requests: GraphRequest[]
  /** The ids given to the messages that were accepted. */
  sent: string[]
  /** Answers by this from now on; without an argument, as Meta does when all is well. */
  answer(answerer?: Answerer): void
  /** As Meta answers when all is well. */
  accept: Answerer
  close(): Promise<void>
}

/** A stand-in of the Graph API on loopback: it records what is sent to it and answers as told. */
export async function startGraph(): Promise<Graph> {
  const requests: GraphRequest[] = []
  const sent: string[] = []
  const accept: Answerer = (request) => acceptance(request, sent)
  let answerer: Answerer = accept
  const server = http.createServer(async (incoming, response) => {
    const request = await record(incoming)
    requests.push(request)
    const answer = await answerer(request, response)
    if (answer) reply(response, answer)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sent,
    accept,
    answer: (next = accept) => {
      answerer = next
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** An error as Graph writes it. */
export function refusal(code: number, details = 'refused by the test', status = 400): GraphAnswer {
  const message = `(#${code}) ${details}`
  const error_data = { messaging_product: 'whatsapp', details }
  return {
    status,
    body: { error: { message, type: 'OAuthException', code, error_data, fbtrace_id: 'Atrace1' } },
  }
}

/** As Graph answers when it takes what it was sent. */
function acceptance({ path, body }: GraphRequest, sent: string[]): GraphAnswer {
  if (path.endsWith('/media')) return { body: { id: '1003099' } }
  if (body?.status === 'read') return { body: { success: true } }
  const id = `wamid.TESTSENT${sent.length + 1}`
  sent.push(id)
  const contact = body?.to
    ? { input: body.to, wa_id: body.to.replace(/\D/g, '') }
    : { input: body?.recipient, user_id: body?.recipient }
  return { body: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id }] } }
}

async function record(incoming: IncomingMessage): Promise<GraphRequest> {
  const { method = '', url = '', headers } = incoming
  const raw = await buffer(incoming)
  return { method, path: url, headers, raw, body: parsed(raw) }
}

function parsed(raw: Buffer): GraphBody | undefined {
  try {
    return JSON.parse(raw.toString())
  } catch {
    return undefined
  }
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = '' }: GraphAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
