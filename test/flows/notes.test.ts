import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'

const workshop = `
bays: [{ id: one, name: Uno }]
services: [{ id: brakes, title: Frenos, minutes: 60 }, { id: diagnosis, title: Diagnóstico, minutes: 60 }]
`

describe('what is wrong with the vehicle', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox({ flows: flowsFor(workshop) })
    await app.morning()
  })

  async function appointment(): Promise<Appointment> {
    const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)
    return items.find(({ status }) => status === 'booked')!
  }

  it('stands with the appointment as it was said, with the files that show it', async () => {
    await app.say(ana, 'hola, pierde aceite por abajo')
    await app.say(ana, 'diagnóstico')
    await app.say(ana, { media: { type: 'image', caption: 'acá se ve la mancha' } })
    await app.say(ana, 'mañana a las 9')
    await app.say(ana, 'Gol SBC1234')
    const { note, media, customer } = await appointment()
    expect(note).to.equal('hola, pierde aceite por abajo\nacá se ve la mancha')
    expect(media).to.have.length(1)
    expect(media![0]).to.match(new RegExp(`^${customer}\\.\\d+$`))
    await app.chasqui.engine.settled()
    const file = await fetch(`${app.url}/api/v1/media/${media![0]}`)
    expect(file.status).to.equal(200)
  })

  it('can be added later, and goes along when the appointment is moved', async () => {
    await app.say(ana, 'quiero hora para frenos mañana a las 9')
    await app.say(ana, 'Gol SBC1234')
    await app.say(ana, 'ah, y hace un ruido al doblar')
    expect((await appointment()).note).to.equal('ah, y hace un ruido al doblar')
    await app.say(ana, 'la puedo pasar para las 10?')
    await app.say(ana, 'dale')
    const { note, start, movedFrom } = await appointment()
    expect([note, start.slice(11, 16)]).to.deep.equal(['ah, y hace un ruido al doblar', '10:00'])
    expect(movedFrom).to.be.a('string')
  })

  it('leaves with the customer who is forgotten', async () => {
    await app.say(ana, 'quiero hora para frenos mañana a las 9')
    await app.say(ana, 'Gol SBC1234')
    await app.say(ana, { media: { type: 'image', caption: 'así está' } })
    expect((await appointment()).media).to.have.length(1)
    await fetch(`${app.url}/api/v1/customers/${ana}`, {
      method: 'DELETE',
      headers: { 'Content-Type': 'application/json' },
    })
    const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments')
    expect(items.map(({ note, media }) => [note, media])).to.deep.equal([[undefined, undefined]])
  })
})

describe('the name that a customer says', () => {
  it('stands in the agenda in place of the one of their profile', async () => {
    const app = await startSandbox()
    await app.morning()
    await app.say(ana, 'Hola, soy Ana, quiero cambiar el aceite del Gol SBC1234 mañana tipo 10')
    await app.say(ana, '1')
    await app.say(ana, 'dale')
    const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)
    expect(items.map(({ name, vehicle }) => [name, vehicle])).to.deep.equal([['Ana', 'Gol SBC1234']])
  })
})
