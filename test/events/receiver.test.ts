import { expect } from 'chai'
import { events as findings } from '../../src/cli/finding.ts'
import { API_TOKEN, book, isDone, keptOf, patch, rested } from '../helpers/booked.ts'
import { type Live, startLive } from '../helpers/live.ts'
import { type Answering, type Receiver, startReceiver, taken } from '../helpers/receiver.ts'

const phones = Array.from({ length: 20 }, (_, index) => `598990001${String(index).padStart(2, '0')}`)
const refusing =
  (status: number, headers: Record<string, string> = {}): Answering =>
  (_, response) =>
    void response.writeHead(status, headers).end()

describe('a receiver of events that takes none', () => {
  let receiver: Receiver
  let live: Live
  beforeEach(async () => {
    receiver = await startReceiver()
    live = await startLive({ API_TOKEN, READ_RECEIPTS: 'off', ...receiver.environment })
  })

  const of = (whose: string) => receiver.heard.filter(({ data }) => data.appointment!.phone === whose)
  const paused = async () => {
    const headers = { authorization: `Bearer ${API_TOKEN}` }
    const text = await (await fetch(`${live.url}/metrics`, { headers })).text()
    return Number(/^chasqui_events_paused (\d+)/m.exec(text)?.[1])
  }
  const doctor = async () => {
    const [found] = await findings({ url: live.url } as Parameters<typeof findings>[0], live.settings)
    return found && `${found.mark} ${found.what}`
  }

  it('is not hammered, says so to whoever looks, and hears everybody’s within moments once it is back', async () => {
    receiver.answer(refusing(503))
    for (const [index, whose] of phones.entries()) await book(live, (index % 4) + 1, whose)
    await live.chasqui.engine.told()
    await live.later(30 * 60_000)
    // Half an hour: a pause of five minutes at last, and no more than are told side by side after each.
    expect(receiver.heard.length).to.be.within(8, 80)
    expect(await paused()).to.equal(1)
    expect(await doctor()).to.equal('✗ events are not taken')
    receiver.heard.length = 0
    receiver.answer(taken)
    await live.later(5 * 60_000 + 2_000)
    await live.chasqui.engine.told()
    for (const whose of phones) {
      expect(of(whose).map(({ type }) => type)).to.deep.equal(['appointment.booked'])
      await isDone(live, whose)
    }
    expect(await paused()).to.equal(0)
    expect(await doctor()).to.equal('✓ 20 events were taken, 0 given up')
  })

  it('hears, once it takes anything, also of whoever was told of in vain for so long that they rest for an hour', async () => {
    receiver.answer(refusing(503))
    await book(live, 1, phones[0])
    await rested(live, phones[0])
    // After so many attempts that the next one is far off.
    const rests = async () => {
      const { tellings: [head] = [], dueAt } = await keptOf(live, phones[0])
      return head!.attempts >= 12 ? dueAt! : undefined
    }
    for (let dueAt = await rests(); dueAt === undefined; dueAt = await rests()) await live.later(60_000)
    expect((await rests())! - live.chasqui.clock.now()).to.be.greaterThan(6 * 60_000)
    receiver.answer(taken)
    await live.later(5 * 60_000)
    await book(live, 2, phones[1])
    await isDone(live, phones[1])
    await isDone(live, phones[0])
  })

  it('that asks for an hour has an hour', async () => {
    receiver.answer(refusing(429, { 'retry-after': '3000' }))
    await book(live, 1, phones[0])
    await rested(live, phones[0])
    await book(live, 2, phones[1])
    await live.chasqui.engine.told()
    receiver.answer(taken)
    await live.later(49 * 60_000)
    expect(receiver.heard).to.have.length(1)
    await live.later(2 * 60_000)
    await live.chasqui.engine.told()
    expect([of(phones[0]!).length, of(phones[1]!).length]).to.deep.equal([2, 1])
  })

  it('hears at once what waited when another address, or secret, is given, with no restart', async () => {
    receiver.answer(refusing(429, { 'retry-after': '3600' }))
    const made = await book(live, 1, phones[0])
    await rested(live, phones[0])
    await patch(live, made.id, { status: 'confirmed' })
    await book(live, 2, phones[1])
    await live.chasqui.engine.told()
    const other = await startReceiver()
    const { EVENTS_URL: url, EVENTS_SECRET: secret } = other.environment
    await live.chasqui.apply({ ...live.settings, events: { url, secret } })
    await other.count(3)
    expect(receiver.heard).to.have.length(1)
    const theirs = other.heard.filter(({ data }) => data.appointment!.phone === phones[0])
    expect(theirs.map(({ type }) => type)).to.deep.equal(['appointment.booked', 'appointment.confirmed'])
    expect(theirs[0]).to.deep.equal(receiver.heard[0])
    await isDone(live, phones[0])

    await live.chasqui.apply({
      ...live.settings,
      events: { url, secret: 'a secret of 24 characters, or more' },
    })
    await book(live, 3, phones[2])
    await rested(live, phones[2])
    expect(other.forged).to.have.length(1)
    await live.chasqui.apply({ ...live.settings, events: { url, secret } })
    await isDone(live, phones[2])
    expect(other.heard).to.have.length(4)
    expect((await keptOf(live, phones[2])).dueAt).to.not.equal(undefined)
  })
})
