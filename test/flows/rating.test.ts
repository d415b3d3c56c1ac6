import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { stores } from '../helpers/fullDays.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'

describe('a vehicle that was handed back', () => {
  let app: SandboxApp

  /** Handed back at eleven o'clock. */
  async function start(after: string, environment: Record<string, string> = {}): Promise<string> {
    const rest = `bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 60 }]\n${after}`
    app = await startSandbox({ flows: flowsFor(rest), environment })
    await app.morning()
    await app.say(ana, 'quiero hora hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    await app.advance('PT6H')
    const { id } = await appointment()
    await takeThrough(app, id, 'arrived', 'inWork', 'ready', 'done')
    return id
  }

  async function appointment(): Promise<Appointment> {
    return (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)).items[0]!
  }

  async function asked(): Promise<Shown[]> {
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${ana}/messages`)
    return messages.filter(({ text }) => /¿qué nota nos ponés\?$/.test(text))
  }

  const conversation = () => app.get<{ attention: string; about?: string }>(`/api/v1/conversations/${ana}`)

  it('is asked about some hours later, once, and what is said of it is kept and counted', async () => {
    await start('after: { rating: 3 }')
    await app.advance('PT2H50M')
    expect(await asked()).to.deep.equal([])
    await app.advance('PT15M')
    const [question] = await asked()
    expect(question!.options.map(({ title }) => title)).to.deep.equal([
      '1 · Muy mal',
      '2 · Mal',
      '3 · Regular',
      '4 · Bien',
      '5 · Excelente',
    ])
    const [thanked] = await app.say(ana, '5')
    expect(thanked!.text).to.match(/^¡Gracias! Si querés contarnos algo más/)
    const [noted] = await app.say(ana, 'muy amables todos')
    expect(noted!.text).to.equal('¡Gracias! Se lo dejo al taller.')
    const { rating } = await appointment()
    expect(rating).to.include({ stars: 5, comment: 'muy amables todos' })
    expect(rating!.at).to.match(/^\d{4}-\d\d-\d\dT14:\d\d:\d\d-03:00$/)
    expect((await conversation()).attention).to.equal('bot')
    expect(await app.get('/api/v1/ratings')).to.deep.equal({
      count: 1,
      average: 5,
      stars: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 1 },
    })
    await app.advance('PT24H')
    expect(await asked()).to.have.lengthOf(1)
  })

  for (const [name, environment] of Object.entries(stores)) {
    it(`gives the floor to a person, with what it is about, when it was bad (${name})`, async () => {
      const variables = await environment()
      const id = await start('after: { rating: 1 }', { ...variables })
      await app.advance('PT70M')
      const [question] = await asked()
      const said = await app.say(ana, { choose: question!.options[1]!.id })
      expect(said.map(({ text }) => text)).to.have.lengthOf(1)
      expect(said[0]!.text).to.match(/^Lamentamos que no haya salido bien\./)
      expect(await conversation()).to.include({ attention: 'human', about: id })
      expect(await app.say(ana, 'me lo devolvieron rayado')).to.deep.equal([])
      expect((await appointment()).rating).to.include({ stars: 2, comment: 'me lo devolvieron rayado' })
    })
  }

  it('says when a person is there, when it is closed', async () => {
    await start('after: { rating: 1 }')
    await app.advance('PT10H')
    const [said] = await app.say(ana, 'muy mal')
    expect(said!.text).to.match(/Ahora está cerrado; abrimos el .* a las 08:00\.$/)
  })

  it('waits for the workshop to be open', async () => {
    await start('after: { rating: 10 }\nquietHours: null')
    await app.say(ana, 'gracias')
    await app.advance('PT11H')
    expect(await asked()).to.deep.equal([])
    // At eight in the morning of the next day the window is still open.
    await app.advance('PT10H30M')
    expect(await asked()).to.have.lengthOf(1)
  })

  it('is not asked about outside the window, unless the template is on', async () => {
    await start('after: { rating: 30 }')
    await app.advance('PT31H')
    expect(await asked()).to.deep.equal([])
    await app.close()
    await start('after: { rating: 30, ratingTemplate: true }')
    await app.advance('PT31H')
    const [question] = await asked()
    expect(question!.text).to.equal(
      '¿Cómo te fue en Taller Chico con Aceite? Del 1 al 5, ¿qué nota nos ponés?',
    )
    await app.say(ana, { choose: '4 · Bien' })
    expect((await appointment()).rating!.stars).to.equal(4)
  })

  it('is not asked about where the workshop did not ask for it', async () => {
    await start('')
    await app.advance('PT20H')
    expect(await asked()).to.deep.equal([])
  })

  it('leads on to what the customer wants instead', async () => {
    await start('after: { rating: 1 }')
    await app.advance('PT70M')
    const [said] = await app.say(ana, 'quiero agendar mañana a las 10')
    expect(said!.text).to.match(/mañana|a las 10:00/)
    expect((await appointment()).rating).to.equal(undefined)
  })
})
