import { resourcesOf } from '../../agenda/appointment.ts'
import { stateName } from '../../conversation/chart.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import type { Records } from '../../store/records.ts'
import { windowEnd } from '../../whatsapp/policy.ts'

/** Messages that are shown; the others are in an export. */
const mostMessages = 20

type Times = (instant: number) => string

/** A conversation as people read it. */
export async function* conversationLines(
  stored: Records,
  conversation: Conversation,
  at: Times,
): AsyncGenerator<string> {
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
  yield* wishes(stored, conversation, at)
  yield* transcript(stored, conversation, at)
}

function* waits(
  { alarms, inbox, inboxDueAt, owed, fetching = [], tellings = [], dueAt }: Conversation,
  at: Times,
): Generator<string> {
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
  yield* row(
    'files',
    fetching.map(({ message, dueAt, attempts }) => `${at(dueAt)}  of message ${message}, ${attempts} tries`),
  )
  yield* row(
    'events',
    tellings.map(({ type, dueAt, attempts }) => `${at(dueAt)}  ${type}, ${attempts} tries`),
  )
  yield* row('due', dueAt === null ? [] : [at(dueAt)])
}

async function* agenda(
  stored: Records,
  { workshop, appointments, hold }: Conversation,
): AsyncGenerator<string> {
  const ids = hold ? [...appointments, hold.appointment] : appointments
  const lines: string[] = []
  for (const id of ids) {
    const found = await stored.appointment(workshop, id)
    if (found) {
      const { start, service, vehicle, status } = found
      const place = resourcesOf(found).join(' and ') || 'no bay'
      lines.push(`${start}  ${service}, ${vehicle ?? 'no vehicle'}, ${place}, ${status} (${id})`)
    } else lines.push(`${id} is not in the agenda`)
  }
  yield* row('appointments', lines)
}

/** What is waited for: a place of a service, between two times. */
async function* wishes(
  stored: Records,
  { workshop, waits = [] }: Conversation,
  at: Times,
): AsyncGenerator<string> {
  const lines: string[] = []
  for (const id of waits) {
    const found = await stored.appointment(workshop, id)
    const { start, end, service, vehicle, waits: wish } = found ?? {}
    const instead = wish?.instead === undefined ? '' : `, in place of ${wish.instead}`
    const offered = wish?.offeredUntil === undefined ? '' : `, offered one until ${at(wish.offeredUntil)}`
    lines.push(
      wish
        ? `${start} to ${end}  ${service}, ${vehicle ?? 'no vehicle'}, since ${at(wish.since)}${instead}${offered} (${id})`
        : `${id} is not in the agenda`,
    )
  }
  yield* row('waits for', lines)
}

async function* transcript(
  stored: Records,
  { workshop, key, last }: Conversation,
  at: Times,
): AsyncGenerator<string> {
  const first = Math.max(1, last.message - mostMessages + 1)
  yield ''
  yield first > 1 ? `The last ${mostMessages} of ${last.message} messages:` : `${last.message} messages:`
  for (let number = first; number <= last.message; number++) {
    const found = (await stored.message(workshop, key, number)) as Message | undefined
    if (!found) continue
    const { at: time, from, type, text, media, outbound } = found
    const { state: reached, reason } = outbound ?? media ?? {}
    const state = reached ? ` [${reached}${reason ? `: ${reason}` : ''}]` : ''
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
