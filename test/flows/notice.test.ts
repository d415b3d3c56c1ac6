import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const notice = 'Usamos tus datos solo para tus horas. Más en torke.uy/privacidad.'
const shop = `
bays: [{ id: bay, name: Único }]
services: [{ id: oil, title: Aceite, minutes: 60 }]
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
})
