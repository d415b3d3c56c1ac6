import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const [ana, leo, eva] = ['59899000001', '59899000002', '59899000003']

describe('the list of those whom somebody has to call', () => {
  let app: SandboxApp

  beforeEach(async () => {
    app = await startSandbox({
      flows: flowsFor(
        'bays: [{ id: one, name: Uno }, { id: two, name: Dos }, { id: three, name: Tres }]\nservices: [{ id: oil, title: Aceite, minutes: 60 }]',
      ),
    })
    await app.morning()
    for (const phone of [ana, leo, eva]) {
      await app.say(phone, 'quiero hora mañana a las 15')
      await app.say(phone, `Gol SBC${phone.slice(-4)}`)
    }
  })

  async function toCall(): Promise<[string | null, string | undefined][]> {
    const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments?toCall=true')
    return items.map(({ phone, toCall }) => [phone, toCall])
  }

  it('has who did not answer the second reminder, and who got none, but not who confirmed', async () => {
    await app.post(`/sandbox/customers/${eva}`, { reachable: false })
    await app.advance('PT11H')
    await app.say(leo, { choose: 'Sí, voy' })
    expect(await toCall()).to.deep.equal([])
    // The second one is at one o'clock of the next day; an hour later somebody calls.
    await app.advance('PT22H30M')
    expect(await toCall()).to.have.deep.members([
      [ana, 'unanswered'],
      [eva, 'undelivered'],
    ])
  })

  it('has who did not answer, also when something is noted of the appointment in its last hours', async () => {
    const note = async () => {
      const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments?limit=500')
      const { id } = items.find(({ phone }) => phone === ana)!
      await fetch(`${app.url}/api/v1/appointments/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ note: 'Trae la libreta' }),
      })
    }
    // Between three hours before and the second reminder, and again after that.
    await app.advance('PT31H30M')
    await note()
    await app.advance('PT1H')
    await note()
    await app.advance('PT1H')
    expect(await toCall()).to.deep.include([ana, 'unanswered'])
  })

  it('is left by who answers after all', async () => {
    await app.advance('PT33H30M')
    expect((await toCall()).map(([phone]) => phone)).to.include(ana)
    await app.say(ana, { choose: 'Sí, voy' })
    expect((await toCall()).map(([phone]) => phone)).to.not.include(ana)
  })
})
