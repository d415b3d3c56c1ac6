import { isoIn } from '../agenda/zone.ts'
import { readInterrupt } from '../language/interrupts.ts'
import type { Language } from '../language/language.ts'
import { readPhrase } from '../language/phrases.ts'
import { isPassing } from '../store/store.ts'
import type { Content } from '../whatsapp/inbound.ts'
import { besideQuestion } from './beside.ts'
import { activeNodes, names, restore, startChart } from './chart.ts'
import { withdraw } from './consent.ts'
import type { Conversation, Question } from './conversation.ts'
import { type Known, type Recognised, recognise } from './door.ts'
import { noteKilometres } from './odometer.ts'
import { hearLanguage } from './spoken.ts'
import type { Stimulus } from './step.ts'
import type { House, Turn } from './turn.ts'
import type { CustomerWrote, InterruptType, TalkEvent } from './vocabulary.ts'

/** Something of a customer that is answered now: what it is, when it was sent (Unix ms), and Meta's ids for it. */
export interface Heard {
  content: Content
  at: number
  wamids: string[]
  raw: unknown
  /** Its id in the transcript, where it is one message. */
  message?: string
}

/**
 * Answers what a customer sent, in order, as one turn. What no flow can handle is parked as a dead letter: the customer
 * is told once and a person gets the floor, so nobody else waits.
 */
export async function respond(house: House, turn: Turn, heard: Heard[]): Promise<void> {
  let hasRestarted = false
  for (const each of heard) {
    try {
      hasRestarted ||= await fit(house, turn)
      // What begins again has asked its first question: an answer to another one is none to this.
      if (hasRestarted && !isInterrupt(house, each)) continue
      if (hasRestarted) turn.unsay()
      await answer(house, turn, each)
    } catch (error) {
      if (isPassing(error)) throw error
      await giveUp(turn, each, error)
      break
    }
  }
  try {
    turn.speak()
  } catch (error) {
    if (isPassing(error)) throw error
    await giveUp(turn, heard.at(-1)!, error)
    turn.speak()
  }
}

/** What came so late that its moment is over is answered with the present question, or with the menu. */
export async function respondLate(house: House, turn: Turn): Promise<void> {
  turn.say('engine.late')
  if (await fit(house, turn)) return turn.speak()
  await sayPresent(house, turn)
  turn.speak()
}

/** The question that waits, once more; or the menu where none does. */
async function sayPresent(house: House, turn: Turn): Promise<void> {
  const front = turn.conversation.talk.at(-1)
  if (front?.question) return turn.sayAgain()
  const askedMenu: TalkEvent = { type: 'customer.askedMenu', at: isoIn(house.workshop.zone, turn.now) }
  const isGreeting = front?.flow === house.flows.greets
  await turn.run(isGreeting ? [{ frame: front.id, event: askedMenu }] : greet(house, turn, askedMenu))
}

/**
 * Fits the talk to flows that were edited since.
 * @returns whether something else is asked now than the customer answers: the same flow from its start, or the menu
 */
async function fit(house: House, turn: Turn): Promise<boolean> {
  const before = turn.sayings
  if (!(await turn.mend())) return false
  const isAsked = turn.sayings > before + 1
  if (!isAsked) await sayPresent(house, turn)
  return true
}

function isInterrupt({ words }: House, { content }: Heard): boolean {
  return content.kind === 'text' && readInterrupt(content.text, words) !== null
}

