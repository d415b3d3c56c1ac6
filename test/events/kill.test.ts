import { expect } from 'chai'
import { startGraph } from '../helpers/graph.ts'
import { liveSettings } from '../helpers/live.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { eventually, npmStart } from '../helpers/process.ts'
import { type Heard, type Receiver, startReceiver, taken } from '../helpers/receiver.ts'
import { talker } from '../helpers/sandbox.ts'
import { Server } from '../siege/server.ts'

const API_TOKEN = 'api-token-of-the-tests'
/** One more than are told of side by side: of the last not even the first event leaves. */
const phones = Array.from({ length: 9 }, (_, index) => `5989900000${index}`)
/** Attempts in which a process starts, however busy the machine is. */
const aStart = 600

describe('a server that is killed with events to be told', function () {
  this.timeout(120_000)
  let receiver: Receiver
  let environment: Record<string, string>
  let server: Server
  beforeEach(async () => {
    receiver = await startReceiver()
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    environment = {
      ...liveSettings(graph.url, temporaryFolder()),
      ...receiver.environment,
      API_TOKEN,
    }
    server = new Server(environment)
    await server.start()
  })

  it('between their commit and the request tells all of them after the next start, each customer’s in order', async () => {
    receiver.answer(() => {})
    for (const [index, phone] of phones.entries())
      await amend(server, await book(server, phone, index), 'confirmed')
    await receiver.count(phones.length - 1)
    await server.kill()
    const before = receiver.heard.splice(0)
    expect(before.map(({ type }) => type)).to.deep.equal(Array(8).fill('appointment.booked'))
    receiver.answer(taken)
    await server.start()
    await receiver.count(2 * phones.length, aStart)
    for (const phone of phones) {
      const theirs = receiver.heard.filter(({ data }) => data.appointment!.phone === phone)
      expect(theirs.map(({ type }) => type)).to.deep.equal(['appointment.booked', 'appointment.confirmed'])
      const posted = before.find(({ data }) => data.appointment!.phone === phone)
      if (posted) expect(theirs[0]).to.deep.equal(posted)
    }
  })

  it('as the receiver answers tells the others, and at most this one again', async () => {
    const steps = ['confirmed', 'arrived', 'inWork', 'ready', 'done']
    receiver.answer(() => {})
    const id = await book(server, phones[0]!, 0)
    for (const status of steps) await amend(server, id, status)
    await server.kill()
    receiver.heard.length = 0
    const deaths: Promise<void>[] = []
    receiver.answer((event, response) => {
      taken(event, response)
      if (deaths.length < 3) deaths.push(server.kill())
    })
    for (let death = 1; death <= 3; death++) {
      await server.start()
      await eventually(async () => (deaths.length >= death ? true : undefined), aStart)
      await deaths[death - 1]
    }
    await server.start()
    const isLast = ({ type }: Heard) => type === 'appointment.done'
    await eventually(async () => (receiver.heard.some(isLast) ? true : undefined), aStart)
    const told = ['booked', ...steps].map((step) => `appointment.${step}`)
    const heard = receiver.heard.map(({ id, type }) => `${id} ${type}`)
    const fresh = heard.filter((each, index) => heard.indexOf(each) === index)
    expect(fresh.map((each) => each.split(' ')[1])).to.deep.equal(told)
    // Told again only before anything later.
    expect(heard).to.deep.equal(fresh.flatMap((each) => heard.filter((other) => other === each)))
  })

  it('by the plug of the sandbox tells what a talk led to', async () => {
    receiver.answer(() => {})
    const sandbox = await npmStart({ PORT: '0', DATA_DIR: temporaryFolder(), ...receiver.environment })
    const { say, post } = talker(sandbox.url)
    await say(phones[0]!, 'quiero hablar con una persona')
    const [first] = await receiver.count(1)
    expect(first).to.include({ type: 'conversation.waiting' })
    await post('/sandbox/plug', {})
    receiver.answer(taken)
    await receiver.count(2, aStart)
    expect(receiver.heard[1]).to.deep.equal(first)
  })
})

describe('two servers over one PostgreSQL, of which one is killed with events to be told', function () {
  this.timeout(240_000)

  it('leave none untold: the other takes them up once the one is gone', async () => {
    const receiver = await startReceiver()
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    const environment = {
      ...liveSettings(graph.url, temporaryFolder()),
      ...receiver.environment,
      DATABASE_URL: await freshDatabase(),
      API_TOKEN,
    }
    const [one, other] = [
      new Server(environment),
      new Server({ ...environment, DATA_DIR: temporaryFolder() }),
    ]
    await Promise.all([one.start(), other.start()])
    receiver.answer(() => {})
    for (const [index, phone] of phones.entries())
      await amend(one, await book(one, phone, index), 'confirmed')
    await receiver.count(phones.length - 1)
    await one.kill()
    const before = receiver.heard.splice(0)
    receiver.answer(taken)
    // What the other one commits behind what is left waits for it.
    const { items } = await ask<{ items: { id: string; phone: string }[] }>(other, 'GET', '/appointments')
    await amend(other, items.find(({ phone }) => phone === phones[0])!.id, 'arrived')
    await receiver.count(2 * phones.length + 1, aStart)
    for (const phone of phones) {
      const theirs = receiver.heard.filter(({ data }) => data.appointment!.phone === phone)
      const steps = ['booked', 'confirmed', ...(phone === phones[0] ? ['arrived'] : [])]
      expect(theirs.map(({ type }) => type)).to.deep.equal(steps.map((step) => `appointment.${step}`))
      const posted = before.find(({ data }) => data.appointment!.phone === phone)
      if (posted) expect(theirs[0]).to.deep.equal(posted)
    }
  })
})

async function ask<T>(server: Server, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function book(server: Server, phone: string, day: number): Promise<string> {
  const start = `2030-01-${10 + day}T10:00:00-03:00`
  const { id } = await ask<{ id: string }>(server, 'POST', '/appointments', {
    phone,
    name: 'Ana',
    service: 'oil-change',
    start,
    force: true,
  })
  return id
}

function amend(server: Server, id: string, status: string): Promise<unknown> {
  return ask(server, 'PATCH', `/appointments/${id}`, { status })
}
