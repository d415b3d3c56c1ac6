import { expect } from 'chai'
import { breaches } from '../../src/conversation/invariants.ts'
import { API_TOKEN, ask, isDone, keptOf } from '../helpers/booked.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { eventually } from '../helpers/process.ts'
import { type Receiver, startReceiver, taken } from '../helpers/receiver.ts'

const phone = '59899111111'
const user = 'UY.1111'
const person = 'quiero hablar con una persona'

const kinds: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

for (const [name, stored] of Object.entries(kinds)) {
  describe(`events of two conversations that turn out to be one, with ${name}`, () => {
    let receiver: Receiver
    let live: Live
    beforeEach(async () => {
      receiver = await startReceiver()
      live = await startLive({
        API_TOKEN,
        READ_RECEIPTS: 'off',
        ...receiver.environment,
        ...(await stored()),
      })
    })

    const write = async (words: string, from: { phone?: string; user?: string }) => {
      const message = {
        ...text(words),
        from: from.phone,
        timestamp: String(Math.floor(live.chasqui.clock.now() / 1000)),
        ...(from.user && { from_user_id: from.user }),
      }
      const body = payload(message) as { entry: { changes: { value: { contacts?: unknown } }[] }[] }
      body.entry[0]!.changes[0]!.value.contacts = [
        {
          profile: { name: 'Ana' },
          ...(from.phone && { wa_id: from.phone }),
          ...(from.user && { user_id: from.user }),
        },
      ]
      expect((await live.deliver(body)).status).to.equal(200)
      await live.chasqui.engine.settled()
    }
    const giveBack = async (alias: string) => {
      const key = await live.chasqui.store.find('torke', alias)
      await ask(live, 'POST', `/conversations/${key}/attention`, { to: 'bot' })
    }
    const customers = () => new Set(receiver.heard.map(({ data }) => data.conversation!.customer))

    it('that wait are all told, once, in the order in which they happened', async () => {
      receiver.answer((_, response) => void response.writeHead(500).end())
      await write(person, { phone })
      await receiver.count(1)
      await live.later(200)
      await write(person, { user })
      await receiver.count(2)
      expect(customers()).to.have.length(2)
      await live.later(200)
      await giveBack(`phone:${phone}`)
      await live.later(200)
      await giveBack(`user:${user}`)
      await live.chasqui.engine.told()
      await write('hola', { phone, user })
      await live.chasqui.engine.told()
      const kept = await keptOf(live)
      expect(await live.chasqui.store.find('torke', `user:${user}`)).to.equal(kept.key)
      expect([...breaches(kept)]).to.deep.equal([])
      expect(kept.tellings!.map(({ type }) => type.split('.')[1])).to.deep.equal([
        'waiting',
        'waiting',
        'givenBack',
        'givenBack',
      ])
      const ids = kept.tellings!.map(({ id }) => id)
      receiver.answer(taken)
      receiver.heard.length = 0
      await live.later(60_000)
      await receiver.count(4)
      await isDone(live)
      expect(receiver.heard.map(({ id }) => id)).to.deep.equal(ids)
    })

    it('that are just being told are told all the same', async () => {
      const open: (() => void)[] = []
      receiver.answer((event, response) => void open.push(() => taken(event, response)))
      await write(person, { phone })
      await write(person, { user })
      await receiver.count(2)
      await giveBack(`phone:${phone}`)
      await giveBack(`user:${user}`)
      await write('hola', { phone, user })
      receiver.answer(taken)
      for (const answer of open) answer()
      await eventually(async () =>
        new Set(receiver.heard.map(({ id }) => id)).size === 4 ? true : undefined,
      )
      await isDone(live)
      expect((await keptOf(live)).attention).to.equal('bot')
    })
  })
}
