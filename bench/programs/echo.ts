import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import ky from 'ky'
import getRawBody from 'raw-body'
import { isSignedBy } from '../../src/whatsapp/signature.ts'
import { accessToken, apiVersion, appSecret, business } from '../stage.ts'

/**
 * The baseline: a bot that forgets everything. It checks the signature, answers 200 and says back what was written,
 * with ky as it comes. Its argument is the URL of the Graph API.
 */
const messagesUrl = `${process.argv[2]}/${apiVersion}/${business.phoneNumberId}/messages`

interface Payload {
  entry: { changes: { value: { messages?: { from: string; text: { body: string } }[] } }[] }[]
}

const app = new Koa()
app.use(async (ctx) => {
  ctx.body = ''
  ctx.status = 200
  if (ctx.path === '/readyz') return
  const raw = await getRawBody(ctx.req, { limit: '4mb', length: ctx.get('content-length') })
  if (!isSignedBy([appSecret], raw, ctx.get('x-hub-signature-256'))) {
    ctx.status = 401
    return
  }
  const { entry } = JSON.parse(raw.toString()) as Payload
  const messages = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []))
  for (const { from, text } of messages) void reply(from, text.body)
})

async function reply(to: string, body: string): Promise<void> {
  await ky
    .post(messagesUrl, {
      headers: { authorization: `Bearer ${accessToken}` },
      json: { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text', text: { body } },
    })
    .json()
}

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`The echo listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
// Node's own 5 s would now and then close a connection just as a webhook leaves on it.
server.keepAliveTimeout = 60_000
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