async function answer(house: House, turn: Turn, { content: sent, at, message }: Heard): Promise<void> {
  const { conversation } = turn
  const tapped = sent.kind === 'tap' ? sent.id : null
  const isRepeated =
    tapped !== null && tapped === conversation.tapped?.id && at - conversation.tapped.at < impatience
  conversation.tapped = tapped === null ? null : { id: tapped, at }
  // Who taps the same button again did not see the answer yet.
  if (isRepeated) return
  const { misses = 0 } = conversation
  delete conversation.misses
  const text = sent.kind === 'text' ? hearLanguage(house, turn, sent.text) : ''
  if (text === undefined) return sayPresent(house, turn)
  const content = sent.kind === 'text' ? { ...sent, text } : sent
  const { zone } = house.workshop
  const known: Known = {
    now: turn.now,
    at: isoIn(zone, turn.now),
    zone,
    services: house.workshop.services,
    words: house.words,
    ...(isRead(conversation.language) && { language: conversation.language }),
    message,
  }
  const recognised = recognise(conversation, content, known)
  introduce(conversation, recognised)
  if ('event' in recognised && recognised.event.type === 'customer.wrote')
    noteKilometres(conversation, recognised.event, turn.now)
  const sinceUnreadable = at - (conversation.unreadableAt ?? Number.NEGATIVE_INFINITY)
  conversation.unreadableAt = 'unreadable' in recognised ? at : null
  if ('interrupt' in recognised) await interrupt(house, turn, recognised.interrupt, recognised.wrote)
  else if ('unreadable' in recognised) await unreadable(house, turn, recognised.event, sinceUnreadable)
  else if ('old' in recognised) await tooLate(house, turn, recognised.said)
  else if ('event' in recognised && turn.isStale(recognised.frame)) await tooLate(house, turn, recognised)
  else if ('event' in recognised) {
    const aside = asideOf(house, recognised.event)
    if (aside === undefined) return handle(house, turn, recognised.frame, recognised.event, misses)
    if (isAsking(conversation, aside, recognised.event)) return turn.sayAgain()
    const read = (text: string) => recognise(conversation, { kind: 'text', text }, known)
    const isTalking = conversation.talk.length > 0
    let [flow, asked] = [aside, recognised.event]
    for (;;) {
      const beside = besideQuestion(asked as CustomerWrote, read, isTalking)
      if (beside === undefined) return answerAside(house, turn, flow, asked)
      await turn.run([{ start: flow, input: asked }])
      const next = asideOf(house, beside)
      if (next === undefined) return handle(house, turn, null, beside, misses)
      ;[flow, asked] = [next, beside]
    }
  }
}

function isRead(language: string | undefined): language is Language {
  return language === 'es' || language === 'pt' || language === 'en'
}

/** Who says their name is called so from now on, whatever their profile says. */
function introduce(conversation: Conversation, recognised: Recognised): void {
  const name = 'name' in recognised ? recognised.name : null
  if (name) Object.assign(conversation, { name, saidName: name })
}

/** The flow that this calls, or that answers it if it is a question, in the middle of anything. */
function asideOf(house: House, event: TalkEvent): string | undefined {
  const { flows } = house
  const called = calledFlow(house, event)
  if (called) return called
  if (event.type !== 'customer.wrote') return undefined
  if (event.intent === null) return undefined
  return flows.asides && Object.hasOwn(flows.asides, event.intent) ? flows.asides[event.intent] : undefined
}

function calledFlow({ flows }: House, event: TalkEvent): string | undefined {
  if (event.type !== 'customer.wrote' || !flows.calledBy) return undefined
  return readPhrase(event.text, flows.calledBy) ?? undefined
}

/** Whether that flow is in front already, with a question about the same. */
function isAsking({ talk }: Conversation, flow: string, event: TalkEvent): boolean {
  const front = talk.at(-1)
  if (front?.flow !== flow || !front.question) return false
  return 'intent' in event && (front.input as { intent?: unknown }).intent === event.intent
}

/** Answers it, and asks again what was asked before. */
async function answerAside(house: House, turn: Turn, flow: string, event: TalkEvent): Promise<void> {
  const front = turn.conversation.talk.at(-1)?.id
  await turn.run([{ start: flow, input: event }])
  const { talk, attention } = turn.conversation
  const before = talk.at(-1)
  // A reminder stands in the chat with its buttons: to say it again would only cost.
  const isReminder = before?.parent === null && Object.values(house.flows.fellDue).includes(before.flow)
  if (attention === 'bot' && front !== undefined && before?.id === front && !isReminder) turn.sayAgain()
}

/** An event for the flow in front, or for the one that greets when nothing is being talked about. */
async function handle(
  house: House,
  turn: Turn,
  to: number | null,
  event: TalkEvent,
  misses = 0,
): Promise<void> {
  const { conversation } = turn
  const frame = to ?? conversation.talk.at(-1)?.id
  const before = turn.sayings
  await turn.run(frame === undefined ? greet(house, turn, event) : [{ frame, event }])
  if (turn.sayings > before || conversation.attention === 'human') return
  // Silence is a fault: something was said to us, and nobody answered.
  const isChoice = event.type === 'customer.chose'
  const isRenewed = frame !== undefined && turn.renewQuestion()
  if (isChoice && isRenewed) turn.say('engine.restarted')
  else if (isChoice && frame === undefined) turn.say('engine.oldButtonAlone')
  else if (!isRepeated(event, conversation.talk.at(-1)?.question)) {
    if (misses + 1 >= mostMisses) {
      turn.callPerson()
      return turn.say('engine.missed')
    }
    conversation.misses = misses + 1
    turn.say('engine.notUnderstood')
  }
  if (conversation.talk.some(({ question }) => question)) turn.sayAgain()
  else if (!isChoice) {
    const askedMenu: TalkEvent = { type: 'customer.askedMenu', at: event.at }
    const [bottom] = conversation.talk
    await turn.run(bottom ? [{ frame: bottom.id, event: askedMenu }] : greet(house, turn, askedMenu))
  } else await turn.endTalk()
}

