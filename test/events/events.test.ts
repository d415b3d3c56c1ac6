import { expect } from 'chai'
import { MovableClock } from '../../src/clock.ts'
import { breaches } from '../../src/conversation/invariants.ts'
import {
  API_TOKEN,
  appointmentsOf,
  ask,
  at,
  book,
  isDone,
  keptOf,
  patch,
  phone,
  rested,
} from '../helpers/booked.ts'
import { exported, imported } from '../helpers/exchange.ts'
import { refusal } from '../helpers/graph.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { type Receiver, startReceiver, taken } from '../helpers/receiver.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const kinds: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

for (const [name, stored] of Object.entries(kinds)) {
  describe(`events, with ${name}`, () => {
    let receiver: Receiver
    let database: Record<string, string>
    let live: Live
    beforeEach(async () => {
      receiver = await startReceiver()
      database = await stored()
      live = await start()
    })

    const start = (more: Record<string, string> = {}) =>
      startLive({ API_TOKEN, READ_RECEIPTS: 'off', ...receiver.environment, ...database, ...more })
    const types = () => receiver.heard.map(({ type }) => type)

    it('tell of each step of an appointment, once, in order, as the API shows it', async () => {
      const made = await book(live, 1)
      const steps = ['confirmed', 'arrived', 'inWork', 'ready', 'done']
      for (const status of steps) await patch(live, made.id, { status })
      await receiver.count(6)
      expect(types()).to.deep.equal(['appointment.booked', ...steps.map((step) => `appointment.${step}`)])
      expect(receiver.heard[0]).to.deep.include({ workshop: 'torke', data: { appointment: made } })
      expect(receiver.heard.at(-1)!.data.appointment).to.deep.equal({ ...made, status: 'done' })
      expect(new Set(receiver.heard.map(({ id }) => id)).size).to.equal(6)
      await isDone(live)
      expect(receiver.forged).to.deep.equal([])
    })

    it('tell of what is moved, by the new one, of what is cancelled, and who did not come', async () => {
      const made = await book(live, 1)
      const moved = await patch(live, made.id, { start: at(2), force: true })
      await patch(live, moved.id, { status: 'cancelled' })
      const other = await book(live, 3)
      await patch(live, other.id, { status: 'noShow' })
      await receiver.count(5)
      expect(types()).to.deep.equal(
        ['booked', 'moved', 'cancelled', 'booked', 'noShow'].map((step) => `appointment.${step}`),
      )
      expect(receiver.heard[1]!.data.appointment).to.include({ id: moved.id, movedFrom: made.id })
    })

    it('tell of who waits for a person and is given back, and of messages that failed or were blocked', async () => {
      live.graph.answer(() => refusal(131026))
      await live.deliver(payload(text('quiero hablar con una persona')))
      await receiver.count(2)
      live.graph.answer()
      await ask(live, 'POST', `/conversations/${phone}/attention`, { to: 'bot' })
      const [first, second, third] = await receiver.count(3)
      expect(types()).to.deep.equal(['conversation.waiting', 'message.failed', 'conversation.givenBack'])
      expect(first!.data.conversation).to.include({ phone, attention: 'human' })
      expect(second!.data.message).to.include({ state: 'failed' })
      expect(third!.data.conversation).to.include({ attention: 'bot' })
      await ask(live, 'POST', '/messages', {
        to: '59899222222',
        type: 'text',
        text: { body: 'Su auto está listo' },
      })
      await receiver.count(4)
      expect(receiver.heard[3]).to.deep.include({ type: 'message.blocked' })
    })

    it('are told again, with the same id and before later ones, until they are taken', async () => {
      let tries = 0
      receiver.answer((event, response) =>
        ++tries < 4 ? response.writeHead(500).end() : taken(event, response),
      )
      const made = await book(live, 1)
      await patch(live, made.id, { status: 'confirmed' })
      for (let number = 1; number < 5; number++) {
        await receiver.count(number)
        await rested(live)
        await live.later(20_000)
      }
      await receiver.count(5)
      expect(types()).to.deep.equal([...Array(4).fill('appointment.booked'), 'appointment.confirmed'])
      expect(new Set(receiver.heard.map(({ id }) => id)).size).to.equal(2)
      await isDone(live)
    })

    it('of one customer that fail keep back no other’s', async () => {
      receiver.answer((event, response) =>
        event.data.appointment!.phone === phone ? response.writeHead(500).end() : taken(event, response),
      )
      await book(live, 1)
      await receiver.count(1)
      await rested(live)
      await book(live, 2, '59899222222')
      await receiver.count(2)
      await isDone(live, '59899222222')
      expect((await keptOf(live)).tellings).to.have.length(1)
    })

    it('are told by the next process, with the same id, where that they were taken was not noted', async () => {
      receiver.answer(() => {})
      const made = await book(live, 1)
      await receiver.count(1)
      await live.chasqui.close(0)
      receiver.answer(taken)
      live = await start({ DATA_DIR: live.settings.dataDir })
      // Of several servers nobody can say at once whether another one is gone: then its lease runs out.
      await live.later(31_000)
      await receiver.count(2)
      const [first, second] = receiver.heard
      expect(second).to.deep.equal(first)
      expect(second!.data.appointment!.id).to.equal(made.id)
      await isDone(live)
    })

    it('are given up after 7 days, or where they are refused, and counted', async () => {
      receiver.answer((_, response) => void response.writeHead(410).end())
      await book(live, 1)
      await receiver.count(1)
      await isDone(live)
      expect(live.chasqui.engine.receptions.get('torke')!.teller.counts).to.deep.equal({
        told: 0,
        givenUp: 1,
      })
      receiver.answer((_, response) => void response.writeHead(500).end())
      await book(live, 2)
      await receiver.count(2)
      await rested(live)
      const { clock, engine } = live.chasqui
      if (!(clock instanceof MovableClock)) throw new Error('It stands still')
      clock.moveTo(clock.now() + 7 * 86_400_000)
      await engine.catchUp()
      await isDone(live)
      const metrics = await fetch(`${live.url}/metrics`, {
        headers: { authorization: `Bearer ${API_TOKEN}` },
      })
      expect(await metrics.text()).to.include('chasqui_events_given_up 2')
    })

    it('are sound while they wait, and go with whoever is forgotten', async () => {
      receiver.answer((_, response) => void response.writeHead(500).end())
      await book(live, 1)
      await receiver.count(1)
      await rested(live)
      const kept = await keptOf(live)
      expect([...breaches(kept)]).to.deep.equal([])
      await ask(live, 'DELETE', `/customers/${phone}`)
      await live.chasqui.engine.settled()
      await live.later(20_000)
      expect(receiver.heard).to.have.length(1)
      const { store } = live.chasqui
      expect(await store.conversation('torke', kept.key)).to.equal(undefined)
    })

    it('wait, and are not lost, while nobody listens; one that was away is told then', async () => {
      const port = Number(new URL(receiver.url).port)
      await receiver.close()
      await book(live, 1)
      await rested(live)
      expect((await fetch(`${live.url}/readyz`)).status).to.equal(200)
      const { heard } = receiver
      receiver = await startReceiver({ port })
      await live.later(20_000)
      await receiver.count(1)
      expect(heard).to.deep.equal([])
      await isDone(live)
    })

    it('are not kept where nobody is to be told, and those that waited are dropped', async () => {
      receiver.answer((_, response) => void response.writeHead(500).end())
      await book(live, 1)
      await receiver.count(1)
      await rested(live)
      await live.chasqui.apply({ ...live.settings, events: undefined })
      await patch(live, (await appointmentsOf(live))[0]!.id, { status: 'confirmed' })
      expect((await keptOf(live)).tellings).to.have.length(1)
      await live.later(20_000)
      await isDone(live)
      expect(receiver.heard).to.have.length(1)
    })
  })
}

