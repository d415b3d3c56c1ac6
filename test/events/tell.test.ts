import { expect } from 'chai'
import { signed } from '../../src/events/signature.ts'
import { teller } from '../../src/events/tell.ts'
import { readSettings } from '../../src/settings.ts'
import { eventsSecret, type Receiver, startReceiver } from '../helpers/receiver.ts'

const telling = { id: 'evt_1', type: 'message.failed', at: 0, data: {}, attempts: 0, dueAt: 0 }

describe('telling one event', () => {
  let receiver: Receiver
  beforeEach(async () => {
    receiver = await startReceiver()
  })
  const tell = (signal = new AbortController().signal) =>
    teller(() => ({ url: receiver.url, secret: eventsSecret }))(telling, {
      workshop: 'torke',
      zone: 'America/Montevideo',
      signal,
    })
  const answers = (status: number, headers: Record<string, string> = {}) =>
    receiver.answer((_, response) => void response.writeHead(status, headers).end('x'.repeat(1000)))

  it('signs as standardwebhooks.com has it: its own example', () => {
    const body = '{"test": 2432232314}'
    expect(signed(eventsSecret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body)).to.include({
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is done by any 2xx, and over where it is refused', async () => {
    for (const [status, became] of [
      [200, 'told'],
      [202, 'told'],
      [400, 'refused'],
      [410, 'refused'],
      [422, 'refused'],
    ] as const) {
      answers(status)
      expect((await tell()).became, String(status)).to.equal(became)
    }
  })

  it('is tried again where it may be mended; a receiver that is down says so, and for how long', async () => {
    for (const [status, isDown] of [
      [401, false],
      [404, false],
      [500, false],
      [502, true],
      [503, true],
    ] as const) {
      answers(status)
      expect(await tell()).to.deep.equal({ became: 'failed', isDown, reason: `HTTP ${status}`, after: 0 })
    }
    answers(429, { 'retry-after': '120' })
    expect(await tell()).to.include({ isDown: true, after: 120_000 })
    answers(429, { 'retry-after': '999999' })
    expect(await tell()).to.include({ after: 3_600_000 })
  })

  it('follows no redirect', async () => {
    answers(307, { location: receiver.url })
    expect(await tell()).to.include({ became: 'failed', reason: 'HTTP 307' })
    expect(receiver.heard).to.have.length(1)
  })

  it('fails where the connection is closed, or nobody listens, and ends when it is to end', async () => {
    receiver.answer((_, response) => void response.socket?.destroy())
    expect(await tell()).to.include({ became: 'failed', isDown: true })
    const cut = new AbortController()
    receiver.answer(() => cut.abort())
    expect(await tell(cut.signal)).to.include({ became: 'failed' })
    await receiver.close()
    expect(await tell()).to.include({ became: 'failed', isDown: true, reason: 'ECONNREFUSED' })
  })

  it('reads nothing of an answer that never ends', async () => {
    receiver.answer((_, response) => {
      response.writeHead(200)
      response.write('x')
    })
    expect(await tell()).to.deep.equal({ became: 'told' })
  })

  it('goes to https, or this machine, with a secret that is long enough', () => {
    const refused = [
      { EVENTS_URL: 'http://taller.example/' },
      { EVENTS_URL: 'https://ana:clave@taller.example/' },
      { EVENTS_URL: 'https://taller.example/', EVENTS_SECRET: '' },
      { EVENTS_URL: 'https://taller.example/', EVENTS_SECRET: 'short' },
    ]
    for (const each of refused)
      expect(() => readSettings({ EVENTS_SECRET: eventsSecret, ...each }), JSON.stringify(each)).to.throw(
        /EVENTS_/,
      )
    const { events } = readSettings({ EVENTS_URL: 'https://taller.example/', EVENTS_SECRET: eventsSecret })
    expect(events?.url).to.equal('https://taller.example/')
  })
})
