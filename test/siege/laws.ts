import { expect } from 'chai'
import { type Appointment, occupies, overlap } from '../../src/agenda/appointment.ts'
import { activeInvokes, type Flows, restore } from '../../src/conversation/chart.ts'
import type { Conversation, Message, OutboundState } from '../../src/conversation/conversation.ts'
import { mayRing, nextDue } from '../../src/conversation/due.ts'
import { activeDelays } from '../../src/conversation/fingerprint.ts'
import { hasLeft } from '../../src/conversation/outbound.ts'
import type { Store } from '../../src/store/store.ts'
import type { Arrival } from './meta.ts'

const workshop = 'torke'

/** A conversation and everything that was said in it. */
export interface Transcript {
  conversation: Conversation
  messages: Message[]
}

/** All conversations, each as it stands between two turns. */
export async function transcriptsOf(store: Store<Conversation, Message>): Promise<Transcript[]> {
  const transcripts: Transcript[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await store.conversations(workshop, { limit: 100, ...(cursor && { cursor }) })
    transcripts.push(...(await Promise.all(items.map(({ key }) => transcriptOf(store, key)))))
    cursor = next ?? undefined
  } while (cursor)
  return transcripts
}

function transcriptOf(store: Store<Conversation, Message>, key: string): Promise<Transcript> {
  return store.turn({ workshop, key }, async ({ conversation }) => {
    const messages = await store.messages(workshop, key, { limit: 1_000_000 })
    return { changes: {}, result: { conversation: conversation!, messages } }
  })
}

export async function agendaOf(store: Store<Conversation, Message>): Promise<Appointment[]> {
  return (await store.appointments(workshop, { limit: 100_000 })).items
}

/** No two appointments in one bay at one time, and no customer who keeps two places while deciding. */
export function agendaHolds(agenda: Appointment[], now: number): void {
  const occupying = agenda.filter((each) => occupies(each, now))
  const ranges = occupying.map((each) => {
    return { ...each, range: { start: Date.parse(each.start), busyUntil: Date.parse(each.busyUntil) } }
  })
  const double = ranges.flatMap((one, index) =>
    ranges
      .slice(index + 1)
      .filter((other) => !isInPlaceOf(one, other) && !isInPlaceOf(other, one))
      .filter((other) => one.bays.some((bay) => other.bays.includes(bay)) && overlap(one.range, other.range))
      .map((other) => [one.id, other.id]),
  )
  expect(double, 'appointments in one bay at one time').to.deep.equal([])
  const holders = occupying.filter(({ status }) => status === 'held').map(({ customer }) => customer)
  expect(holders, 'open holds').to.deep.equal([...new Set(holders)])
}

/** A place kept while moving may lie upon the appointment that it is to replace. */
function isInPlaceOf(hold: Appointment, old: Appointment): boolean {
  return hold.status === 'held' && hold.movedFrom === old.id
}

/** What must be true of a conversation between any two turns. */
export function conversationHolds({ conversation, messages }: Transcript, flows: Flows): void {
  const { talk, alarms, owed, fetching = [], last, dueAt, hold } = conversation
  expect(
    messages.map(({ number }) => number),
    'numbers of the transcript',
  ).to.deep.equal(messages.map((_, index) => index + 1))
  expect(messages.length, 'the last number').to.equal(last.message)
  const waiting = messages.filter(({ outbound }) => outbound && !hasLeft(outbound.state))
  expect(
    owed.map(({ message, state }) => [message, state]),
    'what is owed, in order',
  ).to.deep.equal(waiting.map(({ number, outbound }) => [number, outbound?.state]))
  const missing = messages.filter(({ media }) => media?.state === 'owed')
  expect(
    fetching.map(({ message }) => message).sort((a, b) => a - b),
    'files to be fetched',
  ).to.deep.equal(missing.map(({ number }) => number))
  expect(dueAt, 'when something is due').to.equal(nextDue(conversation))
  if (hold)
    expect(
      talk.map(({ id }) => id),
      'who keeps a place',
    ).to.include(hold.frame)
  const snapshots = new Map(
    talk.map((frame) => [frame.id, restore(flows.flows[frame.flow]!, frame.snapshot)]),
  )
  for (const { parent, as, flow } of talk.filter((frame) => frame.parent !== null))
    expect(activeInvokes(snapshots.get(parent!)!).get(as!), 'the invoke of a frame').to.equal(flow)
  for (const { frame, name } of alarms.filter((alarm) => alarm.frame !== null))
    expect([...activeDelays(snapshots.get(frame!)!).keys()], 'the delay of an alarm').to.include(name)
}

