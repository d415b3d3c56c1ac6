import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Quote } from '../../src/agenda/quote.ts'
import { stores } from '../helpers/fullDays.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const lines = [
  { id: 'pads', title: 'Pastillas', price: 3500 },
  { id: 'discs', title: 'Discos', price: 6000.5 },
  { id: 'oil', title: 'Líquido de frenos', price: 900 },
]

describe('a quote', () => {
  let app: SandboxApp
  let id: string

  /** In work at half past ten. */
  async function start(environment: Record<string, string> = {}): Promise<void> {
    const rest = 'bays: [{ id: bay, name: Único }]\nservices: [{ id: brakes, title: Frenos, minutes: 60 }]'
    app = await startSandbox({ flows: flowsFor(rest), environment })
    await app.morning()
    await app.say(ana, 'quiero hora hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments')
    id = items[0]!.id
    await app.advance('PT5H30M')
    await takeThrough(app, id, 'arrived', 'inWork')
  }

  async function post(body: object, key?: string) {
    const answered = await fetch(`${app.url}/api/v1/appointments/${id}/quote`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) },
      body: JSON.stringify(body),
    })
    return {
      status: answered.status,
      body: (await answered.json()) as Quote & { error?: { field?: string } },
    }
  }

  async function put(body: object = { lines }): Promise<Shown> {
    expect((await post(body)).status).to.equal(201)
    await app.advance('PT2S')
    return last()
  }

  async function last(): Promise<Shown> {
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${ana}/messages`)
    return messages.at(-1)!
  }

  const quotes = async () => (await app.get<{ items: Quote[] }>(`/api/v1/appointments/${id}/quotes`)).items
  const approved = ({ lines }: Quote) => lines.map(({ answer }) => answer?.approved)

  for (const [name, environment] of Object.entries(stores)) {
    it(`is approved with a tap, and who, when and what was shown stands with each line (${name})`, async () => {
      await start(await environment())
      const shown = await put()
      expect(shown.text).to.contain('2. Discos: $ 6.000,50\n').and.contain('Total: $ 10.400,50.')
      const [said] = await app.say(ana, { choose: 'Aprobar todo' })
      expect(said!.text).to.match(
        /^¡Listo! Aprobaste: Pastillas, Discos, Líquido de frenos\. Total: \$ 10\.400,50\./,
      )
      const [quote] = await quotes()
      expect(approved(quote!)).to.deep.equal([true, true, true])
      const { answer } = quote!.lines[0]!
      expect(answer!.at).to.match(/T10:3\d:\d\d-03:00$/)
      expect(answer!.by.phone).to.equal(ana)
      expect(answer!.text).to.equal(shown.text)
      const { messages } = await app.get<{ messages: { id: string; text: string }[] }>(
        `/api/v1/conversations/${ana}`,
      )
      expect(messages.find((each) => each.id === answer!.message)!.text).to.equal(shown.text)
    })
  }

  it('is approved line by line with the list, and a line that is tapped twice is taken back', async () => {
    await start()
    await put()
    await app.say(ana, { choose: 'Elegir' })
    await app.say(ana, { choose: 'Pastillas' })
    await app.say(ana, { choose: 'Discos' })
    const [chosen] = await app.say(ana, { choose: '✓ Discos' })
    expect(chosen!.text).to.contain('Lo marcado suma $ 3.500.')
    await app.say(ana, { choose: 'Eso es todo' })
    const [quote] = await quotes()
    expect(approved(quote!)).to.deep.equal([true, false, false])
    expect(quote!.lines[1]!.answer!.text).to.equal(chosen!.text)
  })

  it('takes numbers as lines, also the first one, and says them back before they count', async () => {
    await start()
    await put()
    const [chosen] = await app.say(ana, '1')
    expect(chosen!.text).to.contain('✓ 1. Pastillas').and.contain('· 2. Discos')
    expect(approved((await quotes())[0]!)).to.deep.equal([undefined, undefined, undefined])
    await app.say(ana, '1 y 3')
    await app.say(ana, 'sí')
    expect(approved((await quotes())[0]!)).to.deep.equal([true, false, true])
  })

  it('is approved in words only once that was said back; what is not clear leaves nothing approved', async () => {
    await start()
    await put()
    const [back] = await app.say(ana, 'dale')
    expect(back!.text).to.contain('✓ 1. Pastillas').and.contain('✓ 2. Discos')
    await app.say(ana, 'las pastillas no sé')
    await app.say(ana, 'sí')
    expect(approved((await quotes())[0]!)).to.deep.equal([undefined, undefined, undefined])
    const [without] = await app.say(ana, 'uff q caro, y sin los discos?')
    expect(without!.text).to.contain('✓ 1. Pastillas').and.contain('· 2. Discos')
    await app.say(ana, 'sí')
    expect(approved((await quotes())[0]!)).to.deep.equal([true, false, true])
  })

  it('is declined, and a person can be asked for', async () => {
    await start()
    await put()
    const [said] = await app.say(ana, 'no')
    expect(said!.text).to.match(/^Listo, no aprobaste nada/)
    expect(approved((await quotes())[0]!)).to.deep.equal([false, false, false])
    await put({ lines: lines.slice(0, 1) })
    await app.say(ana, 'persona')
    const { attention } = await app.get<{ attention: string }>(`/api/v1/conversations/${ana}`)
    expect(attention).to.equal('human')
    expect(approved((await quotes())[1]!)).to.deep.equal([undefined])
  })

  it('is superseded by a new one, whose buttons alone count; what was answered stays', async () => {
    await start()
    const old = await put()
    await app.say(ana, { choose: 'Aprobar todo' })
    const before = await quotes()
    const second = await put({ lines: lines.slice(0, 2) })
    await app.advance('PT16M')
    const third = await post({ lines: [{ id: 'pads', title: 'Pastillas', price: 4000 }] })
    await app.advance('PT20M')
    await app.say(ana, { choose: old.options[0]!.id })
    await app.say(ana, { choose: second.options[0]!.id })
    expect((await quotes()).map(approved)).to.deep.equal([
      [true, true, true],
      [undefined, undefined],
      [undefined],
    ])
    await app.say(ana, { choose: (await last()).options[0]!.id })
    const after = await quotes()
    expect(after[0]).to.deep.equal(before[0])
    expect(after[2]!.id).to.equal(third.body.id)
    expect(approved(after[2]!)).to.deep.equal([true])
  })

  it('goes out as a template to whoever wrote more than a day ago, and that is the text that is kept', async () => {
    await start()
    await app.advance('PT24H')
    const shown = await put()
    expect(shown.text).to.equal(
      'Presupuesto de Taller Chico para Frenos: 1. Pastillas: $ 3.500 · 2. Discos: $ 6.000,50 · 3. Líquido de frenos: $ 900. Total: $ 10.400,50. ¿Lo aprobás?',
    )
    await app.say(ana, { choose: 'Aprobar todo' })
    expect((await quotes())[0]!.lines[0]!.answer!.text).to.equal(shown.text)
  })

  it('is taken once of one key, and refused with the field that is wrong', async () => {
    await start()
    const [first, again] = [await post({ lines }, 'k1'), await post({ lines }, 'k1')]
    expect([again.status, again.body]).to.deep.equal([201, first.body])
    expect((await post({ lines: lines.slice(1) }, 'k1')).status).to.equal(409)
    expect(await quotes()).to.have.lengthOf(1)
    const wrong = await post({ lines: [{ id: 'a', title: 'A', price: 1.005 }] })
    expect([wrong.status, wrong.body.error!.field]).to.deep.equal([422, 'lines.0.price'])
    const twice = await post({ lines: [lines[0], lines[0]] })
    expect([twice.status, twice.body.error!.field]).to.deep.equal([422, 'lines'])
  })
})
