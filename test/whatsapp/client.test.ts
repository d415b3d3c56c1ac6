import { expect } from 'chai'
import { text, WhatsAppClient } from 'chasqui/whatsapp'
import { GraphError, NotSentError, UnknownOutcomeError } from '../../src/whatsapp/errors.ts'
import { addressed } from '../../src/whatsapp/messages.ts'
import { type Graph, refusal, startGraph } from '../helpers/graph.ts'

describe('WhatsAppClient', () => {
  let graph: Graph
  let client: WhatsAppClient

  beforeEach(async () => {
    graph = await startGraph()
    client = new WhatsAppClient({
      accessToken: ' test-token\n',
      phoneNumberId: '123456789',
      apiUrl: graph.url,
    })
  })

  afterEach(() => graph.close())

  it("posts to the number's messages with the token, as JSON", async () => {
    await client.sendText('59899000001', 'Hola')
    const [request] = graph.requests
    expect(request).to.include({ method: 'POST', path: '/v25.0/123456789/messages' })
    expect(request!.headers).to.include({
      authorization: 'Bearer test-token',
      'content-type': 'application/json',
    })
  })

  it('sends what it is given and hands back the id', async () => {
    const message = addressed(text('Hola'), { phone: '59899000001' }, 'c1.7')
    expect(await client.send(message)).to.deep.equal({ wamid: graph.sent[0] })
    expect(graph.requests[0]!.body).to.deep.equal({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+59899000001',
      type: 'text',
      text: { body: 'Hola' },
      biz_opaque_callback_data: 'c1.7',
    })
  })

  for (const to of ['59899000001', '+598 99 000 001', '598-99-000-001', '(598) 99000001']) {
    it(`writes to ${to} with the plus and without what stands between`, async () => {
      await client.sendText(to, 'Hola')
      expect(graph.requests[0]!.body).to.include({ to: '+59899000001' })
    })
  }

  it('writes to a user id as the recipient', async () => {
    await client.sendText('UY.13491208655', 'Hola', { opaque: 'c1.7' })
    expect(graph.requests[0]!.body).to.include({
      recipient: 'UY.13491208655',
      biz_opaque_callback_data: 'c1.7',
    })
    expect(graph.requests[0]!.body).to.not.have.property('to')
  })

  it('sends a template', async () => {
    await client.sendTemplate('59899000001', 'recordatorio_hora', 'es', ['Ana'])
    expect(graph.requests[0]!.body).to.deep.include({
      type: 'template',
      template: {
        name: 'recordatorio_hora',
        language: { policy: 'deterministic', code: 'es' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
      },
    })
  })

  it('sends a document', async () => {
    const file = { link: 'https://torke.example/a.pdf', filename: 'a.pdf', caption: 'El presupuesto' }
    await client.sendDocument('59899000001', file)
    expect(graph.requests[0]!.body).to.deep.include({ type: 'document', document: file })
  })

  it('marks a message as read, with or without typing', async () => {
    await client.markRead('wamid.TEST1')
    await client.markRead('wamid.TEST1', { typing: true })
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.TEST1' }
    expect(graph.requests.map(({ body }) => body)).to.deep.equal([
      read,
      { ...read, typing_indicator: { type: 'text' } },
    ])
  })

  it('uploads a file as a form', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7')
    expect(await client.uploadMedia(bytes, 'application/pdf', 'presupuesto.pdf')).to.deep.equal({
      id: '1003099',
    })
    const [request] = graph.requests
    expect(request!.path).to.equal('/v25.0/123456789/media')
    const type = request!.headers['content-type'] ?? ''
    const form = await new Response(request!.raw, { headers: { 'content-type': type } }).formData()
    const file = form.get('file') as File
    expect([form.get('messaging_product'), form.get('type')]).to.deep.equal(['whatsapp', 'application/pdf'])
    expect([file.name, file.type, await file.text()]).to.deep.equal([
      'presupuesto.pdf',
      'application/pdf',
      '%PDF-1.7',
    ])
  })

  it('speaks to another version, under another path', async () => {
    const apiUrl = `${graph.url}/graph/`
    const other = new WhatsAppClient({ accessToken: 't', phoneNumberId: '5', apiUrl, apiVersion: 'v26.0' })
    await other.sendText('59899000001', 'Hola')
    expect(graph.requests[0]!.path).to.equal('/graph/v26.0/5/messages')
  })

  it('throws what Graph refuses, once and with its reason', async () => {
    graph.answer(() => refusal(131047, 'More than 24 hours have passed'))
    const error = await thrownBy(client.sendText('59899000001', 'Hola'))
    expect(error).to.be.instanceOf(GraphError)
    expect(error).to.include({
      code: 131047,
      class: 'message',
      details: 'More than 24 hours have passed',
      fbtraceId: 'Atrace1',
    })
    expect(graph.requests).to.have.length(1)
  })

  it('tries nothing again, not even what Graph asks to be tried again', async () => {
    for (const status of [408, 413, 429, 500, 502, 503, 504]) {
      graph.answer(() => ({ ...refusal(130429, 'Rate limit hit', status), headers: { 'retry-after': '0' } }))
      await thrownBy(client.sendText('59899000001', 'Hola'))
    }
    graph.answer((_, response) => void response.socket?.resetAndDestroy())
    await thrownBy(client.sendText('59899000001', 'Hola'))
    expect(graph.requests).to.have.length(8)
  })

  it('believes a code even with a 5xx or a 200', async () => {
    for (const status of [500, 200]) {
      graph.answer(() => refusal(131016, 'Service unavailable', status))
      expect(await thrownBy(client.sendText('59899000001', 'Hola'))).to.include({ class: 'transient' })
    }
  })

  it('pauses the account when the refusal is not of Graph', async () => {
    graph.answer(() => ({ status: 404, body: '<html>not here</html>' }))
    expect(await thrownBy(client.sendText('59899000001', 'Hola'))).to.include({
      code: undefined,
      class: 'account',
    })
  })

  it('takes no redirect, and the token stays', async () => {
    const elsewhere = await startGraph()
    graph.answer(() => ({ status: 302, headers: { location: elsewhere.url } }))
    expect(await thrownBy(client.sendText('59899000001', 'Hola'))).to.be.instanceOf(GraphError)
    expect(elsewhere.requests).to.deep.equal([])
    await elsewhere.close()
  })

  for (const [what, answer] of Object.entries({
    'a 5xx without a code': { status: 502, body: '<html>bad gateway</html>' },
    'a 5xx without a body': { status: 503 },
    'a 200 without a body': {},
    'a 200 that is not JSON': { body: '{"messages":[{"id":"wamid.X"' },
    'a 200 without an id': { body: { messages: [{}] } },
    'a 200 without messages': { body: { messages: [] } },
  })) {
    it(`does not know what became of a message answered with ${what}`, async () => {
      graph.answer(() => answer)
      expect(await thrownBy(client.sendText('59899000001', 'Hola'))).to.be.instanceOf(UnknownOutcomeError)
    })
  }

  it('knows that nothing was sent when nobody listens', async () => {
    await graph.close()
    expect(await thrownBy(client.sendText('59899000001', 'Hola'))).to.be.instanceOf(NotSentError)
  })

  it('gives up after the timeout, and when asked to', async () => {
    graph.answer(() => undefined)
    const hasty = new WhatsAppClient({
      accessToken: 't',
      phoneNumberId: '5',
      apiUrl: graph.url,
      timeout: 300,
    })
    expect(await thrownBy(hasty.sendText('59899000001', 'Hola'))).to.be.instanceOf(UnknownOutcomeError)
    const controller = new AbortController()
    graph.answer(() => void controller.abort())
    const { signal } = controller
    expect(await thrownBy(client.sendText('59899000001', 'Hola', { signal }))).to.be.instanceOf(
      UnknownOutcomeError,
    )
  })

  it('sends many at a time', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => client.sendText('59899000001', 'Hola')))
    expect(new Set(all.map(({ wamid }) => wamid)).size).to.equal(50)
  })

  it('refuses a token that no header can carry, without showing it', () => {
    for (const accessToken of ['', ' ', 'secret\nsecret', 'secretñ']) {
      expect(() => new WhatsAppClient({ accessToken, phoneNumberId: '5' }))
        .to.throw(TypeError, 'copy it from Meta again')
        .with.property('message')
        .not.contain('secret')
    }
  })
})

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('nothing was thrown'),
    (error) => error,
  )
}
