import { expect } from 'chai'
import { sign } from '../src/whatsapp/signature.ts'
import { refusal, startGraph } from './helpers/graph.ts'
import { appSecret, fixture, type Live, liveSettings, payload, startLive, text } from './helpers/live.ts'
import { closeAfterTest, temporaryFolder } from './helpers/open.ts'
import { eventually } from './helpers/process.ts'
import { Server } from './siege/server.ts'

/** What anything that calls itself a bot of the Cloud API must do, counted by what reached Graph. */
describe('ten elementary checks of a Cloud API bot', () => {
  it('answers the same text once, when it is delivered twice', async () => {
    const { deliver, replies } = await startLive()
    const hello = payload(text('Hola'))
    expect(await statuses(deliver(hello), deliver(hello))).to.deep.equal([200, 200])
    expect((await deliver(hello)).status).to.equal(200)
    expect(await replies()).to.have.lengthOf(1)
  })

  it('answers the same tap once, when it is delivered twice', async () => {
    const live = await startLive()
    await live.deliver(payload(text('Hola')))
    const tap = payload({ type: 'interactive', interactive: tapOn((await live.replies()).at(-1)!) })
    expect(await statuses(live.deliver(tap), live.deliver(tap))).to.deep.equal([200, 200])
    expect((await live.deliver(tap)).status).to.equal(200)
    expect(await live.replies()).to.have.lengthOf(2)
  })

  it('answers three messages of two people in one webhook, all three', async () => {
    const { deliver, replies } = await startLive()
    const other = '59899222222'
    const batch = payload(text('Hola'), text('Hola', { from: other }), text('quiero agendar'))
    expect((await deliver(batch)).status).to.equal(200)
    const to = (await replies()).map((reply) => reply.to).sort()
    expect(to).to.deep.equal(['+59899111111', '+59899111111', '+59899222222'])
  })

  it('refuses what is signed by another, or by nobody, and answers it to nobody', async () => {
    const { url, deliver, replies } = await startLive()
    const hello = payload(text('Hola'))
    const forged = sign('another secret', Buffer.from(JSON.stringify(hello)))
    expect((await deliver(hello, { 'X-Hub-Signature-256': forged })).status).to.equal(401)
    const unsigned = await fetch(`${url}/webhook/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(hello),
    })
    expect(unsigned.status).to.equal(401)
    expect(await replies()).to.have.lengthOf(0)
  })

  it('acknowledges that a message failed, and goes on', async () => {
    const { deliver, replies } = await startLive()
    expect((await deliver(fixture('status-failed'))).status).to.equal(200)
    expect((await deliver(payload(text('Hola')))).status).to.equal(200)
    expect(await replies()).to.have.lengthOf(1)
  })

  it('acknowledges what became of a template, and goes on', async () => {
    const { deliver, replies } = await startLive()
    expect((await deliver(fixture('template-status'))).status).to.equal(200)
    expect((await deliver(payload(text('Hola')))).status).to.equal(200)
    expect(await replies()).to.have.lengthOf(1)
  })

  it('still delivers what Graph has refused once because it was too much', async () => {
    const live = await startLive()
    live.graph.answer(() => {
      live.graph.answer()
      return refusal(130429, 'Rate limit hit', 429)
    })
    expect((await live.deliver(payload(text('Hola')))).status).to.equal(200)
    await live.replies()
    await live.later(10_000)
    expect(await live.replies()).to.have.lengthOf(2)
    expect(live.graph.sent).to.have.lengthOf(1)
  })

  it('handles three quick messages of one person in their order, however slow Graph is', async () => {
    const live = await startLive({ API_TOKEN: apiToken })
    let inFlight = 0
    let most = 0
    live.graph.answer(async ({ body }) => {
      if (body?.status === 'read') return { body: { success: true } }
      most = Math.max(most, ++inFlight)
      await new Promise((resolve) => setTimeout(resolve, 50))
      inFlight--
      const contacts = [{ input: body?.to, wa_id: '59899111111' }]
      const messages = [{ id: `wamid.SLOW${live.graph.requests.length}` }]
      return { body: { messaging_product: 'whatsapp', contacts, messages } }
    })
    const said = ['¿dónde están?', '¿qué horario tienen?', 'quiero agendar']
    for (const each of said) expect((await live.deliver(payload(text(each)))).status).to.equal(200)
    const shown = await transcript(live)
    expect(shown.filter(({ from }) => from === 'customer').map((each) => each.text)).to.deep.equal(said)
    const replied = (await live.replies()).map(textOf)
    expect(replied).to.deep.equal(shown.filter(({ from }) => from === 'bot').map((each) => each.text))
    expect(replied).to.have.lengthOf(3)
    expect(most, 'sends to one person at once').to.equal(1)
  })

  it('answers after a restart what it had acknowledged when it was killed', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    // A text waits for more of them: it is killed when it has acknowledged, and not replied.
    const server = new Server({ ...liveSettings(graph.url, temporaryFolder()), BURST_MS: '2000' })
    await server.start()
    const hello = JSON.stringify(payload(text('Hola')))
    expect((await post(server.url!, hello)).status).to.equal(200)
    await server.kill()
    expect(graph.sent).to.have.lengthOf(0)
    await server.start()
    await eventually(async () => graph.sent[0])
    expect((await post(server.url!, hello)).status).to.equal(200)
    await server.stop()
    expect(graph.sent).to.have.lengthOf(1)
  }).timeout(60_000)

  it('answers who is known by a user id alone', async () => {
    const { deliver, replies } = await startLive()
    expect((await deliver(fixture('hidden-phone', { now: true }))).status).to.equal(200)
    const [reply, ...more] = await replies()
    expect(more).to.deep.equal([])
    expect(reply).to.have.property('recipient')
    expect(reply).not.to.have.property('to')
  })
})

async function statuses(...deliveries: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(deliveries)).map(({ status }) => status)
}

function post(url: string, body: string): Promise<Response> {
  return fetch(`${url}/webhook/whatsapp`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': sign(appSecret, Buffer.from(body)),
    },
    body,
  })
}

interface Sent {
  type: string
  text?: { body: string }
  interactive?: { body: { text: string }; action: { buttons?: Reply[]; sections?: { rows: Option[] }[] } }
}

interface Reply {
  reply: Option
}

interface Option {
  id: string
  title: string
}

function tapOn(reply: Record<string, unknown>): unknown {
  const { buttons, sections } = (reply as unknown as Sent).interactive!.action
  const button = buttons?.[0]?.reply
  if (button) return { type: 'button_reply', button_reply: button }
  const { id, title } = sections![0]!.rows[0]!
  return { type: 'list_reply', list_reply: { id, title } }
}

function textOf(reply: Record<string, unknown>): string {
  const { text, interactive } = reply as unknown as Sent
  return text?.body ?? interactive!.body.text
}

async function transcript({ url }: Live): Promise<{ from: string; text: string }[]> {
  const answer = await fetch(`${url}/api/v1/conversations/59899111111`, {
    headers: { authorization: `Bearer ${apiToken}` },
  })
  const { messages } = (await answer.json()) as { messages: { from: string; text: string }[] }
  return messages
}

const apiToken = 'api-token-of-the-tests'
