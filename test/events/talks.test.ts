import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type Receiver, startReceiver } from '../helpers/receiver.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const leo = '59899000002'

const workshop = `
bays: [{ id: bay, name: Uno }, { id: other, name: Otro }]
services:
  - { id: brakes, title: Frenos, minutes: 60 }
  - { id: paint, title: Pintura, minutes: 60, onRequest: true }
after: { rating: 3 }
`

describe('events of what is said in talks', () => {
  let receiver: Receiver
  let app: SandboxApp
  beforeEach(async () => {
    receiver = await startReceiver()
    app = await startSandbox({ flows: flowsFor(workshop), environment: receiver.environment })
    await app.morning()
  })

  const types = () => receiver.heard.map(({ type }) => type)
  const appointmentOf = async (phone: string) =>
    (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${phone}`)).items[0]!
  const lastTo = async (phone: string) =>
    (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages.at(-1)!

  it('tell of a visit, from the booking over the quote to the rating', async () => {
    await app.say(ana, 'quiero hora para frenos hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    const { id } = await appointmentOf(ana)
    await app.advance('PT5H30M')
    await takeThrough(app, id, 'arrived', 'inWork')
    await app.post(`/api/v1/appointments/${id}/quote`, {
      lines: [{ id: 'pads', title: 'Pastillas', price: 3500 }],
    })
    await app.advance('PT2S')
    const offer = await lastTo(ana)
    await app.say(ana, { choose: offer.options[0]!.id })
    await takeThrough(app, id, 'ready', 'done')
    await app.advance('PT3H30M')
    const asked = await lastTo(ana)
    await app.say(ana, { choose: asked.options[4]!.id })
    await app.say(ana, 'muy amables todos')
    await receiver.count(8)
    expect(types()).to.deep.equal([
      'appointment.booked',
      'appointment.arrived',
      'appointment.inWork',
      'quote.answered',
      'appointment.ready',
      'appointment.done',
      'appointment.rated',
      'appointment.rated',
    ])
    const [quote] = (await app.get<{ items: unknown[] }>(`/api/v1/appointments/${id}/quotes`)).items
    expect(receiver.heard[3]!.data.quote).to.deep.equal(quote)
    expect(receiver.heard[3]!.data.appointment).to.include({ id })
    expect(receiver.heard.at(-2)!.data.appointment!.rating).to.not.have.property('comment')
    expect(receiver.heard.at(-1)!.data.appointment!.rating).to.include({
      stars: 5,
      comment: 'muy amables todos',
    })
  })

  it('tell of one that is asked for, accepted and cancelled', async () => {
    await app.say(leo, 'quiero hora para pintura hoy a las 10')
    await app.say(leo, 'Gol SBC1234')
    await takeThrough(app, (await appointmentOf(leo)).id, 'booked')
    const [sure] = await app.say(leo, 'quiero cancelar mi hora')
    if ((await appointmentOf(leo)).status !== 'cancelled')
      await app.say(leo, { choose: sure!.options[0]!.id })
    await receiver.count(3)
    expect(types()).to.deep.equal(['appointment.requested', 'appointment.booked', 'appointment.cancelled'])
  })
})
