import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const leo = '59899000002'

const onRequest = `
bays: [{ id: bay, name: Único }]
services: [{ id: paint, title: Pintura, minutes: 600, onRequest: true }]
`

describe('a service that is only asked for', () => {
  let app: SandboxApp

  beforeEach(async () => {
    app = await startSandbox({ flows: flowsFor(onRequest) })
    await app.morning()
  })

  async function ask(phone: string): Promise<Appointment> {
    const [slots] = await app.say(phone, 'quiero agendar')
    await app.say(phone, { choose: slots!.options[3]!.id })
    const [said] = await app.say(phone, 'Gol SBC1234')
    expect(said!.text).to.match(
      /^Pedí tu hora del .* para Pintura \(Gol SBC1234\)\. Apenas el taller la confirme/,
    )
    return (await appointments(phone))[0]!
  }

  async function appointments(phone: string): Promise<Appointment[]> {
    return (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${phone}`)).items
  }

  async function answer(id: string, status: string): Promise<{ status: number; code?: string }> {
    const answered = await fetch(`${app.url}/api/v1/appointments/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ status }),
    })
    const { error } = (await answered.json()) as { error?: { code: string } }
    return { status: answered.status, ...(error && { code: error.code }) }
  }

  async function lastTold(phone: string): Promise<string> {
    // It is early: nothing that the bot says by itself leaves before eight.
    await app.advance('PT4H')
    const { messages } = await app.get<{ messages: { text: string }[] }>(
      `/sandbox/customers/${phone}/messages`,
    )
    return messages.at(-1)!.text
  }

  it('keeps the place until the workshop accepts it, and the customer is told', async () => {
    const { id, status, start } = await ask(ana)
    expect(status).to.equal('pending')
    const [slots] = await app.say(leo, 'quiero agendar')
    expect(slots!.options.map((each) => each.id.split('.').slice(2).join('.'))).to.not.include(start)
    const [shown] = await app.say(ana, 'mis horas')
    expect(shown!.text).to.match(/^Pediste hora .* falta que el taller la confirme/)
    await app.say(ana, { choose: 'Está bien así' })
    expect((await answer(id, 'booked')).status).to.equal(200)
    expect(await lastTold(ana)).to.match(/^¡Confirmada! Te esperamos el .* para Pintura/)
    expect((await appointments(ana))[0]!.status).to.equal('booked')
  })

  it('is reminded of once it is accepted, and not before', async () => {
    const { id } = await ask(ana)
    const alarms = async () => {
      const { customer } = (await appointments(ana))[0]!
      const conversation = await app.chasqui.store.conversation('small', customer)
      return conversation!.alarms.map(({ name }) => name.split('/')[0])
    }
    expect(await alarms()).to.deep.equal([])
    await answer(id, 'booked')
    await lastTold(ana)
    expect(await alarms()).to.deep.equal(['reminder', 'reminder-again', 'reminder-unanswered'])
  })

  it('is free again when the workshop declines it, and the customer is told', async () => {
    const { id, start } = await ask(ana)
    await answer(id, 'cancelled')
    expect(await lastTold(ana)).to.match(/^El taller no puede recibirte el .* Escribí «agendar»/)
    const [slots] = await app.say(leo, 'quiero agendar')
    expect(slots!.options.some((each) => each.id.endsWith(start))).to.equal(true)
  })

  it('can be given up by the customer: then there is nothing to accept', async () => {
    const { id } = await ask(ana)
    await app.say(ana, 'mis horas')
    await app.say(ana, { choose: 'Cancelar la hora' })
    expect(await answer(id, 'booked')).to.deep.equal({ status: 409, code: 'badTransition' })
    expect(await lastTold(ana)).to.match(/^Listo, cancelé tu hora/)
  })

  it('is answered with a template to whoever wrote more than a day ago', async () => {
    const { id } = await ask(ana)
    await app.advance('PT25H')
    await answer(id, 'booked')
    expect(await lastTold(ana)).to.match(
      /^Tu hora en Taller Chico está confirmada: .*, Pintura\. ¡Te esperamos!/,
    )
  })
})
