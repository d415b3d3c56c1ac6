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
    await app.say(phone, { choose: offer.options.at(-2)!.id })
    const list = async (query: string) =>
      (await app.get<{ items: { status: string }[] }>(`/api/v1/appointments${query}`)).items.map(
        (each) => each.status,
      )
    expect(await list('')).to.deep.equal([])
    expect(await list('?status=held')).to.deep.equal(['held'])
    await app.advance('PT11M')
    expect(await list('?status=held')).to.deep.equal([])
    await app.say(phone, 'Gol SBC 1234')
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

  it('takes a phone of 8 to 15 digits only, however it is written', async () => {
    const send = (to: string) => post('/api/v1/messages', { to, type: 'text', text: { body: 'x' } })
    expect(await send('+598 (99) 444-444')).to.equal(202)
    expect(await send('()()()()() ()')).to.equal(422)
    expect(await send('598-994')).to.equal(422)
    expect(await send('5989944444445989944')).to.equal(422)
    expect((await app.get<{ items: object[] }>('/api/v1/conversations')).items).to.have.length(1)
  })

  it('names the field of a question about appointments that means nothing', async () => {
    const wrong = async (query: string) => {
      const answer = await fetch(`${app.url}/api/v1/${query}`)
      const { error } = (await answer.json()) as { error: { field: string } }
      return [answer.status, error.field]
    }
    expect(await wrong('appointments?from=2026-13-45')).to.deep.equal([422, 'from'])
    expect(await wrong('appointments?to=2026-02-30')).to.deep.equal([422, 'to'])
    expect(await wrong('appointments?from=2026-11-28&to=2026-11-27')).to.deep.equal([422, 'to'])
    expect(await wrong('appointments?cursor=nonsense')).to.deep.equal([422, 'cursor'])
    expect(await wrong('conversations?cursor=non%20sense')).to.deep.equal([422, 'cursor'])
  })

  it('turns pages by the cursor that it gave', async () => {
    for (const each of ['59899111111', '59899222222', '59899333333']) {
      await app.say(each, 'quiero agendar')
      const offer = (await app.say(each, '1')).at(-1)!
      await app.say(each, { choose: offer.options[0]!.id })
    }
    for (const list of ['conversations?', 'appointments?status=held&']) {
      const seen: unknown[] = []
      let query = 'limit=1'
      for (let turned = 0; turned < 3; turned++) {
        const { items, next } = await app.get<{ items: object[]; next: string | null }>(
          `/api/v1/${list}${query}`,
        )
        seen.push(...items)
        expect(next === null, list).to.equal(turned === 2)
        query = `limit=1&cursor=${encodeURIComponent(next ?? '')}`
      }
      const { items } = await app.get<{ items: object[] }>(`/api/v1/${list}`)
      expect(seen, list).to.deep.equal(items)
    }
  })

  it('says how many values a template of the workshop needs; others are Meta’s to judge', async () => {
    const send = async (name: string, rest: object = {}) => {
      const answer = await fetch(`${app.url}/api/v1/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          to: phone,
          type: 'template',
          template: { name, language: { code: 'es' } },
          ...rest,
        }),
      })
      return { status: answer.status, body: await answer.json() }
    }
    expect(await send('appointment_reminder')).to.deep.equal({
      status: 422,
      body: {
        error: {
          code: 'invalid',
          message:
            'template.components: the template appointment_reminder of flows/templates.yaml needs 4 values in its body, not 0',
          field: 'template.components',
        },
      },
    })
    expect(await send('hello_world')).to.include({ status: 202 })
    const fallback = { name: 'appointment_reminder', language: { code: 'es' } }
    const text = { type: 'text', text: { body: 'x' }, template: undefined, fallback }
    expect((await send('', text)).body).to.have.nested.property('error.field', 'fallback.components')
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