describe('events of several servers over one PostgreSQL', () => {
  it('are told by one of them each', async () => {
    const receiver = await startReceiver()
    const database = { DATABASE_URL: await freshDatabase(), API_TOKEN, ...receiver.environment }
    const [one, other] = [await startLive(database), await startLive(database)]
    const held: (() => void)[] = []
    receiver.answer((event, response) => void held.push(() => taken(event, response)))
    const made = await book(one, 1)
    await receiver.count(1)
    await patch(other, made.id, { status: 'confirmed' })
    await other.chasqui.engine.catchUp()
    expect(receiver.heard).to.have.length(1)
    receiver.answer(taken)
    held[0]!()
    await receiver.count(2)
    await isDone(one)
    expect(receiver.heard.map(({ type }) => type)).to.deep.equal([
      'appointment.booked',
      'appointment.confirmed',
    ])
  })
})

describe('events that wait', () => {
  it('are in an export, and told by who imports it', async () => {
    const receiver = await startReceiver()
    receiver.answer(() => {})
    const live = await startLive({ API_TOKEN, ...receiver.environment })
    await book(live, 1)
    await receiver.count(1)
    await live.chasqui.close(0)
    const text = await exported({ dataDir: live.settings.dataDir, databaseUrl: undefined })
    const dataDir = temporaryFolder()
    await imported(text, { dataDir, databaseUrl: undefined })
    receiver.answer(taken)
    const next = await startLive({ API_TOKEN, ...receiver.environment, DATA_DIR: dataDir })
    await receiver.count(2)
    expect(receiver.heard[1]).to.deep.equal(receiver.heard[0])
    await isDone(next)
  })

  it('come of a talk in the sandbox, too', async () => {
    const receiver = await startReceiver()
    const { say } = await startSandbox({ environment: receiver.environment })
    await say(phone, 'quiero hablar con una persona')
    const [first] = await receiver.count(1)
    expect(first).to.include({ type: 'conversation.waiting', workshop: 'torke' })
  })
})
