import { expect } from 'chai'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('a customer who wants their data deleted', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
    await app.morning()
  })

  const key = () => app.chasqui.store.find('torke', `phone:${phone}`)
  const ask = async () => {
    await app.say(phone, 'borren mis datos')
    return app.say(phone, { choose: 'Sí, borrar todo' })
  }

  it('is told so, and is forgotten a minute later', async () => {
    const [answer] = await ask()
    expect(answer!.text).to.match(/^Listo\. En un minuto no queda nada/)
    const before = (await key())!
    await app.advance('PT59S')
    expect(await key()).to.equal(before)
    await app.advance('PT5S')
    expect(await key()).to.equal(undefined)
    expect(await app.chasqui.store.conversation('torke', before)).to.equal(undefined)
    expect(await app.chasqui.store.messages('torke', before, { limit: 9 })).to.deep.equal([])
  })

  it('is told first, also where nothing can be sent for a while', async () => {
    await app.say(phone, 'borren mis datos')
    // The number is away for about a minute.
    await app.post('/sandbox/faults', { on: 'send', code: 131057, times: 2 })
    await app.say(phone, { choose: 'Sí, borrar todo' })
    await app.advance('PT90S')
    expect(await key()).not.to.equal(undefined)
    await app.advance('PT5M')
    expect(await key()).to.equal(undefined)
    const { messages } = await app.get<{ messages: { text: string }[] }>(
      `/sandbox/customers/${phone}/messages`,
    )
    expect(messages.at(-1)!.text).to.match(/^Listo\. En un minuto/)
  })

  it('is a person’s to send a copy to', async () => {
    const [answer] = await app.say(phone, 'quiero una copia de mis datos')
    expect(answer!.text).to.match(/te mande una copia de tus datos/)
    const { attention } = await app.get<{ attention: string }>(`/api/v1/conversations/${phone}`)
    expect(attention).to.equal('human')
  })
})
