import type { Join } from '../store/store.ts'
import type { Consent } from './consent.ts'
import type { Alarm, Conversation, Message, Owed } from './conversation.ts'
import { nextDue } from './due.ts'
import { sendingLease } from './job.ts'
import { reached } from './outbound.ts'
import { placeOf } from './placeOf.ts'
import { onePerWork } from './planRecalls.ts'
import { unknownGrace } from './settle.ts'
import { vehiclesOf, withVehicle } from './vehicles.ts'

/**
 * One conversation of two that turned out to be one customer's. The messages of the younger follow those of the elder,
 * each with the next number; the talk is the one in which the customer wrote last. Buttons of the other one are old ones
 * from now on, and a place that was held in it runs out by itself.
 */
export const joined: Join<Conversation, Message> = (elder, younger) => {
  const offset = elder.last.message
  const isYoungerLast = (younger.lastHeardAt ?? 0) >= (elder.lastHeardAt ?? 0)
  const settings = elder.last.setting
  const theirs = younger.alarms.map((alarm): Alarm => ({ ...alarm, setting: alarm.setting + settings }))
  const [talking, silent] = isYoungerLast ? [younger, elder] : [elder, younger]
  const alarms = isYoungerLast
    ? [...elder.alarms.filter(isLasting), ...theirs]
    : [...elder.alarms, ...theirs.filter(isLasting)]
  const fetching = [
    ...(elder.fetching ?? []),
    ...(younger.fetching ?? []).map((each) => ({ ...each, message: each.message + offset })),
  ]
  const theirInbox = younger.inbox.map(({ number, ...waiting }) => ({
    ...waiting,
    ...(number !== undefined && { number: number + offset }),
  }))
  const inbox = [...elder.inbox, ...theirInbox].sort((a, b) => a.arrivedAt - b.arrivedAt)
  const tellings = [...(elder.tellings ?? []), ...(younger.tellings ?? [])].sort((a, b) => a.at - b.at)
  const theirNotice = younger.notice && { ...younger.notice, message: younger.notice.message + offset }
  const notice = elder.notice ?? theirNotice
  const conversation: Conversation = {
    ...without(elder, 'refusedAt'),
    ...(notice && { notice }),
    ...latest(talking),
    ...furthest(elder, younger),
    aliases: [...new Set([...elder.aliases, ...younger.aliases, keyAlias(younger.key)])],
    phone: talking.phone ?? silent.phone,
    userId: talking.userId ?? silent.userId,
    name: talking.name ?? silent.name,
    ...owned(talking, silent),
    attention: elder.attention === 'human' || younger.attention === 'human' ? 'human' : 'bot',
    optedOut: elder.optedOut || younger.optedOut,
    ...(elder.noMarketing || younger.noMarketing ? { noMarketing: true as const } : {}),
    talk: talking.talk,
    hold: talking.hold,
    alarms: onePerWork(alarms),
    ...joinedConsent(elder, younger, offset),
    inbox,
    inboxDueAt:
      inbox.length > 0
        ? Math.min(...[elder, younger].map((each) => each.inboxDueAt ?? Number.MAX_VALUE))
        : null,
    owed: [
      ...elder.owed,
      ...younger.owed.map((each) => unsettled({ ...each, message: each.message + offset })),
    ],
    ...(fetching.length > 0 && { fetching }),
    ...(tellings.length > 0 && { tellings }),
    appointments: [...new Set([...elder.appointments, ...younger.appointments])],
    lastHeardAt: Math.max(elder.lastHeardAt ?? 0, younger.lastHeardAt ?? 0) || null,
    moved: [
      ...(elder.moved ?? []),
      ...(younger.moved ?? []).map(after(offset)),
      { key: younger.key, offset },
    ],
    last: {
      turn: Math.max(elder.last.turn, younger.last.turn),
      frame: Math.max(elder.last.frame, younger.last.frame),
      setting: settings + younger.last.setting,
      message: offset + younger.last.message,
    },
  }
  const movedId = (id: string) => {
    const place = placeOf(id)
    return place?.key === younger.key ? `${elder.key}.${place.number + offset}` : id
  }
  return {
    conversation: { ...conversation, dueAt: nextDue(conversation) },
    message: (message) => {
      const number = message.number + offset
      const turn = message.turn === undefined ? {} : { turn: message.turn + offset }
      return { ...asUnsettled(message), number, ...turn, id: `${elder.key}.${number}` }
    },
    appointment: ({ media, ...appointment }) => ({
      ...appointment,
      customer: elder.key,
      ...(media && { media: media.map((id) => movedId(id)) }),
    }),
  }
}

