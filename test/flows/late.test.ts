import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'

describe('a customer who is late', () => {
  it('has it written down with the appointment, also once it has begun, and the last word counts', async () => {
    const app = await startSandbox({
      flows: flowsFor(
        'bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 120 }]',
      ),
    })
    await app.morning()
    await app.say(ana, 'quiero hora hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    const lateBy = async () =>
      (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)).items[0]!.lateBy
    // Five in the morning: nobody is late for what begins in five hours.
    expect((await app.say(ana, 'llego 15 minutos tarde'))[0]!.text).to.match(/^No veo una hora tuya/)
    expect(await lateBy()).to.equal(undefined)
    await app.advance('PT4H50M')
    await app.say(ana, 'llego 15 minutos tarde')
    expect(await lateBy()).to.equal(15)
    await app.advance('PT15M')
    await app.say(ana, 'llego en media hora')
    expect(await lateBy()).to.equal(35)
    await app.say(ana, 'estoy demorado, llego a las 10:40')
    expect(await lateBy()).to.equal(40)
  })
})
