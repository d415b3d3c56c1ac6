import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('the engine', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
  })

  const talk = async () =>
    (await app.get<{ talk: { flow: string; state: string }[] }>(`/api/v1/conversations/${phone}`)).talk.map(
      ({ flow, state }) => `${flow}.${state}`,
    )
  const chat = async () =>
    (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages
  const book = async (way = -2) => {
    await app.say(phone, 'quiero agendar')
    const offer = (await app.say(phone, '1')).at(-1)!
    await app.say(phone, { choose: offer.options.at(way)!.id })
    return (await app.say(phone, 'Gol SBC 1234')).at(-1)!
  }

  it('leaves everything on "cancelar", and gives the held place back', async () => {
    await app.say(phone, 'quiero agendar')
    const offer = (await app.say(phone, '1')).at(-1)!
    await app.say(phone, { choose: offer.options[0]!.id })
    const held = () => app.get<{ items: unknown[] }>('/api/v1/appointments?status=held')
    expect((await held()).items).to.have.length(1)
    const [answer] = await app.say(phone, 'cancelar')
    expect(answer!.text).to.match(/^Listo, lo dejamos acá/)
    expect(await talk()).to.deep.equal([])
    expect((await held()).items).to.deep.equal([])
  })

  it('goes to the menu from anywhere', async () => {
    await app.say(phone, 'quiero agendar')
    const [answer] = await app.say(phone, 'menú')
    expect(answer!.options.map(({ title }) => title)).to.deep.equal([
      'Agendar hora',
      'Mis horas',
      'Hablar con alguien',
    ])
    expect(await talk()).to.deep.equal(['greeting.welcoming'])
  })

  it('honours a tap on an old menu when nothing else is being talked about', async () => {
    const [menu] = await app.say(phone, 'hola')
    await app.say(phone, 'cancelar')
    const [answer] = await app.say(phone, { choose: menu!.options[0]!.id })
    expect(answer!.text).to.match(/^¡Dale!/)
  })

  it('writes no more to whoever asked not to, but answers and confirms it once', async () => {
    await book()
    const [answer] = await app.say(phone, 'baja')
    expect(answer!.text).to.match(/^Listo, no te mandamos más mensajes/)
    expect(await app.say(phone, 'baja')).to.deep.equal([])
    const before = (await chat()).length
    await app.advance('P10D')
    expect(await chat()).to.have.length(before)
    expect(await app.say(phone, 'hola')).to.have.length(1)
  })

  it('reminds 24 hours before, inside the window with buttons and outside with the template', async () => {
    await book(-2)
    const { items } = await app.get<{ items: { start: string }[] }>('/api/v1/appointments')
    const { now } = await app.post<{ now: string }>('/sandbox/clock', { to: 'next' })
    expect(Math.abs(Date.parse(items[0]!.start) - Date.parse(now) - 86_400_000)).to.be.lessThan(60_000)
    const reminder = (await chat()).at(-1)!
    expect(reminder.type).to.equal('template')
    expect(reminder.options.map(({ title }) => title)).to.deep.equal([
      'Sí, voy',
      'Cambiar la hora',
      'Cancelar la hora',
    ])
    const [answer] = await app.say(phone, { choose: 'Sí, voy' })
    expect(answer!.text).to.match(/^¡Gracias! Te esperamos/)
    const confirmed = await app.get<{ items: { status: string }[] }>('/api/v1/appointments')
    expect(confirmed.items.map(({ status }) => status)).to.deep.equal(['confirmed'])
  })

  it('reminds with buttons when the customer wrote within 24 hours', async () => {
    await book(-2)
    const { items } = await app.get<{ items: { start: string }[] }>('/api/v1/appointments')
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    const hours = Math.floor((Date.parse(items[0]!.start) - 86_400_000 - Date.parse(now)) / 3_600_000) - 1
    await app.advance(`PT${hours}H`)
    await app.say(phone, 'gracias')
    await app.post('/sandbox/clock', { to: 'next' })
    const reminder = (await chat()).at(-1)!
    expect(reminder.type).to.equal('interactive')
    expect(reminder.text).to.match(/^Te recordamos tu hora/)
  })

  it('moves and cancels by the reminder’s buttons', async () => {
    await book(-2)
    await app.post('/sandbox/clock', { to: 'next' })
    const offer = (await app.say(phone, { choose: 'Cambiar la hora' })).at(-1)!
    const summary = (await app.say(phone, { choose: offer.options.at(-2)!.id })).at(-1)!
    expect(summary.text).to.match(/^¿Te la cambio así\?/)
    expect((await app.say(phone, 'sí')).at(-1)!.text).to.match(/^¡Cambiada!/)
    const list = async () =>
      (await app.get<{ items: { id: string; status: string }[] }>('/api/v1/appointments')).items.map(
        ({ status }) => status,
      )
    expect((await list()).sort()).to.deep.equal(['booked', 'moved'])
    await app.post('/sandbox/clock', { to: 'next' })
    const [answer] = await app.say(phone, { choose: (await chat()).at(-1)!.options[2]!.id })
    expect(answer!.text).to.match(/^Listo, cancelé tu hora/)
    expect((await list()).sort()).to.deep.equal(['cancelled', 'moved'])
  })

  it('does not remind of what was cancelled', async () => {
    await book(-2)
    await app.say(phone, 'mis horas')
    await app.say(phone, { choose: 'Cancelar la hora' })
    const before = (await chat()).length
    await app.advance('P30D')
    expect(await chat()).to.have.length(before)
  })

  it('waits with a reminder until the customer has been quiet for 15 minutes, and then asks again what it had asked', async () => {
    await book(-2)
    const { items } = await app.get<{ items: { start: string }[] }>('/api/v1/appointments')
    const due = Date.parse(items[0]!.start) - 86_400_000
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    await app.advance(`PT${Math.floor((due - Date.parse(now)) / 1000) - 300}S`)
    await app.say(phone, 'quiero agendar')
    await app.advance('PT10M')
    expect((await chat()).at(-1)!.text).to.match(/^¡Dale!/)
    await app.advance('PT10M')
    expect((await chat()).at(-1)!.text).to.match(/^Te recordamos tu hora/)
    expect(await talk()).to.deep.equal(['greeting.booking', 'booking.askingService', 'appointment.reminding'])
    const [answer] = await app.say(phone, { choose: 'Sí, voy' })
    expect(answer!.text).to.match(/^¡Gracias! Te esperamos[\s\S]*¡Dale! ¿Qué le hacemos/)
    expect(answer!.options).not.to.deep.equal([])
    expect((await app.say(phone, '1')).at(-1)!.text).to.match(/^Para /)
  })

  it('forgets a talk that was left in the middle, without a word', async () => {
    await app.say(phone, 'quiero agendar')
    await app.advance('PT25H')
    expect(await talk()).to.deep.equal([])
    expect(await chat()).to.have.length(2)
  })

  it('reads that media cannot be read once in a row, and again after a text', async () => {
    await app.say(phone, 'quiero agendar')
    const [told] = await app.say(phone, { media: { type: 'audio' } })
    expect(told!.text).to.match(/^No puedo escuchar audios/)
    expect(await app.say(phone, { media: { type: 'image' } })).to.deep.equal([])
    expect(await app.say(phone, '1')).to.have.length(1)
    expect(await app.say(phone, { media: { type: 'audio' } })).to.have.length(1)
    await app.advance('PT2M')
    expect(await app.say(phone, { media: { type: 'audio' } })).to.have.length(1)
  })

  it('gives the menu when a flow ends without a word', async () => {
    const copy = copyOfProject()
    const file = join(copy, 'flows', 'greeting.ts')
    const source = readFileSync(file, 'utf8')
    const silent = source.replace(
      /(type: 'isUnknown', params: \(\{ event \}\) => event \}, target: )'recognising'/,
      "$1'ended'",
    )
    expect(silent).not.to.equal(source)
    writeFileSync(file, silent)
    app = await startSandbox({ flows: join(copy, 'flows') })
    const [answer] = await app.say(phone, 'xyz')
    expect(answer!.text).to.match(/^Perdón, no te entendí/)
    expect(answer!.options).to.have.length(3)
  })

  it('parks what a broken flow cannot handle, tells the customer once, and calls a person', async () => {
    const copy = copyOfProject()
    const file = join(copy, 'flows', 'bookingArrows.ts')
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'function tidy(text: string): string {',
        'function tidy(text: string): string {\n  if (text.includes("SBC")) throw new Error("broken on purpose")',
      ),
    )
    app = await startSandbox({ flows: join(copy, 'flows') })
    await app.say(phone, 'quiero agendar')
    await app.say(phone, '1')
    await app.say(phone, { choose: (await chat()).at(-1)!.options[0]!.id })
    const [told] = await app.say(phone, 'Gol SBC 1234')
    expect(told!.text).to.match(/^Uy, algo falló de nuestro lado/)
    expect(await app.say(phone, 'hola')).to.deep.equal([])
    const { items } = await app.chasqui.store.entries({ limit: 5 })
    expect(items.map(({ kind, reason }) => [kind, reason])).to.deep.equal([
      ['deadLetter', "Flow 'booking' failed: broken on purpose"],
    ])
    const other = await app.say('59899222222', 'hola')
    expect(other).to.have.length(1)
  })

  it('parks an alarm that cannot be understood, once, and rings the others', async () => {
    await book()
    const { store, clock } = app.chasqui
    const key = (await store.find('torke', `phone:${phone}`))!
    const broken = { frame: null, name: 'broken', setting: 999, dueAt: clock.now() + 60_000, event: null }
    await store.turn({ workshop: 'torke', key }, async ({ conversation }) => {
      const alarms = [...conversation!.alarms, broken as never]
      return { changes: { conversation: { ...conversation!, alarms, dueAt: broken.dueAt } }, result: null }
    })
    await app.advance('PT1H')
    const { items } = await store.entries({ limit: 5 })
    expect(items.map(({ id, kind }) => [id, kind])).to.deep.equal([[`${key}/broken/999`, 'deadLetter']])
    await app.post('/sandbox/clock', { to: 'next' })
    expect((await chat()).at(-1)!.type).to.equal('template')
  })
})
