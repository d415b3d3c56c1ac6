import { expect } from 'chai'
import { breaches } from '../../src/conversation/invariants.ts'
import { payload, startLive, text } from '../helpers/live.ts'
import { freshDatabase } from '../helpers/postgres.ts'

const phone = '59899111111'
const user = 'UY.1111'

const stores: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

for (const [store, environmentOf] of Object.entries(stores)) {
  describe(`a customer who was known twice (${store})`, () => {
    it('is one, and nothing that they wrote is lost, when messages under both names come at once', async () => {
      const live = await startLive({ READ_RECEIPTS: 'off', ...(await environmentOf()) })
      const who = [
        { from: phone },
        { from: undefined, from_user_id: user },
        { from: phone, from_user_id: user },
      ]
      for (const each of who.slice(0, 2)) await live.deliver(payload({ ...text('hola'), ...each }))
      await live.chasqui.engine.settled()
      const said = Array.from({ length: 12 }, (_, index) => ({ ...text(`menú ${index}`), ...who[index % 3] }))
      const answers = await Promise.all(said.map((message) => live.deliver(payload(message))))
      expect(answers.map(({ status }) => status)).to.deep.equal(said.map(() => 200))
      await live.chasqui.engine.settled()
      const { items } = await live.chasqui.store.conversations('torke', { limit: 9 })
      expect(items).to.have.length(1)
      expect([...breaches(items[0]!)]).to.deep.equal([])
      const messages = await live.chasqui.store.messages('torke', items[0]!.key, { limit: 200 })
      expect(messages.map(({ number }) => number)).to.deep.equal(messages.map((_, index) => index + 1))
      const heard = messages.filter(({ from }) => from === 'customer').map((each) => each.text)
      expect(heard).to.have.members(['hola', 'hola', ...said.map((_, index) => `menú ${index}`)])
      const posted = (await live.replies()).map(({ biz_opaque_callback_data }) => biz_opaque_callback_data)
      expect(new Set(posted).size).to.equal(posted.length)
      expect(posted).to.have.length(messages.filter(({ from }) => from === 'bot').length)
      expect((await live.chasqui.store.entries({ limit: 9 })).items).to.deep.equal([])
    })
  })
}
