import type { Changes } from '../store/store.ts'
import type { Conversation, Message, OutboundState } from './conversation.ts'
import { deadLetter } from './deadLetterKind.ts'
import type { Commit, HeardMessage, Reminders, Step } from './events.ts'
import { lattice } from './outbound.ts'
import { owedDueAt } from './owedLine.ts'
import type { Watched } from './watched.ts'

/**
 * What a commit is told as: all of it read from what it changes, so that whoever changes something need not tell. How long
 * it `took` is known once it is durable.
 * @param now Unix ms
 */
export function told(
  workshop: string,
  view: Pick<Watched, 'key' | 'conversation' | 'before'>,
  changes: Changes<Conversation, Message>,
  now: number,
): Commit {
  const { conversation, messages = [], entries = [], appointments = [], removedAppointments = [] } = changes
  // Most statuses change their message alone: then the conversation need not even be read.
  const before = conversation ? view.conversation : undefined
  const heard: HeardMessage[] = []
  const steps: Step[] = []
  for (const message of messages) {
    if (message.outbound) addSteps(steps, message, view.before(message.number))
    else if (conversation && message.from === 'customer' && message.number > (before?.last.message ?? 0)) {
      const { id, type, at } = message
      heard.push({ message: id, turn: turnOf(message), type, lag: Math.max(0, now - at) })
    }
  }
  const { owed } = conversation ?? {}
  return {
    workshop,
    customer: view.key,
    took: 0,
    isTurn: conversation !== undefined && conversation.last.turn > (before?.last.turn ?? 0),
    isChanged: conversation !== undefined || messages.length > 0,
    isAgendaChanged: appointments.length > 0 || removedAppointments.length > 0,
    heard,
    steps,
    parked: entries.filter(({ kind }) => kind === deadLetter).map(({ reason }) => reason),
    reminders: conversation ? remindersOf(before, conversation, now) : none,
    owed:
      owed === undefined || owed === before?.owed
        ? undefined
        : { states: owed.map(({ state }) => state), dueAt: owedDueAt(owed) },
  }
}

/** The id of the turn that a message belongs to. */
export function turnOf({ id, number, turn = number }: Pick<Message, 'id' | 'number' | 'turn'>): string {
  return `${id.slice(0, id.lastIndexOf('.'))}.${turn}`
}

/** Each state is told once, however often Meta tells of it. */
function addSteps(steps: Step[], message: Message, before: Message | undefined): void {
  const { state, reached, reason, code } = message.outbound!
  const past = before?.outbound
  const turn = turnOf(message)
  const isReminder = message.reminds === true && message.proactive === true
  for (const entered of order) {
    if (!(entered in reached) || (past && entered in past.reached)) continue
    const isOver = entered === 'failed' || entered === 'blocked'
    steps.push({ message: message.id, turn, isReminder, state: entered, ...(isOver && { reason, code }) })
  }
  if (state === 'owed' && reason !== past?.reason && holds.has(reason))
    steps.push({ message: message.id, turn, isReminder, state: 'held', reason })
}

const order: OutboundState[] = [...lattice, 'failed', 'blocked']

/** For what messages step aside. */
const holds = new Set<string | undefined>(['quietHours', 'limit'])

function remindersOf(before: Conversation | undefined, after: Conversation, now: number): Reminders {
  if (before?.alarms === after.alarms) return none
  const counts = { ...none }
  const last = before?.last.setting ?? 0
  for (const { setting, name } of after.alarms) if (isReminder(name) && setting > last) counts.planned++
  for (const { setting, name, dueAt } of before?.alarms ?? []) {
    if (!isReminder(name) || after.alarms.some((each) => each.setting === setting)) continue
    if (dueAt <= now) counts.fellDue++
    else counts.cleared++
  }
  return counts
}

/** Not the one that only has a person call whoever did not answer. */
function isReminder(name: string): boolean {
  return name.startsWith('reminder/') || name.startsWith('reminder-again/')
}

const none: Reminders = { planned: 0, cleared: 0, fellDue: 0 }
