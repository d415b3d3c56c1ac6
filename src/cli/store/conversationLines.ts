import { stateName } from '../../conversation/chart.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import { findAppointment } from '../../store/appointments.ts'
import type { Snapshot } from '../../store/documents.ts'
import { keys } from '../../store/keys.ts'
import { windowEnd } from '../../whatsapp/policy.ts'

/** Messages that are shown; the others are in an export. */
const mostMessages = 20

type Times = (instant: number) => string

/** A conversation as people read it. */
export function* conversationLines(
  stored: Snapshot,
  conversation: Conversation,
  at: Times,
): Generator<string> {
  const { key, workshop, name, aliases, attention, optedOut, lastHeardAt, talk } = conversation
  const states = talk.map(({ flow, snapshot }) => `${flow}.${stateName(snapshot as { value: string })}`)
  const question = talk.at(-1)?.question
  yield `Conversation ${key} of ${workshop}`
  yield* row('customer', [[name, ...aliases].filter(Boolean).join(' · ')])
  yield* row('floor', [`${attention}${optedOut ? ', and asked not to be written to' : ''}`])
  yield* row('window', [lastHeardAt === null ? 'never opened' : `until ${at(windowEnd(lastHeardAt))}`])
  yield* row('talk', [states.join(' > ') || 'none'])
  yield* row('asked', question ? [oneLine(question.text), options(question.options)].filter(Boolean) : [])
  yield* waits(conversation, at)
  yield* agenda(stored, conversation)
  yield* transcript(stored, conversation, at)
}

function* waits({ alarms, inbox, inboxDueAt, owed, dueAt }: Conversation, at: Times): Generator<string> {
  yield* row(
    'alarms',
    alarms.map(
      ({ frame, name, dueAt }) => `${at(dueAt)}  ${name}${frame === null ? '' : ` of frame ${frame}`}`,
    ),
  )
  yield* row('waiting', inboxDueAt === null ? [] : [`${at(inboxDueAt)}  ${inbox.length} texts`])
  yield* row(
    'owed',
    owed.map(
      ({ message, state, dueAt, attempts }) =>
        `${at(dueAt)}  message ${message}, ${state}, ${attempts} tries`,
    ),
  )
  yield* row('due', dueAt === null ? [] : [at(dueAt)])
}

function* agenda(stored: Snapshot, { workshop, appointments, hold }: Conversation): Generator<string> {
  const ids = hold ? [...appointments, hold.appointment] : appointments
  const lines = ids.map((id) => {
    const found = findAppointment(stored, workshop, id)
    if (!found) return `${id} is not in the agenda`
    const { start, service, vehicle, bays, status } = found
    return `${start}  ${service}, ${vehicle ?? 'no vehicle'}, bay ${bays.join(' and ')}, ${status} (${id})`
  })
  yield* row('appointments', lines)
}

function* transcript(stored: Snapshot, { workshop, key, last }: Conversation, at: Times): Generator<string> {
  const first = Math.max(1, last.message - mostMessages + 1)
  const range = {
    start: keys.message(workshop, key, first),
    end: keys.message(workshop, key, last.message + 1),
  }
  yield ''
  yield first > 1 ? `The last ${mostMessages} of ${last.message} messages:` : `${last.message} messages:`
  for (const { value } of stored.range<Message>(range)) {
    const { number, at: time, from, type, text, outbound } = value
    const state = outbound ? ` [${outbound.state}${outbound.reason ? `: ${outbound.reason}` : ''}]` : ''
    yield `${String(number).padStart(5)}  ${at(time)}  ${from.padEnd(8)}  ${oneLine(text) || `(${type})`}${state}`
  }
}

/** A name and what stands beside it, or nothing where there is nothing to say. */
function* row(name: string, lines: string[]): Generator<string> {
  for (const [index, line] of lines.entries()) yield `  ${(index === 0 ? name : '').padEnd(14)}${line}`
}

function options(list: { title: string }[]): string {
  return list.length > 0 ? `[${list.map(({ title }) => title).join(', ')}]` : ''
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
