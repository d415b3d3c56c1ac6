import { expect } from 'chai'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('a request of the API that is sent again', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
    await app.say(phone, 'hola')
  })

  const send = async (key: string, path: string, body: object) => {
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    })
    const said = (await answer.json()) as { id?: string; error?: { code: string } }
    return { status: answer.status, ...said }
  }
  const text = (body: string) => ({ to: phone, type: 'text', text: { body } })
  const received = async (words: string) => {
    await app.chasqui.engine.settled()
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    return messages.filter((each) => each.text === words).length
  }

  it('sends a message once, and tells the same id again', async () => {
    const ready = 'Tu auto está pronto'
    const all = await Promise.all([1, 2, 3].map(() => send('k1', '/messages', text(ready))))
    await app.chasqui.engine.settled()
    all.push(await send('k1', '/messages', text(ready)))
    expect(all.map(({ status }) => status)).to.deep.equal([202, 202, 202, 202])
    expect(new Set(all.map(({ id }) => id)).size).to.equal(1)
    expect(await received(ready)).to.equal(1)
    await send('k2', '/messages', text(ready))
    expect(await received(ready)).to.equal(2)
  })

  it("sends a person's answer once", async () => {
    const path = `/conversations/${phone}/messages`
    const [one, two] = [
      await send('k1', path, { text: 'Ya vamos' }),
      await send('k1', path, { text: 'Ya vamos' }),
    ]
    expect([one.status, two.id]).to.deep.equal([202, one.id])
    expect(await received('Ya vamos')).to.equal(1)
  })

  it('is still the same on the next day', async () => {
    const first = await send('k1', '/messages', text('Tu auto está pronto'))
    await app.advance('PT24H')
    expect(await send('k1', '/messages', text('Tu auto está pronto'))).to.include({
      status: 202,
      id: first.id,
    })
  })

  it('is refused when it says something else, or its key is too long', async () => {
    await send('k1', '/messages', text('Tu auto está pronto'))
    const other = await send('k1', '/messages', text('Falta un repuesto'))
    expect([other.status, other.error?.code]).to.deep.equal([409, 'idempotencyKeyReused'])
    expect(await received('Falta un repuesto')).to.equal(0)
    expect((await send('k'.repeat(256), '/messages', text('x'))).status).to.equal(422)
  })
})
