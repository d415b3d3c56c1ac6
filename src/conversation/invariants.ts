import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import type { Appointment } from '../agenda/appointment.ts'
import { activeInvokes, type Flows, restore } from './chart.ts'
import type { Conversation, Frame, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { activeDelays, isCurrent } from './fingerprint.ts'
import { isRecall } from './isRecall.ts'
import { hasLeft } from './outbound.ts'

/** Something that must never be so: what it is, and what to do about it. */
export interface Breach {
  what: string
  cure: string
}

/** What else of the store a conversation speaks of. */
export interface Beside {
  message(number: number): Promise<Message | undefined>
  appointment(id: string): Promise<Appointment | undefined>
}

/**
 * What is wrong with a conversation in itself; nothing is, after any turn.
 * @param flows without them the frames' snapshots are not judged; nor are those of flows that were edited since
 */
export function* breaches(conversation: Conversation, flows: Flows['flows'] = {}): Generator<Breach> {
  yield* dueBreaches(conversation)
  yield* counterBreaches(conversation)
  yield* alarmBreaches(conversation)
  yield* tellingBreaches(conversation)
  for (const [index, frame] of conversation.talk.entries()) {
    yield* frameBreaches(conversation, frame, index)
    yield* chartBreaches(conversation, frame, flows)
  }
}

/** What is wrong between a conversation and what it speaks of. */
export async function* breachesBeside(conversation: Conversation, beside: Beside): AsyncGenerator<Breach> {
  const { last, owed, appointments, waits = [] } = conversation
  if (last.message > 0 && !(await beside.message(last.message)))
    yield { what: `its last message, ${last.message}, is missing`, cure: report }
  for (const { message } of owed) yield* owedBreaches(message, beside)
  for (const { message } of conversation.fetching ?? []) {
    if ((await beside.message(message))?.media?.state !== 'owed')
      yield { what: `the file of message ${message} is to be fetched, but is not owed`, cure: report }
  }
  yield* holdBreaches(conversation, beside)
  for (const id of appointments) yield* appointmentBreaches(conversation, id, beside)
  for (const id of waits) yield* wishBreaches(conversation, id, beside)
  yield* recallBreaches(conversation, beside)
}

/** What is wrong with a message of a conversation's transcript. */
export function* messageBreaches(conversation: Conversation, message: Message): Generator<Breach> {
  const { number, outbound, media } = message
  const { last, owed, fetching = [] } = conversation
  if (number > last.message)
    yield { what: `it is number ${number}, but last.message is ${last.message}`, cure: report }
  if (outbound && !hasLeft(outbound.state) && !owed.some((each) => each.message === number))
    yield { what: `it is ${outbound.state}, and nothing will send it`, cure: sendAgain }
  if (media?.state === 'owed' && !fetching.some((each) => each.message === number))
    yield { what: 'its file is owed, and nothing will fetch it', cure: askAgain }
}

const beginAgain = 'when the customer writes «menú», the talk begins again'
const nextTurn = 'the next turn sets it: write to the customer, or wait until they write'
const sendAgain = 'see with `chasqui store show` what it said, and send it again'
const askAgain = 'ask the customer to send it again'
const askToWait =
  'ask the customer whether they still wait for a place: «avisame si se libera algo» says so anew'
const report = 'nothing is lost by it; report it, it is a fault of Chasqui'
const byHand = 'compare the agenda with the customer’s messages, and book or cancel by hand'

function* dueBreaches(conversation: Conversation): Generator<Breach> {
  const { dueAt, inbox, inboxDueAt, owed } = conversation
  const next = nextDue(conversation)
  if (dueAt !== next)
    yield { what: `it is due ${when(dueAt)}, but what it waits for falls due ${when(next)}`, cure: nextTurn }
  if (inbox.length > 0 !== (inboxDueAt !== null))
    yield { what: `${inbox.length} texts wait, to be taken up ${when(inboxDueAt)}`, cure: nextTurn }
  if (owed.some(({ message }, index) => index > 0 && message <= owed[index - 1]!.message))
    yield { what: 'its owed messages are out of order', cure: report }
}

function* counterBreaches({
  last,
  talk,
  alarms,
  owed,
  fetching = [],
  hold,
}: Conversation): Generator<Breach> {
  const given: Record<keyof typeof last, number[]> = {
    turn: talk.map(({ question }) => question?.turn ?? 0),
    frame: [...talk.map(({ id }) => id), hold?.frame ?? 0],
    setting: alarms.map(({ setting }) => setting),
    message: [...owed, ...fetching].map(({ message }) => message),
  }
  for (const [name, numbers] of Object.entries(given)) {
    const highest = Math.max(0, ...numbers)
    const counted = last[name as keyof typeof last]
    if (highest > counted)
      yield { what: `${name} ${highest} was given out, but last.${name} is ${counted}`, cure: beginAgain }
  }
  if (new Set(given.setting).size < given.setting.length)
    yield { what: 'two alarms have one setting', cure: beginAgain }
}

function* frameBreaches({ talk }: Conversation, frame: Frame, index: number): Generator<Breach> {
  const { id, parent, as } = frame
  if (talk.findIndex((each) => each.id === id) < index)
    yield { what: `two frames have the id ${id}`, cure: beginAgain }
  if ((parent === null) !== (as === null))
    yield { what: `frame ${id} was invoked by ${parent} as ${as}`, cure: beginAgain }
  if (parent !== null && !talk.slice(0, index).some((each) => each.id === parent))
    yield { what: `frame ${id} stands on frame ${parent}, which is not below it`, cure: beginAgain }
}

function* alarmBreaches({ talk, alarms, hold }: Conversation): Generator<Breach> {
  const frames = new Set(talk.map(({ id }) => id))
  for (const { name, frame } of alarms) {
    if (frame !== null && !frames.has(frame))
      yield { what: `alarm ${name} is of frame ${frame}, which is gone`, cure: beginAgain }
  }
  if (hold && !frames.has(hold.frame))
    yield { what: `a place is held by frame ${hold.frame}, which is gone`, cure: nextTurn }
}

function* tellingBreaches({ tellings = [] }: Conversation): Generator<Breach> {
  if (new Set(tellings.map(({ id }) => id)).size < tellings.length)
    yield { what: 'two events to be told have one id', cure: report }
  if (tellings.some(({ at }, index) => index > 0 && at < tellings[index - 1]!.at))
    yield { what: 'its events to be told are out of order', cure: report }
}

/** What the chart says; one that was edited since is the turn's to mend. */
function* chartBreaches(
  { talk, alarms }: Conversation,
  frame: Frame,
  flows: Flows['flows'],
): Generator<Breach> {
  const flow: AnyStateMachine | undefined = flows[frame.flow]
  if (!flow || !isCurrent(flows, frame)) return
  const named = `frame ${frame.id} (${frame.flow})`
  let snapshot: AnyMachineSnapshot
  try {
    snapshot = restore(flow, frame.snapshot)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    yield { what: `${named} cannot be restored: ${why}`, cure: beginAgain }
    return
  }
  if (snapshot.status !== 'active') yield { what: `${named} is ${snapshot.status}`, cure: beginAgain }
  const invokes = activeInvokes(snapshot)
  for (const child of talk.filter(({ parent }) => parent === frame.id)) {
    if (invokes.get(child.as ?? '') !== child.flow)
      yield { what: `${named} does not invoke frame ${child.id} (${child.flow})`, cure: beginAgain }
  }
  for (const [as, src] of invokes) {
    if (src in flows && !talk.some((child) => child.parent === frame.id && child.as === as))
      yield { what: `${named} waits for ${as} (${src}), which is gone`, cure: beginAgain }
  }
  const delays = activeDelays(snapshot)
  for (const { name } of alarms.filter((alarm) => alarm.frame === frame.id)) {
    // A delayed raise is named as its author likes, and belongs to no state.
    if (name.startsWith('xstate.after.') && !delays.has(name))
      yield { what: `${named} is in no state that waits for ${name}`, cure: beginAgain }
  }
}

async function* owedBreaches(number: number, { message }: Beside): AsyncGenerator<Breach> {
  const found = await message(number)
  if (!found?.outbound) yield { what: `message ${number} is owed and is none to be sent`, cure: report }
  else if (hasLeft(found.outbound.state))
    yield { what: `message ${number} is owed, but is ${found.outbound.state} already`, cure: report }
}

async function* holdBreaches({ key, hold }: Conversation, { appointment }: Beside): AsyncGenerator<Breach> {
  // One that ran out may have made room for another customer.
  const held = hold && (await appointment(hold.appointment))
  if (!held) return
  if (held.customer !== key) yield { what: `it holds ${held.id}, which is another customer's`, cure: byHand }
  if (held.status !== 'held') yield { what: `it holds ${held.id}, which is ${held.status}`, cure: byHand }
}

async function* appointmentBreaches(
  { key }: Conversation,
  id: string,
  { appointment }: Beside,
): AsyncGenerator<Breach> {
  const found = await appointment(id)
  if (!found) yield { what: `appointment ${id} is not in the agenda`, cure: byHand }
  else if (found.customer !== key) yield { what: `appointment ${id} is another customer's`, cure: byHand }
}

/** What is recalled was done for this customer, and what they were asked for it can be shown. */
async function* recallBreaches(
  { key, alarms, consent }: Conversation,
  { appointment, message }: Beside,
): AsyncGenerator<Breach> {
  for (const { name, event } of alarms.filter(isRecall)) {
    const found = await appointment(event.appointment)
    const what = !found ? 'not in the agenda' : found.customer !== key ? "another customer's" : undefined
    if (what)
      yield { what: `${name} recalls appointment ${event.appointment}, which is ${what}`, cure: report }
  }
  for (const number of consent ? [consent.asked, ...consent.answers].map((each) => each.message) : []) {
    if (!(await message(number)))
      yield {
        what: `message ${number}, in which they were asked for a consent or gave it, is missing`,
        cure: report,
      }
  }
}

async function* wishBreaches(
  { key, alarms }: Conversation,
  id: string,
  { appointment }: Beside,
): AsyncGenerator<Breach> {
  const found = await appointment(id)
  if (!found) yield { what: `it waits for a place as ${id}, which is not in the agenda`, cure: askToWait }
  else if (found.customer !== key)
    yield { what: `it waits for a place as ${id}, which is another customer's`, cure: askToWait }
  else if (found.status !== 'waiting' || !found.waits)
    yield { what: `it waits for a place as ${id}, which is ${found.status}`, cure: askToWait }
  else if (!alarms.some(({ name }) => name === `wish/${id}`))
    yield { what: `it waits for a place as ${id}, and nothing ends that`, cure: report }
}

function when(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString()
}
