import { expect } from 'chai'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('a customer who says a name', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
    await app.morning()
  })

  const appointments = async () =>
    (await app.get<{ items: { name: string; vehicle: string }[] }>('/api/v1/appointments')).items
  const shownName = async () => {
    const { items } = await app.get<{ items: { customer: string }[] }>('/api/v1/conversations')
    return (await app.get<{ name: string }>(`/api/v1/conversations/${items[0]!.customer}`)).name
  }

  it('leaves an appointment with it', async () => {
    await app.say(phone, 'Hola, soy Ana, quiero cambiar el aceite del Gol SBC1234 el viernes tipo 10')
    const [answer] = await app.say(phone, 'la primera')
    expect(answer?.options.map(({ title }) => title)).to.include('Sí, agendar')
    await app.say(phone, 'sí')
    expect((await appointments()).map(({ name, vehicle }) => [name, vehicle])).to.deep.equal([
      ['Ana', 'Gol SBC1234'],
    ])
  })

  it('is known by it from then on, whatever the profile says', async () => {
    await app.say(phone, 'hola, me llamo juan pérez')
    await app.say(phone, 'hola')
    expect(await shownName()).to.equal('Juan Pérez')
  })

  it('and chooses in one message is known by it too', async () => {
    await app.say(phone, 'quiero agendar')
    await app.say(phone, 'soy Lucía, frenos')
    expect(await shownName()).to.equal('Lucía')
  })
})
