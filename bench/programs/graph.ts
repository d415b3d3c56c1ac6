import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { deliveryStatuses, encodePayload, statusPayload } from '../../src/sandbox/payload.ts'
import { sign } from '../../src/whatsapp/signature.ts'
import type { FromGraph, ToGraph } from '../graph.ts'
import { poster } from '../post.ts'
import { appSecret, business, monotonic, newWamid } from '../stage.ts'

/**
 * A stand-in of the Graph API that takes every message at once and then tells the bot, webhook by webhook, that it was
 * sent, delivered and read. It tells its parent of every message for which all three were acknowledged.
 */
let post = poster('')
let tellsStatuses = true
let replies = 0
let settled: [phone: string, repliedAt: number][] = []

const server = createServer(async (request, response) => {
  const message = await read(request)
  const repliedAt = monotonic()
  const wamid = newWamid(message.to)
  replies++
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      messaging_product: 'whatsapp',
      contacts: [{ input: message.to, wa_id: message.to }],
      messages: [{ id: wamid }],
    }),
  )
  try {
    if (tellsStatuses) await tellStatuses(message, wamid)
    settle(message.to, repliedAt)
  } catch (error) {
    tell({ failure: `A status was not acknowledged: ${(error as Error).message}` })
  }
})

async function tellStatuses({ to: phone, biz_opaque_callback_data: opaque }: Sent, id: string) {
  const customer = { phone, name: 'Cliente', lastAt: null, heardAt: null, last: 0 }
  for (const status of deliveryStatuses) {
    const about = { id, at: Date.now(), status, category: 'service', opaque }
    const bytes = encodePayload(statusPayload(business, customer, about))
    const answer = await post(bytes, { 'x-hub-signature-256': sign(appSecret, bytes) })
    if (answer !== 200) throw new Error(`the bot answered ${answer}`)
  }
}

/** Many are told at once: what the bench's own processes cost, the bot cannot have. */
function settle(phone: string, repliedAt: number): void {
  if (settled.push([phone, repliedAt]) > 1) return
  setImmediate(() => {
    tell({ settled })
    settled = []
  })
}

interface Sent {
  to: string
  biz_opaque_callback_data?: string
}

async function read(request: IncomingMessage): Promise<Sent> {
  const message: Sent = JSON.parse((await buffer(request)).toString())
  return { ...message, to: message.to.replace('+', '') }
}

function tell(message: FromGraph): void {
  process.send?.(message)
}

process.on('message', (message: ToGraph) => {
  if ('webhooks' in message) {
    post = poster(...message.webhooks)
    tellsStatuses = message.tellsStatuses
    replies = 0
    tell({ isReset: true })
  } else tell({ replies })
})
process.on('disconnect', () => process.exit(0))
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () =>
  tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
)
