import { expect } from 'chai'
import { eventually } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('whatever the channel does wrong', function () {
  this.timeout(60_000)
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
    await app.say(phone, 'hola')
  })

  const fault = (asked: object) => app.post('/sandbox/faults', asked)
  const texts = async () =>
    (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages
      .filter(({ from }) => from === 'workshop')
      .map(({ text }) => text)
      .slice(1)
  const post = async (rest: object = {}) => {
    const text = { body: 'Está pronto' }
    return (await app.post<{ id: string }>('/api/v1/messages', { to: phone, type: 'text', text, ...rest })).id
  }
  const state = (id: string) => app.get<{ state: string; reason?: string }>(`/api/v1/messages/${id}`)
  const settled = async () => {
    await app.chasqui.engine.settled()
    // Statuses come after the message.
    await app.say('59899999999', 'hola')
    await app.chasqui.engine.settled()
  }

  for (const [name, asked] of Object.entries({
    'a service that is down for a while': { on: 'send', code: 131016, times: 2 },
    'an answer without a body': { on: 'send', status: 503 },
    'a pair limit': { on: 'send', code: 131056, times: 2 },
    'a number that is too fast': { on: 'send', code: 130429, times: 2 },
    'an app that asks too much': { on: 'send', code: 4 },
    'a number in maintenance': { on: 'send', code: 131057 },
    'an expired token, put right again': { on: 'send', code: 190, times: 2 },
    'a request that got lost': { on: 'send', lose: 'request' },
  })) {
    it(`${name}: it is said once, after a while`, async () => {
      await fault({ ...asked, phone })
      const id = await post()
      await app.chasqui.engine.settled()
      expect(await texts()).to.deep.equal([])
      await app.advance('PT10M')
      expect(await texts()).to.deep.equal(['Está pronto'])
      await eventually(async () => (await state(id)).state === 'read' || undefined)
    })
  }

  it('a pair limit of one customer is in nobody else’s way', async () => {
    await fault({ on: 'send', code: 131056, phone, times: 'always' })
    await post()
    const [answer] = await app.say('59899222222', 'hola')
    expect(answer!.text).to.match(/En qué te ayudo/)
  })

  for (const code of [131026, 131049, 130472, 100, 132001]) {
    it(`${code} is for good: it fails with its reason, and what comes next goes`, async () => {
      await fault({ on: 'send', code })
      const id = await post()
      const next = await post()
      await settled()
      expect((await state(id)).state).to.equal('failed')
      expect((await state(id)).reason).to.match(new RegExp(`${code}`))
      expect((await state(next)).state).to.equal('read')
      expect(await texts()).to.have.length(1)
    })
  }

  it('a lost answer whose status comes: it was said, and is not said again', async () => {
    await fault({ on: 'send', lose: 'answer' })
    const id = await post()
    await settled()
    expect((await state(id)).state).to.equal('read')
    await app.advance('PT10M')
    expect(await texts()).to.deep.equal(['Está pronto'])
  })

  it('a lost answer and no status: it is sent once more after a minute, and never again', async () => {
    await fault({ on: 'send', lose: 'answer' })
    await fault({ on: 'status', miss: ['sent', 'delivered', 'read'], times: 'always' })
    const id = await post()
    await settled()
    expect((await state(id)).state).to.equal('unknown')
    await app.advance('PT59S')
    expect(await texts()).to.have.length(1)
    await app.advance('PT5S')
    expect(await texts()).to.have.length(2)
    await app.advance('PT1H')
    expect(await texts()).to.have.length(2)
  })

  it('a window that was closed after all: the template goes in its place', async () => {
    await fault({ on: 'send', fail: 131047 })
    const parameters = ['a', 'b', 'c', 'd'].map((text) => ({ type: 'text', text }))
    const components = [{ type: 'body', parameters }]
    const id = await post({
      fallback: { name: 'appointment_reminder', language: { code: 'es' }, components },
    })
    await settled()
    expect(await texts()).to.have.length(2)
    expect((await texts())[1]).to.match(/^Te recordamos tu hora/)
    expect((await state(id)).state).to.equal('read')
  })

  it('a failure that is told later stands with its reason', async () => {
    await fault({ on: 'send', fail: 131026 })
    const id = await post()
    await settled()
    expect(await state(id)).to.include({
      state: 'failed',
      reason: "Message undeliverable (Meta's error 131026)",
    })
  })

  for (const how of [
    { twice: true },
    { reversed: true },
    { miss: ['sent', 'delivered'] },
    { late: 'PT30M' },
  ]) {
    it(`statuses that are ${Object.keys(how)[0]}: the message has come as far as it has`, async () => {
      await fault({ on: 'status', ...how })
      const id = await post()
      await settled()
      await app.advance('PT1H')
      await eventually(async () => (await state(id)).state === 'read' || undefined)
      expect(await texts()).to.have.length(1)
    })
  }

  it('what a customer writes, brought twice, is answered once', async () => {
    await fault({ on: 'webhook', twice: true })
    await app.say(phone, 'quiero agendar')
    expect(await texts()).to.deep.equal(['¡Dale! ¿Qué le hacemos al vehículo?'])
  })

  it('what a customer writes, brought in the wrong order, is answered each once', async () => {
    await fault({ on: 'webhook', reversed: true })
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'quiero agendar' })
    await app.say(phone, 'gracias')
    await settled()
    expect(await texts()).to.have.length(2)
  })

  it('what a customer writes, brought hours late, is answered with one present question', async () => {
    await fault({ on: 'webhook', late: 'PT3H' })
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'quiero agendar' })
    await app.advance('PT4H')
    await settled()
    expect(await texts()).to.have.length(1)
  })
})
