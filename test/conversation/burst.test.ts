import { expect } from 'chai'
import { fixture, payload, startLive, text } from '../helpers/live.ts'
import { type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('a burst', () => {
  it('of three texts is one event and gets one answer', async () => {
    const app = await startSandbox({ environment: { BURST_MS: '300' } })
    const path = `/sandbox/customers/${phone}/messages`
    await app.post(path, { text: 'hola' })
    await app.post(path, { text: 'una consulta' })
    const answers = await app.say(phone, 'quería agendar hora')
    expect(answers.map((each) => each.text)).to.deep.equal(['¡Dale! ¿Qué le hacemos al vehículo?'])
    const { messages } = await app.get<{ messages: Shown[] }>(path)
    expect(messages.map(({ from }) => from)).to.deep.equal(['customer', 'customer', 'customer', 'workshop'])
  })

  it('is taken up before a tap, and in one answer with it', async () => {
    const app = await startSandbox({ environment: { BURST_MS: '5000' } })
    const [offered] = await app.say(phone, 'quiero agendar')
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'mañana' })
    const answers = await app.say(phone, { choose: offered!.options[0]!.id })
    expect(answers).to.have.length(1)
    expect(answers[0]!.text)
      .to.match(/(pediste|feriado|abrimos|llegamos|lugar)/)
      .and.to.match(/[Pp]ara Cambio de aceite/)
  })

  it('ends at once with a word for the engine', async () => {
    const app = await startSandbox({ environment: { BURST_MS: '5000' } })
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'quiero agendar' })
    const [answer, ...more] = await app.say(phone, 'cancelar')
    expect(answer!.text).to.match(/Listo, lo dejamos acá/)
    expect(more).to.deep.equal([])
  })

  it('that waits when the process stops is answered after it starts again', async () => {
    const first = await startSandbox({ environment: { BURST_MS: '5000' } })
    await first.post(`/sandbox/customers/${phone}/messages`, { text: 'menú por favor, quiero agendar' })
    await first.get('/sandbox/clock')
    await first.chasqui.engine.settled()
    await first.close()
    const second = await startSandbox({ folder: first.folder })
    const { messages } = await eventuallyAnswered(second)
    expect(messages.map(({ from }) => from)).to.deep.equal(['customer', 'workshop'])
  })

  it('is not taken up while a person has the floor', async () => {
    const app = await startSandbox({ environment: { BURST_MS: '5000' } })
    await app.say(phone, 'menú')
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'quiero agendar' })
    await app.chasqui.engine.settled()
    await app.post(`/api/v1/conversations/${phone}/attention`, { to: 'human' })
    await app.advance('PT1M')
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    expect(messages.filter(({ from }) => from === 'workshop')).to.have.length(1)
  })
})

describe('what comes after an outage', () => {
  it('is answered with one present question, and a message of years ago not at all', async () => {
    const { deliver, chasqui, replies } = await startLive()
    const ago = (minutes: number) => String(Math.floor(Date.now() / 1000) - minutes * 60)
    const late = [30, 29, 28].map((minutes) => text('hola', { timestamp: ago(minutes) }))
    expect((await deliver(payload(...late))).status).to.equal(200)
    expect((await deliver(fixture('guide'))).status).to.equal(200)
    const key = (await chasqui.store.find('torke', `phone:${phone}`))!
    await chasqui.engine.receptions.get('torke')!.answered(key)
    const said = await replies()
    expect(said).to.have.length(1)
    expect(said[0])
      .to.have.nested.property('interactive.body.text')
      .that.matches(/^Perdón la demora[\s\S]*¿En qué te ayudo\?/)
    expect(await chasqui.store.messages('torke', key, { limit: 9 })).to.have.length(5)
  })

  it('is parked once, the customer told, and a person called, where it cannot be answered', async () => {
    const { deliver, chasqui, replies } = await startLive()
    const reception = chasqui.engine.receptions.get('torke')!
    Object.assign(reception.house.flows, { greets: 'nobody' })
    const ago = String(Math.floor(Date.now() / 1000) - 1800)
    await deliver(payload(text('hola', { id: 'wamid.LATE', timestamp: ago })))
    const key = (await chasqui.store.find('torke', `phone:${phone}`))!
    await reception.answered(key)
    const { items } = await chasqui.store.entries({ limit: 9 })
    expect(items.map(({ id, kind }) => [id, kind])).to.deep.equal([['wamid.LATE', 'deadLetter']])
    expect(await chasqui.store.conversation('torke', key)).to.include({
      attention: 'human',
      inboxDueAt: null,
    })
    const [told, ...more] = await replies()
    expect(told)
      .to.have.nested.property('text.body')
      .that.matches(/^Uy, algo falló de nuestro lado/)
    expect(more).to.deep.equal([])
  })

  it('gives way to what is written now', async () => {
    const { deliver, chasqui, replies } = await startLive()
    const ago = String(Math.floor(Date.now() / 1000) - 1800)
    await deliver(payload(text('hola', { timestamp: ago })))
    await deliver(payload(text('quiero agendar')))
    const key = (await chasqui.store.find('torke', `phone:${phone}`))!
    await chasqui.engine.receptions.get('torke')!.answered(key)
    const said = await replies()
    expect(said).to.have.length(1)
    expect(said[0]).to.have.nested.property('interactive.type', 'list')
  })
})

async function eventuallyAnswered(
  app: Awaited<ReturnType<typeof startSandbox>>,
): Promise<{ messages: Shown[] }> {
  const key = (await app.chasqui.store.find('torke', `phone:${phone}`))!
  await app.chasqui.engine.receptions.get('torke')!.answered(key)
  return app.get(`/sandbox/customers/${phone}/messages`)
}