/** Each message that Meta brought stands in the transcript once, whatever else it brought. */
export function handledOnce(transcripts: Transcript[], brought: string[]): void {
  const stored = transcripts.flatMap(({ messages }) =>
    messages.filter(({ from }) => from === 'customer').map(({ inboundId }) => inboundId!),
  )
  expect(stored.toSorted(), 'messages handled').to.deep.equal([...new Set(brought)].toSorted())
}

/** No customer's messages reach Meta out of order: a repeat comes before anything that was said later. */
export function inOrder(arrivals: Arrival[]): void {
  const last = new Map<string, number>()
  for (const { customer, number, id } of arrivals) {
    expect(number, `${id} after ${customer}.${last.get(customer)}`).to.be.at.least(last.get(customer) ?? 0)
    last.set(customer, number)
  }
}

/**
 * Meta gets a message twice only where nobody could know that it had it: the row says that its outcome was unknown, and
 * that no answer had been recorded by then.
 * @returns how many came twice
 */
export function repeatsExplained(transcripts: Transcript[], arrivals: Arrival[]): number {
  const times = new Map<string, Arrival[]>()
  for (const arrival of arrivals) times.set(arrival.id, [...(times.get(arrival.id) ?? []), arrival])
  const rows = new Map(transcripts.flatMap(({ messages }) => messages.map((each) => [each.id, each])))
  const repeated = [...times.values()].filter(({ length }) => length > 1)
  for (const arrived of repeated) {
    const { id } = arrived[0]!
    expect(arrived, `times that ${id} was sent`).to.have.length(2)
    const { unknown, accepted = Number.POSITIVE_INFINITY } = rows.get(id)?.outbound?.reached ?? {}
    expect(unknown, `when ${id} became unknown`).to.be.a('number')
    expect(unknown, `${id} was sent again although Meta had answered`).to.be.at.most(accepted)
  }
  return repeated.length
}

/** What Meta has according to us, it has; and nothing waits any more. */
export function allSettled(transcripts: Transcript[], arrivals: Arrival[]): void {
  const arrived = new Set(arrivals.map(({ id }) => id))
  for (const { conversation, messages } of transcripts) {
    expect(conversation.owed, 'what is still owed').to.deep.equal([])
    expect(conversation.fetching ?? [], 'files that are still to be fetched').to.deep.equal([])
    for (const { id, outbound } of messages) {
      if (outbound && isWith(outbound.state)) expect(arrived, 'what Meta has').to.include(id)
      if (outbound?.state === 'failed') expect(outbound.reason, `why ${id} failed`).to.be.a('string')
    }
  }
}

function isWith(state: OutboundState): boolean {
  return hasLeft(state) && state !== 'failed' && state !== 'blocked'
}

/**
 * Messages that nothing followed before the next one of the customer, though they were handled; once a person was called,
 * that one answers.
 */
export function unanswered({ messages }: Transcript): Message[] {
  const called = messages.findIndex(({ from, text }) => from === 'bot' && text.includes('a una persona'))
  const bots = called < 0 ? messages : messages.slice(0, called + 1)
  return bots.filter(({ from }, index) => from === 'customer' && bots[index + 1]?.from !== 'bot')
}

/**
 * What an alarm says is said once: it is set anew only by something that the customer wrote. Two alarms may follow each
 * other: a talk that was left, and a place that became free.
 */
export function rungOnce(transcripts: Transcript[], now: number): void {
  for (const { conversation, messages } of transcripts) {
    let said = new Set<string>()
    for (const { id, from, text, proactive } of messages) {
      if (from === 'customer') said = new Set()
      if (!proactive) continue
      expect(said.has(text), `${id} rang twice: ${text}`).to.equal(false)
      said.add(text)
    }
    // While a person has the floor, those of the talk stand still.
    const late = conversation.alarms.filter((alarm) => alarm.dueAt <= now && mayRing(conversation, alarm))
    expect(late, 'alarms that never rang').to.deep.equal([])
  }
}