function isRepeated(event: TalkEvent, question: Question | null | undefined): boolean {
  const intent = event.type === 'customer.wrote' ? (event.intent ?? '') : ''
  return repeats.has(intent) || (agrees.has(intent) && question?.list != null)
}

/** Whoever is not understood so often in a row is given to a person. */
const mostMisses = 2

/** Who greets, or says again what is being done or where they are, is asked again without a word of reproach. */
const repeats = new Set(['greet', 'book', 'my_bookings'])

/** Who agrees, where one of a list is to be chosen, agrees to nothing yet. */
const agrees = new Set(['yes', 'thanks'])

function greet(house: House, { conversation }: Turn, event: TalkEvent): Stimulus[] {
  return [
    { start: house.flows.greets, input: {} },
    { frame: conversation.last.frame + 1, event },
  ]
}

async function interrupt(house: House, turn: Turn, type: InterruptType, wrote: CustomerWrote): Promise<void> {
  const { conversation } = turn
  const { at } = wrote
  const front = conversation.talk.at(-1)
  const flow = front && house.flows.flows[front.flow]
  if (front && flow && type !== 'customer.optedOut' && names(activeNodes(flow, front.snapshot), type)) {
    return handle(house, turn, front.id, { type, at })
  }
  switch (type) {
    case 'customer.optedOut':
      if (conversation.optedOut) return
      withdraw(conversation, turn.now)
      conversation.optedOut = true
      await turn.endTalk()
      return turn.say('engine.optedOut')
    case 'customer.askedPerson':
      turn.callPerson()
      return turn.say('engine.personCalled')
    case 'customer.cancelled':
      if (!front) return handle(house, turn, null, wrote)
      await turn.endTalk()
      return turn.say('engine.cancelled')
    case 'customer.askedMenu':
      await turn.endTalk()
      return handle(house, turn, null, { type, at })
  }
}

/**
 * What is no text goes to the flow that takes it; else it is said what can be read here, and what was asked is asked
 * again. Of several in a row only the first is answered: people send photos by the dozen.
 */
async function unreadable(house: House, turn: Turn, event: TalkEvent, sinceLast: number): Promise<void> {
  const { flows, greets } = house.flows
  const isRepeated = sinceLast < unreadableBurst
  const front = turn.conversation.talk.at(-1)
  const flow = flows[front?.flow ?? greets]
  const takes = flow && (front ? restore(flow, front.snapshot) : startChart(flow, {}).snapshot).can(event)
  if (takes && isRepeated) {
    const before = turn.sayings
    await turn.run(front ? [{ frame: front.id, event }] : greet(house, turn, event))
    turn.unsay(before)
  } else if (takes) await handle(house, turn, front?.id ?? null, event)
  else if (!isRepeated) {
    turn.say('engine.unreadable')
    turn.sayAgain()
  }
}

const unreadableBurst = 60_000
/** How soon a second tap on the same button is only impatience, in ms. */
const impatience = 30_000

/** What begins a flow in the middle of anything does so by an old button, too: none of these takes it back. */
async function tooLate(house: House, turn: Turn, said: Recognised): Promise<void> {
  const called = 'event' in said ? calledFlow(house, said.event) : undefined
  if (called && 'event' in said) return answerAside(house, turn, called, said.event)
  turn.say(turn.conversation.talk.at(-1)?.question ? 'engine.oldButton' : 'engine.oldButtonAlone')
  turn.sayAgain()
}

async function giveUp(turn: Turn, { wamids, raw }: Heard, error: unknown): Promise<void> {
  turn.unsay()
  await turn.endTalk()
  turn.callPerson()
  turn.park({ id: wamids.join(' '), reason: reasonOf(error), raw })
  turn.say('engine.failed')
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
