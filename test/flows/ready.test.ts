import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { stores } from '../helpers/fullDays.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const bays = 'bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 60 }]\n'

describe('a vehicle that is ready', () => {
  let app: SandboxApp

  /** Booked for ten o'clock; it is five in the morning. */
  async function start(after: string, environment: Record<string, string> = {}): Promise<string> {
    app = await startSandbox({ flows: flowsFor(`${bays}${after}`), environment })
    await app.morning()
    await app.say(ana, 'quiero hora hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    return (await appointment()).id
  }

  async function appointment(): Promise<Appointment> {
    return (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)).items[0]!
  }

  /** What was said of it. */
  async function told(): Promise<string[]> {
    const { messages } = await app.get<{ messages: { text: string }[] }>(`/sandbox/customers/${ana}/messages`)
    return messages.map(({ text }) => text).filter((text) => text.startsWith('Tu vehículo ya está pronto'))
  }

  for (const [name, environment] of Object.entries(stores)) {
    it(`is told of once, with the hour of closing, and that is kept (${name})`, async () => {
      const id = await start('after: { ready: 0 }', await environment())
      await app.advance('PT6H')
      await takeThrough(app, id, 'arrived', 'inWork', 'ready')
      expect(await told()).to.deep.equal([
        'Tu vehículo ya está pronto (Gol SBC1234). Podés pasar a buscarlo: hoy estamos hasta las 18:00.',
      ])
      expect((await appointment()).toldReadyAt).to.match(/T11:0\d:\d\d-03:00$/)
      // It was not, after all: who was told once is not told again.
      await takeThrough(app, id, 'inWork', 'ready')
      await app.advance('PT5M')
      expect(await told()).to.have.lengthOf(1)
    })
  }

  it('is not told of where the workshop did not ask for it', async () => {
    const id = await start('')
    await takeThrough(app, id, 'arrived', 'inWork', 'ready')
    await app.advance('PT12H')
    expect(await told()).to.deep.equal([])
  })

  it('is told of in the morning when it is night, with the hours of that day', async () => {
    const id = await start('after: { ready: 0 }')
    await takeThrough(app, id, 'arrived', 'inWork', 'ready')
    await app.advance('PT2H30M')
    expect(await told()).to.deep.equal([])
    await app.advance('PT1H')
    expect(await told()).to.have.lengthOf(1)
  })

  it('is not told of when it goes back to work meanwhile, or was fetched', async () => {
    const id = await start('after: { ready: 15 }')
    await app.advance('PT6H')
    await takeThrough(app, id, 'arrived', 'inWork', 'ready', 'inWork')
    await app.advance('PT30M')
    expect(await told()).to.deep.equal([])
    await takeThrough(app, id, 'ready', 'done')
    await app.advance('PT30M')
    expect(await told()).to.deep.equal([])
  })

  it('is told of with the next opening once the workshop has closed', async () => {
    const id = await start('after: { ready: 0 }')
    await app.advance('PT14H')
    await takeThrough(app, id, 'arrived', 'inWork', 'ready')
    expect((await told())[0]).to.match(
      /^Tu vehículo ya está pronto \(Gol SBC1234\)\. Ahora está cerrado; podés pasar a buscarlo desde el .* a las 08:00\.$/,
    )
  })

  it('is told of with a template to whoever wrote more than a day ago', async () => {
    const id = await start('after: { ready: 0 }')
    await app.advance('PT6H')
    await takeThrough(app, id, 'arrived', 'inWork')
    await app.advance('PT24H')
    await takeThrough(app, id, 'ready')
    expect((await told())[0]).to.equal(
      'Tu vehículo ya está pronto en Taller Chico (Gol SBC1234). Podés pasar a buscarlo hoy hasta las 18:00. ¡Te esperamos!',
    )
  })

  it('is told of when the workshop breaks for lunch, with all hours of the day', async () => {
    app = await startSandbox({
      flows: flowsFor(`${bays}after: { ready: 0 }`, '["08:00-12:00", "13:30-18:00"]'),
    })
    await app.morning()
    await app.say(ana, 'in English, please')
    await app.say(ana, 'I want an appointment today at 10')
    await app.say(ana, 'Gol SBC1234')
    await app.advance('PT6H')
    await takeThrough(app, (await appointment()).id, 'arrived', 'inWork', 'ready')
    const { messages } = await app.get<{ messages: { text: string }[] }>(`/sandbox/customers/${ana}/messages`)
    expect(messages.at(-1)!.text).to.equal(
      "Your vehicle is ready (Gol SBC1234). You can pick it up: today we're open 8 am–12 pm and 1:30 pm–6 pm.",
    )
  })

  it('is left to the workshop where the customer wants no more messages', async () => {
    const id = await start('after: { ready: 0 }')
    await app.say(ana, 'no me escriban más')
    await app.advance('PT6H')
    await takeThrough(app, id, 'arrived', 'inWork', 'ready')
    expect(await told()).to.deep.equal([])
  })
})
