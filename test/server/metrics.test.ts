import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { payload, startLive, text } from '../helpers/live.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const API_TOKEN = 'api-token-of-the-tests'

describe('/metrics', () => {
  const read = async (url: string) => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${API_TOKEN}` } })
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    const lines = (await answer.text()).split('\n').filter((line) => line && !line.startsWith('#'))
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
    )
  }

  it('counts webhooks by their answer, and turns', async () => {
    const { url, deliver, replies } = await startLive({ API_TOKEN })
    await deliver(payload(text('Hola')))
    await deliver(payload(text('Hola')), { 'X-Hub-Signature-256': 'sha256=no' })
    await replies()
    const metrics = await read(url)
    expect(metrics.get('chasqui_webhook_seconds_count{status="200"}')).to.equal(1)
    expect(metrics.get('chasqui_webhook_seconds_count{status="401"}')).to.equal(1)
    expect(metrics.get('chasqui_turns_total')).to.be.at.least(2)
    expect(metrics.get('chasqui_ready')).to.equal(1)
    expect(metrics.get('chasqui_overdue')).to.equal(0)
    expect(metrics.get('process_cpu_seconds_total')).to.be.above(0)
  })

  it('counts how far messages came, how fast turns were, and what Meta refused by its code', async () => {
    const live = await startLive({ API_TOKEN })
    await live.deliver(payload(text('Hola', { timestamp: String(Math.floor(Date.now() / 1000) - 8) })))
    const [{ biz_opaque_callback_data: id } = {}] = await live.replies()
    for (const status of ['sent', 'delivered', 'delivered', 'failed'])
      await live.deliver(statusOf(String(id), status, status === 'failed' ? 131053 : undefined))
    live.graph.answer(() => refusal(131026, 'not on WhatsApp'))
    await live.deliver(payload(text('menú')))
    await live.replies()
    live.graph.answer(() => refusal(987_654, 'nobody knows this one'))
    await live.deliver(payload(text('menú')))
    await live.replies()
    const metrics = await read(live.url)
    const counted = Object.fromEntries(
      [...metrics].filter(([name]) => /^chasqui_(messages|failures|refusals)_total/.test(name)),
    )
    expect(counted).to.deep.equal({
      'chasqui_messages_total{state="owed"}': 3,
      'chasqui_messages_total{state="sending"}': 3,
      'chasqui_messages_total{state="accepted"}': 1,
      'chasqui_messages_total{state="sent"}': 1,
      'chasqui_messages_total{state="delivered"}': 1,
      'chasqui_messages_total{state="read"}': 0,
      'chasqui_messages_total{state="failed"}': 3,
      'chasqui_messages_total{state="blocked"}': 0,
      'chasqui_messages_total{state="unknown"}': 0,
      'chasqui_refusals_total{code="131026"}': 1,
      'chasqui_refusals_total{code="other"}': 1,
      'chasqui_failures_total{code="131053"}': 1,
      'chasqui_failures_total{code="131026"}': 1,
      'chasqui_failures_total{code="other"}': 1,
    })
    expect(metrics.get('chasqui_turn_seconds_count{of="message"}')).to.equal(3)
    expect(metrics.get('chasqui_send_seconds_count{outcome="refused"}')).to.equal(2)
    expect(metrics.get('chasqui_heard_lag_seconds_bucket{le="5"}')).to.be.at.most(2)
    expect(metrics.get('chasqui_heard_lag_seconds_count')).to.equal(3)
  })

  it('shows what is owed now, until it is sent, and why messages are blocked', async () => {
    const live = await startLive({ API_TOKEN })
    live.graph.answer(() => refusal(190, 'expired', 401))
    await live.deliver(payload(text('Hola')))
    await live.replies()
    expect((await read(live.url)).get('chasqui_owed{state="owed"}')).to.equal(1)
    live.graph.answer()
    await live.later(120_000)
    await live.replies()
    expect((await read(live.url)).get('chasqui_owed{state="owed"}')).to.equal(0)
    const post = await fetch(`${live.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${API_TOKEN}` },
      body: JSON.stringify({ to: '59899222222', type: 'text', text: { body: 'Hola' } }),
    })
    expect(post.status).to.equal(202)
    await live.replies()
    expect((await read(live.url)).get('chasqui_blocked_total{reason="window"}')).to.equal(1)
  })

  it('counts reminders that are planned, sent, cleared, and dropped with the reason', async () => {
    const app = await startSandbox({
      flows: flowsFor(
        'bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 120 }]\nreminder: 24\nreminderAgain: 0',
      ),
    })
    const reminders = async () => {
      const found = await read(app.url)
      const steps = ['planned', 'cleared', 'fellDue', 'sent'].map((step) =>
        found.get(`chasqui_reminders_total{step="${step}"}`),
      )
      return [...steps, found.get('chasqui_reminders_dropped_total{reason="optedOut"}')]
    }
    await app.morning()
    const [ana, eva, iris] = ['59899000001', '59899000002', '59899000003']
    for (const [who, hour] of [
      [ana, 10],
      [eva, 12],
      [iris, 15],
    ] as const) {
      await app.say(who!, `quiero hora pasado mañana a las ${hour}`)
      await app.say(who!, `Gol SBC123${hour}`.slice(0, 11))
    }
    expect(await reminders()).to.deep.equal([3, 0, 0, 0, 0])
    await app.say(eva!, 'cancelar mi turno')
    await app.say(eva!, { choose: 'Sí, cancelar' })
    await app.say(iris!, 'no me escriban más')
    expect((await reminders()).slice(0, 2)).to.deep.equal([3, 1])
    await app.advance('P2D')
    expect(await reminders()).to.deep.equal([3, 1, 2, 1, 1])
  })

  it('is for those who have a token', async () => {
    const { url } = await startLive({ API_TOKEN })
    expect((await fetch(`${url}/metrics`)).status).to.equal(401)
  })

  it('says nothing of a customer', async () => {
    const { url, deliver, replies } = await startLive({ API_TOKEN })
    await deliver(payload(text('Hola')))
    await replies()
    expect([...(await read(url)).keys()].join('\n')).to.not.match(/59899111111|Ana/)
  })
})

function statusOf(opaque: string, status: string, code?: number): unknown {
  const about = {
    id: 'wamid.TESTSENT1',
    recipient_id: '59899111111',
    timestamp: String(Math.floor(Date.now() / 1000)),
    biz_opaque_callback_data: opaque,
    status,
    ...(code !== undefined && { errors: [{ code, title: 'refused' }] }),
  }
  const metadata = { display_phone_number: '59899000000', phone_number_id: '123456789' }
  const value = { messaging_product: 'whatsapp', metadata, statuses: [about] }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  }
}
