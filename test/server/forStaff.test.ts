import { expect } from 'chai'
import { freshDatabase } from '../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'

const [ana, bruno] = ['59899111111', '59899222222']

interface Troubled {
  id: string
  phone: string
  name: string | null
  from: string
  text: string
  state: string
  reason: string
}

for (const kept of ['a folder', 'PostgreSQL']) {
  describe(`what the API has for the people of the workshop, with ${kept}`, () => {
    let app: SandboxApp
    beforeEach(async () => {
      const environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      app = await startSandbox({ environment })
    })

    it('is who waits for a person, until the bot has the floor again', async () => {
      const waiting = async () =>
        (await app.get<{ items: { phone: string }[] }>('/api/v1/conversations?attention=human')).items.map(
          ({ phone }) => phone,
        )
      await app.say(ana, 'hola')
      expect(await waiting()).to.deep.equal([])
      await app.say(bruno, 'quiero hablar con una persona')
      expect(await waiting()).to.deep.equal([bruno])
      await app.post(`/api/v1/conversations/${ana}/attention`, { to: 'human' })
      expect(await waiting()).to.have.members([ana, bruno])
      await app.post(`/api/v1/conversations/${bruno}/attention`, { to: 'bot' })
      expect(await waiting()).to.deep.equal([ana])
    })

    it('is which messages did not arrive, newest first, for whom and why', async () => {
      const send = async (to: string, body: string) => {
        await app.post('/api/v1/messages', { to, type: 'text', text: { body } })
        await app.chasqui.engine.settled()
        await app.advance('PT1S')
      }
      await app.say(ana, 'hola')
      await send('59899333333', 'Para quien nunca escribió')
      await app.post('/sandbox/faults', { on: 'send', code: 131026 })
      await send(ana, 'Para quien se fue')
      await send(ana, 'Para quien está')
      const list = async (query = '') =>
        (await app.get<{ items: Troubled[]; next: string | null }>(`/api/v1/messages${query}`)) as {
          items: [Troubled, Troubled]
          next: string | null
        }
      const { items, next } = await list()
      expect(next).to.equal(null)
      expect(items.map(({ text, state, phone, from }) => [text, state, phone, from])).to.deep.equal([
        ['Para quien se fue', 'failed', ana, 'bot'],
        ['Para quien nunca escribió', 'blocked', '59899333333', 'bot'],
      ])
      expect(items[0].reason).to.include('131026')
      expect(items[1].reason).to.equal('window')
      expect((await list('?state=blocked')).items).to.deep.equal([items[1]])
      expect((await list('?state=failed,blocked')).items).to.deep.equal(items)
      const first = await list('?limit=1')
      expect(first.items).to.deep.equal([items[0]])
      const second = await list(`?limit=1&cursor=${encodeURIComponent(first.next!)}`)
      expect([second.items, second.next]).to.deep.equal([[items[1]], null])
      expect(await app.get(`/api/v1/messages/${items[0].id}`)).to.include({ state: 'failed' })
    })
  })
}
