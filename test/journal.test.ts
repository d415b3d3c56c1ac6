import { expect } from 'chai'
import { openLog } from '../src/log.ts'
import { refusal } from './helpers/graph.ts'
import { payload, startLive, text } from './helpers/live.ts'
import { eventually } from './helpers/process.ts'
import { startSandbox } from './helpers/sandbox.ts'
import { flowsFor } from './helpers/workshop.ts'

interface Line {
  msg: string
  turn?: string
  message?: string
  state?: string
  [field: string]: unknown
}

const phone = '59899123456'

describe('the journal in the log', () => {
  let written: string
  const to = {
    write: (line: string) => {
      written += line
    },
  }
  const log = openLog('info', to)
  const lines = () =>
    written
      .split('\n')
      .filter(Boolean)
      .map((line): Line => JSON.parse(line))
  /** What one search for the id of a turn finds, once a message of it came that far. */
  const life = (turn: string, state: string) =>
    eventually(async () => {
      const found = lines().filter((line) => line.turn === turn)
      return found.some((line) => line.state === state) ? found : undefined
    })
  const first = (found: Line[]) => found.map(({ msg, message = '' }) => `${message.split('.').at(-1)} ${msg}`)
  beforeEach(() => {
    written = ''
  })

  it('has a message’s whole life under the id of its turn: heard, posted, answered, each status', async () => {
    const app = await startSandbox({ log })
    await app.say(phone, 'Hola')
    const turn = lines().find(({ msg }) => msg === 'A customer was heard')!.turn!
    expect(turn).to.match(/^c\w+\.1$/)
    const found = await life(turn, 'delivered')
    // A status may overtake the answer.
    expect(first(found).slice(0, 2)).to.deep.equal([' A customer was heard', '2 A message is posted to Meta'])
    expect(first(found)).to.include.members([
      '2 Meta answered, or did not',
      '2 A message is sent',
      '2 A message is delivered',
    ])
    expect(found[0]).to.deep.include({
      workshop: 'torke',
      heard: [turn],
      owes: [turn.replace(/1$/, '2')],
      type: 'text',
    })
    expect(found.find(({ outcome }) => outcome)).to.include({ outcome: 'accepted' })
  })

  it('has texts that a customer writes in a row, and the one answer to them, under one id', async () => {
    const app = await startSandbox({ log, environment: { BURST_MS: '500' } })
    await app.post(`/sandbox/customers/${phone}/messages`, { text: 'Hola' })
    await app.say(phone, 'quiero un turno')
    const turn = lines()[0]!.turn!
    const found = await life(turn, 'delivered')
    expect(lines().filter((line) => line.turn !== turn)).to.deep.equal([])
    const [one, two, taken] = found
    expect([one!.heard, two!.heard, taken!.heard]).to.deep.equal([
      [turn],
      [turn.replace(/1$/, '2')],
      undefined,
    ])
    expect([one!.owes, taken!.owes]).to.deep.equal([undefined, [turn.replace(/1$/, '3')]])
  })

  it('has a whole booking, its reminder too, and neither a phone, a name nor a word of the customer', async () => {
    const app = await startSandbox({
      log,
      flows: flowsFor(
        'bays: [{ id: bay, name: Único }]\nservices: [{ id: oil, title: Aceite, minutes: 120 }]',
      ),
    })
    await app.morning()
    await app.say(phone, 'soy Ana, quiero hora pasado mañana a las 10')
    await app.say(phone, 'Gol SBC1234')
    const booked = lines().length
    await app.advance('P3D')
    const reminded = lines()
      .slice(booked)
      .find(({ owes }) => owes !== undefined)!
    expect(reminded).to.include({ msg: 'A turn was committed' })
    const turn = (reminded.owes as string[])[0]!
    expect(reminded.turn).to.equal(turn)
    await life(turn, 'delivered')
    expect(lines().filter((line) => line.turn === undefined && line.message === undefined)).to.deep.equal([])
    expect(written).not.to.match(/59899123456|99123456|wamid|SBC|Gol|aceite|Ana/)
  })

  it('says of a message that fails what Meta’s code is, and that only once', async () => {
    const live = await startLive({}, log)
    live.graph.answer(() => refusal(131026, 'Not on WhatsApp'))
    await live.deliver(payload(text('Hola')))
    await live.replies()
    const found = lines().filter(({ msg }) => msg === 'Meta refused a message for good')
    expect(found).to.have.length(1)
    expect(found[0]).to.include({ state: 'failed', code: 131026, level: 40 })
    expect(found[0]!.turn).to.equal(lines()[0]!.turn)
  })

  it('has what somebody should look into, and nothing else, where no more is to be told', async () => {
    const live = await startLive({}, openLog('warn', to))
    await live.deliver(payload(text('Hola', { from: phone })))
    await live.replies()
    live.graph.answer(() => refusal(131026, 'Not on WhatsApp'))
    await live.deliver(payload(text('Hola', { from: '59899000001' })))
    await live.replies()
    expect(lines().map(({ msg }) => msg)).to.deep.equal(['Meta refused a message for good'])
  })
})
