import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'

describe('a customer who did not come', () => {
  let app: SandboxApp

  /** Booked for ten o'clock; it is five in the morning. */
  async function start(after = 'after: { noShow: 20 }\n'): Promise<string> {
    const rest = `bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 60 }]\ncancelUntil: 2\n${after}`
    app = await startSandbox({ flows: flowsFor(rest) })
    await app.morning()
    await app.say(ana, 'quiero hora hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    return (await appointments())[0]!.id
  }

  async function appointments(): Promise<Appointment[]> {
    return (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)).items
  }

  async function asked(): Promise<string[]> {
    const { messages } = await app.get<{ messages: { text: string }[] }>(`/sandbox/customers/${ana}/messages`)
    return messages.map(({ text }) => text).filter((text) => /no te vimos/i.test(text))
  }

  /** It is half past ten, and twenty minutes later the customer would be asked. */
  async function miss(id: string): Promise<void> {
    await takeThrough(app, id, 'noShow')
    await app.advance('PT25M')
  }

  it('is asked once whether they want another hour, and gives a day of their own', async () => {
    const id = await start()
    await app.advance('PT5H30M')
    await miss(id)
    expect(await asked()).to.have.lengthOf(1)
    await app.advance('PT10H')
    expect(await asked()).to.have.lengthOf(1)
    const [said] = await app.say(ana, 'mañana a las 15')
    expect(said!.text).to.match(/^¿Te agendo así\?.*Aceite.*a las 15:00.*Gol SBC1234/s)
  })

  it('says no, and is left in peace', async () => {
    const id = await start()
    await app.advance('PT5H30M')
    await miss(id)
    const [said] = await app.say(ana, 'no')
    expect(said!.text).to.equal('Dale, cuando quieras otra, escribime «agendar».')
  })

  it('is not asked where the workshop did not ask for it', async () => {
    const id = await start('')
    await app.advance('PT5H30M')
    await miss(id)
    expect(await asked()).to.deep.equal([])
  })

  it('is not asked when they wrote that they are late', async () => {
    const id = await start()
    await app.advance('PT5H')
    await app.say(ana, 'estoy llegando tarde')
    await app.advance('PT30M')
    await miss(id)
    expect((await appointments())[0]).to.include({ status: 'noShow', saidLate: true })
    expect(await asked()).to.deep.equal([])
  })

  it('is not asked when they called it off too late, also once the person has given the floor back', async () => {
    const id = await start()
    await app.advance('PT4H')
    await app.say(ana, 'mis horas')
    await app.say(ana, { choose: 'Cancelar la hora' })
    const { customer, calledOff } = (await appointments())[0]!
    expect(calledOff).to.equal(true)
    await app.post(`/api/v1/conversations/${customer}/attention`, { to: 'bot' })
    await app.advance('PT90M')
    await miss(id)
    expect(await asked()).to.deep.equal([])
  })

  it('is not asked when they have another hour already', async () => {
    const id = await start()
    await app.advance('PT5H30M')
    await app.say(ana, 'quiero agendar mañana a las 15')
    await app.say(ana, 'sí')
    expect(await appointments()).to.have.lengthOf(2)
    await miss(id)
    expect(await asked()).to.deep.equal([])
  })

  it('is asked with a template when they wrote more than a day ago, and the button leads on', async () => {
    const id = await start()
    await app.advance('PT24H30M')
    await app.advance('PT5H')
    await miss(id)
    expect((await asked())[0]).to.match(/^En Taller Chico no te vimos el .* a las 10:00 \(Aceite\)\./)
    const [said] = await app.say(ana, { choose: 'Sí, otra hora' })
    expect(said!.text).to.match(/^Para Aceite tengo estos lugares/)
  })
})
