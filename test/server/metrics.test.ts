import { expect } from 'chai'
import { payload, startLive, text } from '../helpers/live.ts'

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
