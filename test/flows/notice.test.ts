import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const notice = 'Usamos tus datos solo para tus horas. Más en torke.uy/privacidad.'
const shop = `
bays: [{ id: bay, name: Único }]
services: [{ id: oil, title: Aceite, minutes: 60 }]
`

/** So many prices, and so long, that the message that tells them has hardly any room left. */
const dearShop = `
bays: [{ id: bay, name: Único }]
services:
${Array.from({ length: 10 }, (_, n) => `  - { id: s${n}, title: Trabajo número ${n}, minutes: 60, price: ${'1.000 '.repeat(12)} }`).join('\n')}
`

describe('the notice of how data is used', () => {
  it('stands below the first answer, above its buttons, and never again; when it was shown is exported', async () => {
    const app = await startSandbox({ flows: flowsFor(`${shop}notice: "${notice}"`) })
    const [first] = await app.say(ana, 'hola')
    expect(first!.text).to.match(/¿En qué te ayudo\?\n\nUsamos tus datos/)
    expect(first!.options).to.have.length(3)
    const [second] = await app.say(ana, 'hola')
    expect(second!.text).to.not.contain('Usamos')
    const exported = await app.get<{
      notice: { text: string; message: string }
      messages: { id: string; text: string }[]
    }>(`/api/v1/customers/${ana}/export`)
    expect(exported.notice.text).to.equal(notice)
    const shown = exported.messages.find(({ id }) => id === exported.notice.message)
    expect(shown!.text).to.contain(notice)
  })

  it('is not there where the workshop has none', async () => {
    const app = await startSandbox({ flows: flowsFor(shop) })
    expect((await app.say(ana, 'hola'))[0]!.text).to.match(/¿En qué te ayudo\?$/)
  })

  it('waits for an answer with room for it: it makes no second message of one', async () => {
    const before = await startSandbox({ flows: flowsFor(dearShop) })
    await before.say(ana, 'quiero hora')
    await before.close()
    const app = await startSandbox({
      folder: before.folder,
      flows: flowsFor(`${dearShop}notice: "${notice}"`),
    })
    const answers = await app.say(ana, '¿cuánto sale?')
    expect(answers).to.have.length(1)
    expect(answers[0]!.text).to.contain('Trabajo número 9: 1.000').and.to.not.contain('Usamos')
    expect((await app.say(ana, 'hola'))[0]!.text).to.contain(notice)
  })

  it('does not count as shown by a reminder, which may go as a template: it comes with the first answer', async () => {
    const app = await startSandbox({ flows: flowsFor(`${shop}notice: "${notice}"`) })
    await app.morning()
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    const day = new Date(Date.parse(now) + 2 * 86_400_000).toISOString().slice(0, 10)
    const start = `${day}T12:00:00-03:00`
    await app.post('/api/v1/appointments', { phone: ana, name: 'Ana', service: 'oil', start })
    await app.advance('P1DT12H')
    const { messages } = await app.get<{ messages: { text: string }[] }>(`/sandbox/customers/${ana}/messages`)
    expect(messages.map(({ text }) => text).join()).to.match(/recordamos/)
    expect(messages.map(({ text }) => text).join()).to.not.contain('Usamos')
    expect((await app.say(ana, 'hola'))[0]!.text).to.contain(notice)
  })
})
