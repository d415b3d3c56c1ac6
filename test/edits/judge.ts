import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Shown } from '../helpers/sandbox.ts'
import type { Transcript } from '../siege/laws.ts'
import type { Live } from './live.ts'
import { type Customer, shapeOf } from './scene.ts'

/** What is known of all customers at a moment. */
export interface Moment {
  transcripts: Map<string, Transcript>
  agenda: Map<string, Appointment>
}

export async function momentOf(live: Live): Promise<Moment> {
  return { transcripts: await live.transcripts(), agenda: await live.agenda() }
}

/** What became of the customers where nothing was edited: their answers, and how all stood after them and in the end. */
export interface Course {
  answers: Map<string, string[]>
  after: Moment
  end: Moment
}

/** What is not sensible of the answers that a customer got, each in a sentence. */
export function* answeredBadly(
  { phone }: Customer,
  answers: Shown[],
  after: Moment,
  control: Course,
): Generator<string> {
  const text = answers.map((each) => each.text).join('\n')
  const usual = control.answers.get(phone)!.join('\n')
  const { conversation } = after.transcripts.get(phone)!
  const front = conversation.talk.at(-1)
  if (answers.length !== 1) yield `there are ${answers.length} answers`
  for (const bad of ['algo falló', 'no te entendí', 'no te estoy entendiendo'])
    if (text.includes(bad) && !usual.includes(bad)) yield `the answer is: ${text}`
  if (text.includes('cambiamos algo') && !front?.question) yield `it began again, and asks nothing: ${text}`
  if (front && !front.question && conversation.attention === 'bot')
    yield `${shapeOf(conversation)} waits for an answer, and nothing was asked: ${text}`
  if (front?.question && conversation.attention === 'bot' && !text.includes(front.question.text))
    yield `the question is not said: ${text}`
  if (
    conversation.attention === 'human' &&
    control.after.transcripts.get(phone)!.conversation.attention === 'bot'
  )
    yield `a person has the floor: ${text}`
}

/** What is lost of what a customer had, each in a sentence. */
export function* lost(
  { phone }: Customer,
  before: Moment,
  after: Moment,
  usual: Moment,
  isGone: boolean,
): Generator<string> {
  const { conversation } = before.transcripts.get(phone)!
  const { talk, alarms } = after.transcripts.get(phone)!.conversation
  const keepers = [conversation.hold?.frame, conversation.talk[0]?.id].map(
    (frame) => conversation.talk.find(({ id }) => id === frame)?.flow,
  )
  const mine = [...before.agenda.values()].filter(({ customer }) => customer === conversation.key)
  for (const { id, status, start } of mine) {
    const now = after.agenda.get(id)?.status
    // What a question kept that is asked no more, as its flow is over, is nobody's.
    if (status === 'held' && isGone && !keepers.every((each) => talk.some(({ flow }) => flow === each)))
      continue
    if (now !== status && now !== usual.agenda.get(id)?.status && now !== 'booked')
      yield `what was ${status} for ${start} is ${now ?? 'gone'}`
  }
  const wasUsual = usual.transcripts.get(phone)!.conversation.alarms
  for (const { name, frame } of conversation.alarms) {
    const isSet = (each: { name: string }) => each.name === name
    if (frame === null && !alarms.some(isSet) && wasUsual.some(isSet)) yield `the alarm ${name} is lost`
  }
}

/** Which flows told a customer something without being asked: of the places that become free it depends on all how many. */
export function told({ phone }: Customer, { transcripts }: Moment): string[] {
  const { messages } = transcripts.get(phone)!
  return [
    ...new Set(messages.filter(({ proactive }) => proactive).map(({ cause }) => cause?.flow ?? '')),
  ].sort()
}
