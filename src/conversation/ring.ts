import { inOpeningHours } from '../agenda/recall.ts'
import { type Changes, isPassing, type View } from '../store/store.ts'
import type { Alarm, Conversation, Frame, Message } from './conversation.ts'
import { mayRing } from './due.ts'
import { takeFiles } from './fetched.ts'
import { emptied } from './inbox.ts'
import { isRecall } from './isRecall.ts'
import { reasonOf, respond, respondLate } from './respond.ts'
import { PoisonError } from './step.ts'
import { type House, Turn } from './turn.ts'

/** What falls due in the middle of another talk waits until the customer has been quiet for this long. */
export const quietBefore = 15 * 60_000

const aDay = 86_400_000

/**
 * Takes up what is due first: texts that wait, or an alarm. `rang` is false when nothing was due: it was cleared or
 * replaced meanwhile.
 */
export async function ring(
  house: House,
  view: View<Conversation, Message>,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Rung }> {
  const { conversation } = view
  const alarm = conversation && earliest(conversation, now)
  if (!conversation) return { changes: {}, result: { rang: false } }
  if (waitsFor(conversation, alarm, now)) {
    const waiting = conversation.inbox
    return attempted(
      house,
      view,
      now,
      { id: waiting.map(({ wamid }) => wamid).join(' '), raw: waiting },
      takeUp,
    )
  }
  if (!alarm) {
    const taken = takeFiles(conversation, now)
    const { owed, forgetAt, freedAt, tellings: [telling] = [] } = conversation
    const forgets = forgetAt !== undefined && forgetAt <= now && owed.length === 0
    const frees = freedAt !== undefined && freedAt <= now ? freedAt : undefined
    const tells = telling !== undefined && telling.dueAt <= now
    const result = { rang: false, owes: owed.length > 0, fetches: taken?.numbers, tells, forgets, frees }
    return { changes: taken ? { conversation: taken.conversation } : {}, result }
  }
  const id = `${conversation.key}/${alarm.name}/${alarm.setting}`
  return attempted(house, view, now, { id, raw: alarm }, (house, turn, isFailed) =>
    sound(house, turn, alarm, isFailed),
  )
}

/** Takes one thing that is due out of a conversation, and handles it unless that `isFailed` already. */
type Take = (house: House, turn: Turn, isFailed: boolean) => Promise<void>

/**
 * What cannot be handled would come up again and again: it is parked as a dead letter, by a turn that only takes it out.
 */
export async function attempted(
  house: House,
  view: View<Conversation, Message>,
  now: number,
  due: { id: string; raw: unknown },
  take: Take,
): Promise<{ changes: Changes<Conversation, Message>; result: Rung }> {
  let turn = new Turn(house, view, view.conversation!, now)
  try {
    await take(house, turn, false)
  } catch (error) {
    if (isPassing(error)) throw error
    turn = new Turn(house, view, view.conversation!, now)
    await take(house, turn, true)
    turn.park({ ...due, reason: reasonOf(error) })
  }
  return { changes: turn.end(), result: { rang: true, parked: turn.parked } }
}

/** Texts that wait. */
async function takeUp(house: House, turn: Turn, isFailed: boolean): Promise<void> {
  turn.goOn()
  const { fresh } = emptied(turn.conversation)
  if (isFailed) {
    turn.callPerson()
    turn.say('engine.failed')
    turn.speak()
  } else if (fresh.length > 0) await respond(house, turn, fresh)
  else await respondLate(house, turn)
}

async function sound(house: House, turn: Turn, alarm: Alarm, isFailed: boolean): Promise<void> {
  const { conversation, now } = turn
  conversation.alarms = conversation.alarms.filter(({ setting }) => setting !== alarm.setting)
  if (isFailed) return
  const { event } = alarm
  if (event.type === 'wish.passed' && 'wish' in event) return turn.dropWish(String(event.wish))
  const quietAt = (conversation.lastHeardAt ?? 0) + quietBefore
  if (alarm.frame === null && conversation.talk.length > 0 && quietAt > now) {
    conversation.alarms = [...conversation.alarms, { ...alarm, dueAt: quietAt }]
    return
  }
  // The hours may have been changed since it was set; and where a person has the floor it is no time for that.
  if (isRecall(alarm)) {
    const wait = conversation.attention === 'human' ? aDay : 0
    const dueAt = inOpeningHours(house.workshop, now + wait)
    if (dueAt > now) {
      conversation.alarms = [...conversation.alarms, { ...alarm, dueAt }]
      return
    }
  }
  await take(house, turn, alarm)
  turn.speak({ proactive: true })
}

export interface Rung {
  rang: boolean
  /** Whether it is a message to be sent that is due. */
  owes?: boolean
  /** Numbers of messages whose files are to be fetched now. */
  fetches?: number[] | undefined
  /** Whether the workshop's own system is to be told something now. */
  tells?: boolean
  /** Whether the customer is to be forgotten now. */
  forgets?: boolean
  /** When a place became free that others may wait for, if they are to be asked now. */
  frees?: number | undefined
  /** Why what fell due could not be handled, if it could not. */
  parked?: string | undefined
}

async function take(house: House, turn: Turn, { frame, event }: Alarm): Promise<void> {
  if (frame !== null) {
    // A flow that was edited so that it must begin again does so when the customer writes, not out of the blue.
    await turn.mendQuietly(frame)
    return turn.run([{ frame, event }])
  }
  const start = fellDueFlow(house, event.type)
  // Who is asked once more is not asked twice.
  if (event.type === 'reminder.fellDue' || event.type === 'staff.quoted') {
    const { appointment } = event as { appointment?: string }
    const { talk } = turn.conversation
    const same = talk.filter(({ flow, input }) => flow === start && isAbout(input, appointment))
    const bottoms = new Set(same.map((frame) => bottomOf(frame, talk).id))
    await turn.endFlows(({ id }) => bottoms.has(id))
  }
  await turn.run([{ start, input: event }])
}

/** The flow that takes up what fell due. */
export function fellDueFlow({ flows }: House, type: string): string {
  const start = flows.fellDue[type]
  if (start) return start
  throw new PoisonError(type, new Error(`flows/index.ts names no flow that takes up '${type}'`))
}

/** With which the flows began that led to this one: they only wait for it, and cannot go on without it. */
function bottomOf(frame: Frame, talk: Frame[]): Frame {
  const below = talk.find(({ id }) => id === frame.parent)
  return below ? bottomOf(below, talk) : frame
}

function isAbout(input: unknown, appointment: string | undefined): boolean {
  return (input as { appointment?: string } | null)?.appointment === appointment
}

/** Texts that are due; and those that came no later than an alarm that is due are handled before it. */
function waitsFor({ inbox, inboxDueAt }: Conversation, alarm: Alarm | undefined, now: number): boolean {
  if (inboxDueAt === null) return false
  return inboxDueAt <= now || (alarm !== undefined && inbox[0]!.arrivedAt <= alarm.dueAt)
}

function earliest(conversation: Conversation, now: number): Alarm | undefined {
  return conversation.alarms
    .filter((alarm) => alarm.dueAt <= now && mayRing(conversation, alarm))
    .sort((a, b) => a.dueAt - b.dueAt || a.setting - b.setting)[0]
}
