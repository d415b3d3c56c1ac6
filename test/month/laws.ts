import type { Shown } from '../helpers/sandbox.ts'
import { expected } from './expected.ts'
import type { Stood } from './ledger.ts'
import { isReminder, type Month, type Outage } from './month.ts'
import { shareOut } from './shareOut.ts'
import { dateOf, day, hour, minute, minuteOf, spokenHour } from './time.ts'
import { isQuiet } from './workshop.ts'

/** A message of the workshop's as Meta's stand-in took it. `at`: Unix ms. */
export interface Sent {
  phone: string
  at: number
  text: string
  isTemplate: boolean
  /** The customer had not written for 24 hours. */
  isOutside: boolean
  /** It was sent before its customer blocked the number or went off WhatsApp, if ever. */
  arrived: boolean
  /** The customer had the word: what reads like a reminder may be a question that is put to them again. */
  isAnswer: boolean
}

export interface Evidence {
  sent: Sent[]
  /** When each customer wrote, Unix ms. */
  wrote: Map<string, number[]>
  /** What the server says of reminders that it did not send, or not at once: the reason, by phone. */
  reasons: Map<string, Set<string>>
}

export interface Judged {
  broken: string[]
  /** Reminders that were due and not sent, by their reason. */
  unsent: Record<string, number>
  due: number
  reminders: Sent[]
}

/** Reads all that was said. */
export async function evidence({ app, people, unreachable }: Month): Promise<Evidence> {
  const found: Evidence = { sent: [], wrote: new Map(), reasons: new Map() }
  for (const phone of people.keys()) {
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    let heardAt = Number.NEGATIVE_INFINITY
    let arrived = !unreachable.has(phone) || unreachable.get(phone) !== undefined
    let isAnswer = false
    for (const { id, from, at: said, text, type } of messages) {
      const at = Date.parse(said)
      if (from === 'customer') {
        heardAt = at
        found.wrote.set(phone, [...(found.wrote.get(phone) ?? []), at])
      } else {
        const isOutside = at >= heardAt + day
        found.sent.push({ phone, at, text, isTemplate: type === 'template', isOutside, arrived, isAnswer })
      }
      isAnswer = from === 'customer'
      if (id === unreachable.get(phone)) arrived = false
    }
    found.reasons.set(phone, await reasonsOf(app, phone, messages.length > 0))
  }
  return found
}

async function reasonsOf(app: Month['app'], phone: string, isKnown: boolean): Promise<Set<string>> {
  const reasons = new Set<string>()
  const page = await app
    .get<{ messages: { id: string; cause?: { state: string }; status?: string }[] }>(
      `/api/v1/conversations/${phone}?limit=500`,
    )
    .catch((error: Error) => {
      if (isKnown) throw error
      return { messages: [] }
    })
  for (const { id, cause } of page.messages) {
    if (cause?.state !== 'reminding') continue
    const { reason, state } = await app.get<{ reason?: string; state: string }>(`/api/v1/messages/${id}`)
    if (reason) reasons.add(reason)
    if (state === 'owed') reasons.add('still owed')
  }
  return reasons
}

/** Judges each appointment that stood, and each message that was sent. */
export function judge(month: Month, found: Evidence, rules: { holiday: string; contacts: number }): Judged {
  const broken: string[] = []
  const unsent: Record<string, number> = {}
  const reminders = found.sent.filter(({ text }) => isReminder(text))
  const ofEach = shareOut([...month.ledger.appointments.values()], reminders)
  const contacted = contacts(found.sent)
  let due = 0
  for (const stood of month.ledger.appointments.values()) {
    const own = ofEach.get(stood) ?? []
    const reasons = new Set([...stood.toCall, ...(found.reasons.get(stood.last.phone!) ?? [])])
    const one = ownReminders(stood, own, { reasons, month, found, contacted, ...rules })
    broken.push(...one.broken)
    due += one.due
    for (const reason of one.unsent) unsent[reason] = (unsent[reason] ?? 0) + 1
  }
  for (const { phone, at, isTemplate, isOutside } of found.sent) {
    if (isOutside && !isTemplate) broken.push(`${phone} got a plain message outside the window, ${said(at)}`)
  }
  for (const { phone, at } of reminders)
    if (isQuiet(minuteOf(at))) broken.push(`${phone} was reminded in quiet hours, ${said(at)}`)
  const most = busiest(contacted)
  if (most > rules.contacts)
    broken.push(`${most} customers were contacted in 24 hours: ${rules.contacts} may be`)
  broken.push(...doubleBookings([...month.ledger.appointments.values()]))
  return { broken, unsent, due, reminders }
}

interface Case {
  reasons: Set<string>
  month: Month
  found: Evidence
  contacted: number[]
  holiday: string
  contacts: number
}

