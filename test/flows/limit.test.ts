import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { stores } from '../helpers/fullDays.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const [ana, leo, eva] = ['59899000001', '59899000002', '59899000003']

const workshop = `
bays: [{ id: one, name: Uno }, { id: two, name: Dos }]
services: [{ id: oil, title: Aceite, minutes: 60 }]
contacts: 1
`

for (const [name, environment] of Object.entries(stores)) {
  describe(`reminders, with ${name}`, () => {
    let app: SandboxApp
    let tomorrow: string

    beforeEach(async () => {
      app = await startSandbox({ flows: flowsFor(workshop), environment: await environment() })
      await app.morning()
      const { now } = await app.get<{ now: string }>('/sandbox/clock')
      tomorrow = new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 10)
    })

    const book = (phone: string, hour: string) =>
      app.post<Appointment>('/api/v1/appointments', {
        phone,
        name: 'Ana',
        service: 'oil',
        start: `${tomorrow}T${hour}:00-03:00`,
        force: true,
      })

    async function got(phone: string): Promise<string[]> {
      const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
      return messages.map(({ at }) => at.slice(11, 16))
    }

    async function toCall(): Promise<Record<string, string | undefined>> {
      const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments?toCall=true')
      return Object.fromEntries(items.map(({ phone, toCall }) => [phone, toCall]))
    }

    it('beyond the limit of customers go to the earliest appointment first, and who gets none in time is to be called', async () => {
      await book(ana, '10:00')
      await book(leo, '17:00')
      await app.advance('PT11H')
      // Too late for a reminder a day before: the one of 9:30 comes when Leo has been waiting since yesterday.
      await book(eva, '11:30')
      await app.advance('PT2H')
      expect([await got(ana), await got(leo)]).to.deep.equal([['10:00'], []])
      expect(await toCall()).to.deep.equal({})
      // Room is made a day after Ana, who counts only once; Eva has less time than Leo, and now there is none for him.
      await app.advance('PT18H')
      expect([await got(ana), await got(leo), await got(eva)]).to.deep.equal([
        ['10:00', '08:00'],
        [],
        ['10:06'],
      ])
      expect(await toCall()).to.deep.equal({ [ana]: 'unanswered', [eva]: 'unanswered', [leo]: 'limit' })
      await app.advance('PT4H')
      expect(await got(leo)).to.deep.equal([])
      expect(await toCall()).to.include({ [leo]: 'limit' })
    })

    it('that wait for room leave it to others once they need none', async () => {
      await book(ana, '10:00')
      const { id } = await book(leo, '13:00')
      await book(eva, '14:00')
      await app.advance('PT9H30M')
      expect(await toCall()).to.deep.equal({ [eva]: 'limit' })
      await change(app, id, { status: 'cancelled' })
      // Her second one finds the room that was Leo's.
      await app.advance('PT22H')
      expect([await got(leo), await got(eva)]).to.deep.equal([[], ['12:00']])
    })

    it('that a payment problem held back wait for room once it is over', async () => {
      await book(ana, '10:00')
      await book(leo, '13:00')
      await app.post('/sandbox/faults', { on: 'send', code: 131042, times: 'always' })
      await app.advance('PT8H30M')
      await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
      await app.advance('PT1H')
      expect([(await got(ana)).length, (await got(leo)).length]).to.deep.equal([1, 0])
      // She was contacted when it was over: within a day of that nobody else may be, and then it is too late for Leo.
      await app.advance('PT20H')
      expect([await got(leo), (await toCall())[leo]]).to.deep.equal([[], 'limit'])
    })

    it('count when they leave, not when an outage kept them: nobody else is contacted within a day of that', async () => {
      await book(ana, '10:00')
      const dayAfter = new Date(Date.parse(tomorrow) + 86_400_000).toISOString().slice(0, 10)
      const start = `${dayAfter}T11:00:00-03:00`
      await app.post('/api/v1/appointments', { phone: leo, name: 'Leo', service: 'oil', start, force: true })
      await app.post('/sandbox/faults', { on: 'send', code: 131000, times: 'always' })
      await app.advance('PT7H')
      await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
      await app.advance('PT30M')
      expect((await got(ana))[0]).to.match(/^12:/)
      // Leo's is due at 11, when only 23 hours have passed.
      await app.advance('PT23H15M')
      expect(await got(leo)).to.deep.equal([])
      await app.advance('PT2H')
      expect((await got(leo))[0]).to.match(/^12:/)
    })

    it('that a payment problem held back have all the room there is once it is over', async () => {
      await app.post('/sandbox/limits', { customersADay: 3 })
      for (const phone of [ana, leo, eva]) await book(phone, '14:00')
      await app.post('/sandbox/faults', { on: 'send', code: 131042, times: 'always' })
      await app.advance('PT8H30M')
      await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
      await app.advance('PT1H')
      const all = await Promise.all([ana, leo, eva].map(got))
      expect(all.map(({ length }) => length)).to.deep.equal([1, 1, 1])
    })

    const leavesItsRoom = {
      'are cancelled': ({ id }: Appointment) => change(app, id, { status: 'cancelled' }),
      'come inside a window after all': () =>
        app.post(`/sandbox/customers/${ana}/messages`, { text: 'hola' }),
    }
    for (const [what, happens] of Object.entries(leavesItsRoom)) {
      it(`that an outage kept from leaving leave their room to others when they ${what}`, async () => {
        const kept = await book(ana, '10:00')
        await book(leo, '14:00')
        await app.post('/sandbox/faults', { on: 'send', code: 131000, times: 'always' })
        await app.advance('PT5H30M')
        await happens(kept)
        await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
        await app.advance('PT4H')
        expect(await got(leo)).to.deep.equal(['14:00'])
      })
    }

    it('are never about what an appointment was: one that waited is not sent when it was moved or cancelled', async () => {
      const moved = await book(ana, '15:00')
      const cancelled = await book(leo, '15:00')
      await app.post('/sandbox/limits', { customersADay: 2 })
      await app.post('/sandbox/faults', { on: 'send', code: 131000, times: 'always' })
      await app.advance('PT10H5M')
      await change(app, moved.id, { start: `${tomorrow}T17:00:00-03:00`, force: true })
      await change(app, cancelled.id, { status: 'cancelled' })
      await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
      await app.advance('PT3H')
      expect([await got(ana), await got(leo)]).to.deep.equal([['17:00'], []])
    })
  })
}

async function change(app: SandboxApp, id: string, changed: object): Promise<void> {
  const answer = await fetch(`${app.url}/api/v1/appointments/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(changed),
  })
  expect(answer.status).to.equal(200)
}