/**
 * What another node is sending is settled under the younger key, where nobody finds it any more, and must not be taken for
 * what was never posted: its status tells, as for any message whose answer was lost.
 */
function unsettled({ node: _, ...owed }: Owed): Owed {
  if (owed.state !== 'sending') return owed
  return { ...owed, state: 'unknown', dueAt: owed.dueAt - sendingLease + unknownGrace }
}

function asUnsettled(message: Message): Message {
  const { outbound } = message
  if (outbound?.state !== 'sending') return message
  return reached(message, 'unknown', outbound.reached.sending ?? message.at)
}

/** What still leads to a conversation by the key of one that was joined to it: statuses and links bring that. */
export function keyAlias(key: string): string {
  return `key:${key}`
}

/** Reminders of appointments belong to no frame. */
function isLasting({ frame }: Alarm): boolean {
  return frame === null
}

function after(offset: number) {
  return (moved: { key: string; offset: number }) => ({ ...moved, offset: moved.offset + offset })
}

/** A no counts for more than a yes, and an answer for more than none. */
function joinedConsent(elder: Conversation, younger: Conversation, offset: number): Partial<Conversation> {
  const moved = younger.consent && {
    ...younger.consent,
    asked: { ...younger.consent.asked, message: younger.consent.asked.message + offset },
    answers: younger.consent.answers.map((each) => ({ ...each, message: each.message + offset })),
  }
  const both = [elder.consent, moved].filter((each) => each !== undefined)
  const [first] = both.toSorted((a, b) => weight(b) - weight(a))
  if (!first) return {}
  const without = [...new Set(both.flatMap((each) => each.without ?? []))]
  return { consent: { ...first, ...(without.length > 0 && { without }) } }
}

function weight({ answers }: Consent): number {
  const isGiven = answers.at(-1)?.isGiven
  return isGiven === undefined ? 0 : isGiven ? 1 : 2
}

/** What they said of themselves, the last word first. */
function owned(talking: Conversation, silent: Conversation): Partial<Conversation> {
  const vehicles = vehiclesOf(silent)
    .toReversed()
    .reduce(withVehicle, [] as string[])
  const all = vehiclesOf(talking).toReversed().reduce(withVehicle, vehicles)
  const saidName = talking.saidName ?? silent.saidName
  const language = talking.language ?? silent.language
  const waits = [...(silent.waits ?? []), ...(talking.waits ?? [])]
  const readings = [...(silent.readings ?? []), ...(talking.readings ?? [])].sort((a, b) => a.at - b.at)
  const freedAt = [silent.freedAt, talking.freedAt].filter((at) => at !== undefined)
  return {
    ...(all.length > 0 && { vehicles: all }),
    ...(saidName !== undefined && { saidName }),
    ...(language !== undefined && { language }),
    ...(readings.length > 0 && { readings }),
    ...(waits.length > 0 && { waits }),
    ...(freedAt.length > 0 && { freedAt: Math.min(...freedAt) }),
  }
}

/** A window that Meta refused is open again where the customer has written since. */
function latest({ tapped, unreadableAt, refusedAt }: Conversation) {
  return { tapped, unreadableAt, ...(refusedAt !== undefined && { refusedAt }) }
}

/** What Meta's limits count, it counts by person: who was known twice has used up as much as the one who used more. */
function furthest(...both: Conversation[]): Partial<Conversation> {
  const counted = ['pairSpentUntil', 'heardSpentUntil', 'contactedAt'] as const
  const known = counted.flatMap((name) => {
    const times = both.map((each) => each[name]).filter((at) => at !== undefined)
    return times.length > 0 ? [[name, Math.max(...times)]] : []
  })
  return Object.fromEntries(known)
}

function without<T extends object, K extends keyof T>(value: T, name: K): Omit<T, K> {
  const { [name]: _, ...rest } = value
  return rest
}
