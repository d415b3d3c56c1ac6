import { expect } from 'chai'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

interface Transcript {
  customer: string
  phone: string
  attention: string
  talk: { flow: string; state: string }[]
  window: string
  messages: {
    id: string
    from: string
    text: string
    status?: string
    cause?: { flow: string; state: string }
  }[]
}

describe('the API', () => {
  let app: SandboxApp
  const transcript = () => app.get<Transcript>(`/api/v1/conversations/${phone}`)
  const status = (path: string, init?: RequestInit) =>
    fetch(`${app.url}${path}`, init).then((answer) => answer.status)
  const post = (path: string, body: unknown) =>
    status(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  beforeEach(async () => {
    app = await startSandbox()
  })

  it('shows a conversation by our key or by the phone, with what was said and why', async () => {
    await app.say(phone, 'quiero agendar')
    const shown = await transcript()
    expect(shown).to.include({ phone, attention: 'bot' })
    expect(shown.talk).to.deep.equal([
      { flow: 'greeting', state: 'booking' },
      { flow: 'booking', state: 'askingService' },
    ])
    expect(shown.messages.map(({ from }) => from)).to.deep.equal(['customer', 'bot'])
    expect(shown.messages[1]).to.deep.include({
      status: 'read',
      cause: { flow: 'booking', state: 'askingService' },
    })
    expect(await app.get<Transcript>(`/api/v1/conversations/${shown.customer}`)).to.deep.equal(shown)
    expect(
      (await app.get<{ items: { customer: string }[] }>('/api/v1/conversations')).items.map(
        ({ customer }) => customer,
      ),
    ).to.deep.equal([shown.customer])
  })

  it('lists appointments without what is only held, unless asked for', async () => {
    await app.say(phone, 'quiero agendar')
    const offer = (await app.say(phone, '1')).at(-1)!
    await app.say(phone, { choose: offer.options[0]!.id })
    const list = async (query: string) =>
      (await app.get<{ items: { status: string }[] }>(`/api/v1/appointments${query}`)).items.map(
        (each) => each.status,
      )
    expect(await list('')).to.deep.equal([])
    expect(await list('?status=held')).to.deep.equal(['held'])
    await app.advance('PT11M')
    expect(await list('?status=held')).to.deep.equal([])
    await app.say(phone, { choose: offer.options[1]!.id }).catch(() => {})
    await app.say(phone, 'Gol SBC 1234')
    await app.say(phone, 'sí')
    expect(await list('')).to.deep.equal(['booked'])
    expect(await list(`?customer=${phone}`)).to.deep.equal(['booked'])
    expect(await list('?customer=59899999999')).to.deep.equal([])
    expect(await list('?from=2100-01-01')).to.deep.equal([])
  })

  it('lets a person answer, and the bot be silent meanwhile', async () => {
    await app.say(phone, 'quiero hablar con una persona')
    expect((await transcript()).attention).to.equal('human')
    expect(await app.say(phone, 'hola?')).to.deep.equal([])
    expect(await post(`/api/v1/conversations/${phone}/messages`, { text: 'Hola, soy Marta' })).to.equal(202)
    await app.chasqui.engine.settled()
    const chat = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    expect(chat.messages.at(-1)!.text).to.equal('Hola, soy Marta')
    expect((await transcript()).messages.at(-1)).to.include({ from: 'human', text: 'Hola, soy Marta' })
    expect(await post(`/api/v1/conversations/${phone}/attention`, { to: 'bot' })).to.equal(200)
    expect((await app.say(phone, 'hola')).at(-1)!.options).to.have.length(3)
  })

  it('sends a text inside the window, and blocks it outside with the reason', async () => {
    const send = async (to: string) => {
      const { id } = await app.post<{ id: string }>('/api/v1/messages', {
        to,
        type: 'text',
        text: { body: 'Su auto está pronto' },
      })
      await app.chasqui.engine.settled()
      return app.get<{ state: string; reason?: string; wamid?: string; at: object }>(`/api/v1/messages/${id}`)
    }
    await app.say(phone, 'hola')
    const inside = await send(phone)
    expect(inside.state).to.be.oneOf(['accepted', 'sent', 'delivered', 'read'])
    expect(inside.wamid).to.be.a('string')
    expect(await send('59899222222')).to.deep.include({ state: 'blocked', reason: 'window' })
    await app.advance('PT24H')
    expect(await send(phone)).to.deep.include({ state: 'blocked', reason: 'window' })
  })

  it('sends a template to someone who never wrote', async () => {
    const template = {
      name: 'appointment_reminder',
      language: { code: 'es' },
      components: [
        {
          type: 'body',
          parameters: ['Taller', 'lunes', '10:00', 'frenos'].map((text) => ({ type: 'text', text })),
        },
      ],
    }
    const { id } = await app.post<{ id: string }>('/api/v1/messages', {
      to: '+598 99 333 333',
      type: 'template',
      template,
    })
    await app.chasqui.engine.settled()
    expect(await app.get(`/api/v1/messages/${id}`)).to.have.property('wamid')
    const chat = await app.get<{ messages: Shown[] }>('/sandbox/customers/59899333333/messages')
    expect(chat.messages.at(-1)!.text).to.match(/^Te recordamos tu hora en Taller/)
  })

  it('says what is wrong with what it is asked', async () => {
    expect(await status('/api/v1/nothing')).to.equal(404)
    expect(await status('/api/v1/conversations/59899999999')).to.equal(404)
    expect(await status('/api/v1/appointments/a1')).to.equal(404)
    expect(await status('/api/v1/messages/c1.1')).to.equal(404)
    expect(await status('/api/v1/messages/x')).to.equal(404)
    expect(await status('/api/v1/appointments?from=tomorrow')).to.equal(422)
    expect(await status('/api/v1/appointments?status=asleep')).to.equal(422)
    expect(await status('/api/v1/appointments?limit=100000')).to.equal(422)
    expect(await post('/api/v1/messages', { to: phone, type: 'text' })).to.equal(422)
    expect(await post('/api/v1/messages', { to: 'x', type: 'text', text: { body: 'x' } })).to.equal(422)
    expect(
      await post('/api/v1/messages', { to: phone, type: 'text', text: { body: 'x'.repeat(5000) } }),
    ).to.equal(422)
    expect(await post(`/api/v1/conversations/${phone}/attention`, { to: 'dog' })).to.equal(422)
    const headers = { 'Content-Type': 'application/json' }
    expect(await status('/api/v1/messages', { method: 'POST', headers, body: '{' })).to.equal(400)
    const answer = await (await fetch(`${app.url}/api/v1/appointments?from=tomorrow`)).json()
    expect(answer).to.deep.equal({
      error: { code: 'invalid', message: 'from: must be a date like 2026-11-27', field: 'from' },
    })
  })
})
