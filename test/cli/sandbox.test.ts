import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { expect } from 'chai'
import { closeAfterTest } from '../helpers/open.ts'
import { eventually } from '../helpers/process.ts'
import { type Shown, talker } from '../helpers/sandbox.ts'
import { begin, run } from './run.ts'

const phone = '59899111111'

interface Bot {
  url: string
  /** Where it finds Graph; it is started before the sandbox, as one that runs already. */
  graph: string
  refused: number
}

/** A bot that repeats what it hears, written after Meta's documentation with what Node has. */
async function startBot(verifyToken = 'verify-me'): Promise<Bot> {
  const bot: Bot = { url: '', graph: '', refused: 0 }
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const query = new URL(request.url!, 'http://bot').searchParams
      const isIt = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken
      response.writeHead(isIt ? 200 : 403).end(isIt ? query.get('hub.challenge') : '')
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    const signature = `sha256=${createHmac('sha256', 'sandbox-secret').update(raw).digest('hex')}`
    if (request.headers['x-hub-signature-256'] !== signature) {
      bot.refused++
      response.writeHead(401).end()
      return
    }
    response.writeHead(200).end()
    const { value } = JSON.parse(raw.toString()).entry[0].changes[0]
    for (const message of value.messages ?? []) {
      await fetch(`${bot.graph}/v25.0/${value.metadata.phone_number_id}/messages`, {
        method: 'POST',
        headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          to: message.from,
          type: 'text',
          text: { body: `Dijiste: ${message.text.body}` },
        }),
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closeAfterTest(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return bot
}

async function startSandbox(...options: string[]) {
  const child = begin(['sandbox', '--port', '0', ...options])
  let printed = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  const url = await eventually(async () => /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0])
  return { child, url, output: () => printed }
}

describe('chasqui sandbox', function () {
  this.timeout(60_000)

  it('gives anyone’s bot the handshake, customers’ messages and Graph, and ends on SIGTERM', async () => {
    const bot = await startBot()
    const { child, url, output } = await startSandbox('--callback', bot.url)
    bot.graph = url
    await eventually(async () => /✓ The bot gave the handshake/.test(output()) || undefined)
    for (const value of ['100000000000001', 'sandbox-token', 'sandbox-secret', 'verify-me', bot.url])
      expect(output()).to.contain(value)
    const { say, get, post } = talker(url)
    expect((await say(phone, 'hola')).map(({ text }) => text)).to.deep.equal(['Dijiste: hola'])
    expect(bot.refused).to.equal(0)
    // Its faults and its clock are those of the server's sandbox.
    await post('/sandbox/faults', { on: 'webhook', twice: true })
    expect(await say(phone, 'ahora')).to.have.length(2)
    await post('/sandbox/clock', { advance: 'P2D' })
    const { messages } = await get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    expect(messages.at(-1)!.status).to.equal('read')
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    expect(await exited).to.equal(0)
  })

  it('serves another maker’s client, and refuses what Meta refuses', async () => {
    const { url } = await startSandbox()
    const client = new WhatsAppClient({ accessToken: 'sandbox-token', baseUrl: url, graphVersion: 'v25.0' })
    const to = { phoneNumberId: '100000000000001', to: `+${phone}` }
    const closed = await client.messages.sendText({ ...to, body: 'hola' }).catch((error: Error) => error)
    expect(String(closed)).to.match(/131047|24 hours/)
    await talker(url).post(`/sandbox/customers/${phone}/messages`, { text: 'hola' })
    const { messages } = await client.messages.sendText({ ...to, body: 'hola' })
    expect(messages[0]!.id).to.match(/^wamid\./)
  })

  it('keeps the templates that are handed in and judges what is sent by them; other names are taken as they come', async () => {
    const { url } = await startSandbox()
    const ask = async (path: string, body?: object) => {
      const answer = await fetch(`${url}/v25.0/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      return (await answer.json()) as {
        data?: { name: string }[]
        messages?: object[]
        error?: { code: number }
      }
    }
    const account = '100000000000002/message_templates'
    const send = (name: string, ...components: object[]) =>
      ask('100000000000001/messages', {
        messaging_product: 'whatsapp',
        to: phone,
        type: 'template',
        template: { name, language: { code: 'es' }, components },
      })
    const header = { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::aW'] } }
    const form = { name: 'quote_pdf', language: 'es', category: 'UTILITY' }
    expect((await ask(account)).data).to.deep.equal([])
    await ask(account, { ...form, components: [header, { type: 'BODY', text: 'Tu presupuesto.' }] })
    expect((await ask(account)).data!.map(({ name }) => name)).to.deep.equal(['quote_pdf'])
    const document = { link: 'https://torke.example/a.pdf', filename: 'a.pdf' }
    const file = { type: 'header', parameters: [{ type: 'document', document }] }
    expect((await send('quote_pdf')).error!.code).to.equal(132012)
    expect((await send('quote_pdf', file)).messages).to.have.length(1)
    expect((await send('another')).messages).to.have.length(1)
  })

  it('shows the customer’s phone, and no agenda of anybody’s', async () => {
    const { url } = await startSandbox()
    const page = await fetch(url, { headers: { Accept: 'text/html' } })
    expect([page.status, page.headers.get('content-type')]).to.deep.equal([200, 'text/html; charset=utf-8'])
    expect((await talker(url).get<{ bays: unknown[] }>('/api/v1/workshop')).bays).to.deep.equal([])
  })

  it('says what a bot does wrong at the handshake', async () => {
    const bot = await startBot('another word')
    const { output } = await startSandbox('--callback', bot.url)
    await eventually(
      async () =>
        /No handshake yet: .* answered 403 to GET; is its verify token verify-me\?/.test(output()) ||
        undefined,
    )
    const { output: silent } = await startSandbox('--callback', 'http://127.0.0.1:9/')
    await eventually(async () => /No handshake yet: nobody answers/.test(silent()) || undefined)
  })

  it('is not for other sites, nor for who comes through a proxy', async () => {
    const { url } = await startSandbox()
    const answer = await fetch(`${url}/sandbox/clock`, { headers: { 'X-Forwarded-For': '1.2.3.4' } })
    expect(answer.status).to.equal(403)
  })

  it('refuses a port or a callback that is none', async () => {
    expect((await run(['sandbox', '--port', 'x'])).code).to.equal(2)
    expect((await run(['sandbox', '--callback', 'x'])).code).to.equal(2)
  })
})