/** One appointment: each of its reminders once, in time, or a reason. */
function ownReminders(
  { last, made, ended, confirmed, toCall }: Stood,
  own: Sent[],
  { reasons, month, found, contacted, ...rules }: Case,
): { broken: string[]; unsent: string[]; due: number } {
  const start = Date.parse(last.start)
  const what = `${last.phone}, ${last.start}`
  const broken: string[] = []
  const unsent: string[] = []
  const { first, again } = expected(start, made.by, rules.holiday)
  const isLong = start - made.by >= 3 * hour
  // Made between two looks, it may have been made before a time that had passed by the second.
  const earliest = expected(start, made.after, rules.holiday).first
  const wasEarlier = earliest < first && own.some(({ at }) => at >= earliest - minute && at < first - minute)
  // What is so near to a change of the appointment, or to the end, may be due or not: it is not asked for.
  const stands = (at: number) =>
    made.by + minute < at && at + slack < month.end && (!ended || ended.after > at + slack)
  const wants = [
    ...(isLong && stands(first) && !wasEarlier ? [first] : []),
    ...(isLong &&
    again - first >= 2 * hour &&
    stands(again) &&
    !(confirmed && confirmed.after <= again + slack)
      ? [again]
      : []),
  ]
  const left = [...own]
  for (const want of wants) {
    const next = wants.find((each) => each > want) ?? start
    const place = left.findIndex(({ at }) => at >= want - minute && at < next - minute)
    if (place < 0) {
      const wasDown = month.outages.some(({ from, until }) => from <= want && until >= start)
      const reason =
        whyNot(reasons, month.people.get(last.phone!)!.nature, toCall) ??
        (wasDown ? 'nothing worked from before it was due until the appointment began' : undefined)
      if (reason === undefined) broken.push(`${what}: no reminder and no reason, due ${said(want)}`)
      else unsent.push(reason)
      continue
    }
    const [{ at }] = left.splice(place, 1) as [Sent]
    const isLate = at > latest(want, month.outages, found.wrote.get(last.phone!) ?? [])
    // Room comes in spans of six minutes, and is kept for appointments that are earlier.
    const isFull = reasons.has('limit') || countWithin(contacted, at) >= 0.9 * rules.contacts
    if (isLate && !isFull) broken.push(`${what}: late, due ${said(want)}, sent ${said(at)}`)
  }
  for (const { at } of own) {
    if (at >= start) broken.push(`${what}: reminded after it began, ${said(at)}`)
    if (ended && at > ended.by + minute) broken.push(`${what}: reminded of what was over, ${said(at)}`)
  }
  const most = Math.max(first, expected(start, made.after, rules.holiday).first) > made.after ? 2 : 1
  const unasked = own.filter(({ isAnswer }) => !isAnswer)
  if (unasked.length > most) broken.push(`${what}: reminded ${unasked.length} times`)
  const times = unasked.map(({ at }) => at).sort((a, b) => a - b)
  if (times.some((at, index) => index > 0 && at - times[index - 1]! < 30 * minute))
    broken.push(`${what}: reminded twice within half an hour`)
  return { broken, unsent, due: wants.length }
}

/** The agenda is looked at once an hour, three hours apart at night. */
const slack = hour

function whyNot(reasons: Set<string>, nature: string, toCall: Set<string>): string | undefined {
  const [called] = ['limit', 'undelivered', 'unanswered'].filter((each) => toCall.has(each))
  if (reasons.has('optedOut')) return 'opted out'
  if (called) return `to call: ${called}`
  const [blocked] = ['limit', 'tooLate', 'outdated', 'window'].filter((each) => reasons.has(each))
  if (blocked) return `not sent: ${blocked}`
  const [failed] = [...reasons].filter((each) => each.startsWith('Nobody knows'))
  if (failed) return 'not known whether it arrived'
  return nature === 'usual' ? undefined : nature
}

/** Until when a reminder may come: a quarter after who is in a talk was quiet, and after an outage. */
function latest(due: number, outages: Outage[], wrote: number[]): number {
  let at = due
  for (const { from, until } of outages.toSorted((a, b) => a.from - b.from))
    if (at >= from - 10 * minute && at <= until + 10 * minute) at = until + 10 * minute
  for (const each of wrote) if (each <= at && each + 15 * minute > at) at = each + 15 * minute
  if (isQuiet(minuteOf(at))) at = Date.parse(`${dateOf(at + 4 * hour)}T08:00:00-03:00`)
  return at + 20 * minute
}

/** When customers were contacted outside their windows, in order; each counts once in 24 hours. Unix ms. */
export function contacts(sent: Sent[]): number[] {
  const last = new Map<string, number>()
  const outside = sent.filter(({ isOutside }) => isOutside).sort((a, b) => a.at - b.at)
  return outside.flatMap(({ phone, at }) => {
    if (at < (last.get(phone) ?? Number.NEGATIVE_INFINITY) + day) return []
    last.set(phone, at)
    return [at]
  })
}

/** The most customers that were contacted in any 24 hours. */
export function busiest(contacted: number[]): number {
  return contacted.reduce((most, at) => Math.max(most, countWithin(contacted, at)), 0)
}

function countWithin(contacted: number[], to: number): number {
  return contacted.filter((at) => at > to - day && at <= to).length
}

/** Two that occupy the same bay at the same time, among those that stood until they began. */
function doubleBookings(all: Stood[]): string[] {
  const kept = all.filter(({ last }) => !['cancelled', 'moved', 'noShow'].includes(last.status))
  const byBay = new Map<string, Stood[]>()
  for (const each of kept) for (const bay of each.last.bays) byBay.set(bay, [...(byBay.get(bay) ?? []), each])
  return [...byBay].flatMap(([bay, each]) => {
    const ordered = each.toSorted((a, b) => Date.parse(a.last.start) - Date.parse(b.last.start))
    return ordered.flatMap(({ last }, index) => {
      const next = ordered[index + 1]
      const overlaps = next && Date.parse(next.last.start) < Date.parse(last.busyUntil)
      return overlaps ? [`${bay} has two at ${next.last.start}`] : []
    })
  })
}

function said(at: number): string {
  return `${dateOf(at)} ${spokenHour(at)}`
}
