import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const customers = 300

/** The project's own flows with a workshop of many bays, which reminds so many hours before. */
function wideWorkshop(reminder: number): string {
  const flows = join(copyOfProject(), 'flows')
  const file = join(flows, 'workshop.yaml')
  const bays = Array.from({ length: customers }, (_, index) => `  - { id: b${index}, name: Lugar ${index} }`)
  const text = readFileSync(file, 'utf8')
    .replace(/^bays:\n(?: +.*\n|#.*\n|\n)+/m, `bays:\n${bays.join('\n')}\n\n`)
    .replace(/^( +)bays: .*\n/gm, '')
    .replace(/^reminder: .*$/m, `reminder: ${reminder}`)
    .replace(/^reminderAgain: .*$/m, 'reminderAgain: 0')
  writeFileSync(file, text)
  return flows
}

const chat = async (app: SandboxApp, phone: string) =>
  (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages

describe('the limits of Meta', function () {
  this.timeout(90_000)

  it('let 250 of 300 reminders go, and the others when a day has gone by, each once', async () => {
    const app = await startSandbox({ flows: wideWorkshop(48) })
    await app.morning()
    const { services } = await app.get<{ services: { id: string }[] }>('/api/v1/workshop')
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    const start = `${new Date(Date.parse(now) + 6 * 86_400_000).toISOString().slice(0, 10)}T10:00:00-03:00`
    const phones = Array.from({ length: customers }, (_, index) => `598990${10_000 + index}`)
    // Forced: it may be a Sunday.
    const wish = { name: 'Ana', service: services[0]!.id, start, force: true }
    for (const phone of phones) await app.post<Appointment>('/api/v1/appointments', { ...wish, phone })
    const reminded = async () =>
      (await Promise.all(phones.map((phone) => chat(app, phone)))).map((all) => all.length)
    const count = async () => (await reminded()).filter((each) => each === 1).length

    const until = (at: number) => `PT${Math.ceil(at / 1000)}S`
    const clock = async () => Date.parse((await app.get<{ now: string }>('/sandbox/clock')).now)
    await app.advance(until(Date.parse(start) - 48 * 3_600_000 + 60_000 - (await clock())))
    expect(await count()).to.equal(250)
    const waiting = (await reminded()).indexOf(0)
    const { messages } = await app.get<{ messages: { status: string }[] }>(
      `/api/v1/conversations/${phones[waiting]}`,
    )
    expect(messages.map((each) => each.status)).to.deep.equal(['owed'])
    await app.advance('PT23H50M')
    expect(await count()).to.equal(250)
    await app.advance('PT30M')
    expect(await reminded()).to.deep.equal(Array(customers).fill(1))
  })

  it('pace 60 messages to one customer, in order, and refuse none', async () => {
    const phone = '59899111111'
    const app = await startSandbox()
    await app.say(phone, 'hola')
    const [before] = [(await chat(app, phone)).length]
    const ids: string[] = []
    for (let number = 1; number <= 60; number++) {
      const text = { body: `Número ${number}` }
      ids.push((await app.post<{ id: string }>('/api/v1/messages', { to: phone, type: 'text', text })).id)
    }
    await app.advance('PT5M')
    const said = (await chat(app, phone)).slice(before)
    expect(said.map(({ text }) => text)).to.deep.equal(ids.map((_, index) => `Número ${index + 1}`))
    // More than 45 at once would have been refused: what is over comes 6 seconds after the one before.
    const [first, last] = [said[0]!, said.at(-1)!].map(({ at }) => Date.parse(at))
    expect(last! - first!).to.be.at.least((60 - 45) * 6_000)
    for (const id of ids) {
      const message = await app.get<{ state: string; reason?: string }>(`/api/v1/messages/${id}`)
      expect(message.reason).to.equal(undefined)
    }
  })

  it('leave customers in peace at night: what they do not wait for goes in the morning', async () => {
    const phone = '59899111111'
    const app = await startSandbox({
      flows: flowsFor(
        'bays: [{ id: bay, name: Único }]\nservices: [{ id: paint, title: Pintura, minutes: 600, onRequest: true }]',
      ),
    })
    await app.morning()
    const [slots] = await app.say(phone, 'quiero agendar')
    await app.say(phone, { choose: slots!.options[4]!.id })
    await app.say(phone, 'Gol SBC1234')
    const before = (await chat(app, phone)).length
    const [today] = (await app.get<{ now: string }>('/sandbox/clock')).now.split('T')
    const tomorrow = new Date(Date.parse(today!) + 86_400_000).toISOString().slice(0, 10)
    // From five in the morning to eleven at night: then the workshop accepts.
    await app.advance('PT18H')
    const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${phone}`)
    const accepted = await fetch(`${app.url}/api/v1/appointments/${items[0]!.id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ status: 'booked' }),
    })
    expect(accepted.status).to.equal(200)
    await app.advance('PT30M')
    expect(await chat(app, phone)).to.have.length(before)
    await app.post('/api/v1/messages', {
      to: phone,
      type: 'template',
      template: {
        name: 'appointment_reminder',
        language: { code: 'es' },
        components: [body('a', 'b', 'c', 'd')],
      },
    })
    await app.advance('PT1M')
    // What somebody asks to be sent now is sent now.
    expect(await chat(app, phone)).to.have.length(before + 1)
    await app.advance('PT9H')
    const messages = (await chat(app, phone)).slice(before)
    expect(messages.map(({ at }) => at.slice(0, 13))).to.deep.equal([`${today}T23`, `${tomorrow}T08`])
  })
})

function body(...values: string[]) {
  return { type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }
}

describe('how many customers may be contacted', () => {
  it('is what Meta says, once it says more', async () => {
    const app = await startSandbox()
    await app.post('/sandbox/limits', { customersADay: 300 })
    const contacts = (most: number) =>
      Promise.all(
        Array.from({ length: most }, () =>
          app.chasqui.store.contact(portfolio(app), app.chasqui.clock.now(), 250),
        ),
      )
    const answers = await contacts(301)
    expect(answers.filter((waitUntil) => waitUntil === undefined)).to.have.length(300)
  })
})

/** Of the sandbox's only business account. */
function portfolio({ chasqui }: SandboxApp): string {
  return chasqui.numbers.all[0]!.businessAccountId!
}
