import { type Appointment, occupies, resourcesOf } from '../agenda/appointment.ts'
import { daysAround, freeSlots, type Slot } from '../agenda/slots.ts'
import { addDays, local } from '../agenda/zone.ts'
import type { Conversation } from './conversation.ts'
import { type Asking, appointments, own, ownHold } from './places.ts'

/** What customers wait for stands in the agenda, and occupies nothing of it. */

/** What the customer still waits for; who has no appointment any more waits for none in its place. */
export async function ownWishes(asking: Asking): Promise<Appointment[]> {
  const { conversation, view, changed, now } = asking
  const wishes: Appointment[] = []
  for (const id of conversation.waits ?? []) {
    const wish = changed.get(id) ?? (await view.appointment(id))
    if (wish?.status !== 'waiting' || Date.parse(wish.end) <= now) continue
    const { instead } = wish.waits!
    if (instead === undefined || (await own(asking, instead))) wishes.push(wish)
  }
  return wishes
}

/**
 * Who waits and books something else meanwhile waits for a place that they like better than that; who waits for one before
 * the appointment that is moved waits for one before what it is moved to.
 * @param old the appointment in whose place it was booked
 */
export async function waitInstead(asking: Asking, booked: Appointment, old?: Appointment): Promise<void> {
  if (!asking.conversation.waits) return
  for (const wish of await ownWishes(asking)) {
    if (wish.service !== booked.service || wish.waits!.instead !== old?.id) continue
    const isEarlier = old !== undefined && Date.parse(wish.end) === Date.parse(old.start)
    const until = isEarlier ? { end: booked.start, busyUntil: booked.start } : {}
    asking.changed.set(wish.id, { ...wish, ...until, waits: { ...wish.waits!, instead: booked.id } })
  }
}

/** The places that are free, beside what is taken, and that suit somebody who waits; in order of start. */
export async function placesFor(
  asking: Asking,
  wish: Appointment,
  isTaken = (_: Appointment) => true,
): Promise<Slot[]> {
  const { workshop, now } = asking
  // It may have left `workshop.yaml` since.
  const wanted = workshop.services.find(({ id }) => id === wish.service)
  if (!wanted) return []
  const [from, to] = datesOf(asking, wish)
  const taken = (await appointments(asking, ...daysAround(workshop, from, to))).filter(isTaken)
  const { minutes, declined } = wish.waits!
  const slots = freeSlots(workshop, wanted, taken, { now, from, to })
  return slots.filter(({ start }) => {
    const at = Date.parse(start)
    const { minute } = local(workshop.zone, at)
    const isWanted = at >= Date.parse(wish.start) && at < Date.parse(wish.end)
    return isWanted && minute >= minutes[0] && minute < minutes[1] && !declined.includes(start)
  })
}

/** The first and the last local date of what is waited for. */
function datesOf({ workshop }: Asking, { start, end }: Appointment): [string, string] {
  return [local(workshop.zone, Date.parse(start)).day, local(workshop.zone, Date.parse(end)).day]
}

/** Nobody waits for this any more. */
export function dropWish({ conversation, changed, removed }: Asking, id: string): void {
  const left = (conversation.waits ?? []).filter((each) => each !== id)
  if (left.length > 0) conversation.waits = left
  else delete conversation.waits
  changed.delete(id)
  removed.add(id)
}

/** Has what is waited for dropped once it has passed, and forgets that of what is waited for no more. */
export function planWishes(conversation: Conversation, changed: Appointment[], removed: Set<string>): void {
  for (const id of removed)
    conversation.alarms = conversation.alarms.filter(({ name }) => name !== `wish/${id}`)
  for (const { id, status, end } of changed) {
    const name = `wish/${id}`
    const dueAt = Date.parse(end)
    const before = conversation.alarms.find((alarm) => alarm.name === name)
    if (status !== 'waiting' || before?.dueAt === dueAt) continue
    const setting = conversation.last.setting + 1
    conversation.last = { ...conversation.last, setting }
    const event = { type: 'wish.passed', wish: id, at: end }
    const others = conversation.alarms.filter((alarm) => alarm !== before)
    conversation.alarms = [...others, { frame: null, name, setting, dueAt, event }]
  }
}

/**
 * Gives an offered place back; whoever waits next is asked. Who did not want it is offered nothing else of the same gap. What
 * was chosen and not offered is left alone.
 */
export async function passOn(asking: Asking): Promise<void> {
  const held = await ownHold(asking)
  const { conversation } = asking
  if (held?.offeredTo === undefined) return
  const wish = asking.changed.get(held.offeredTo) ?? (await asking.view.appointment(held.offeredTo))
  if (wish?.waits) {
    const declined = [...wish.waits.declined, held.start]
    asking.changed.set(wish.id, notTaken({ ...wish, waits: { ...wish.waits, declined } }))
  }
  conversation.hold = null
  asking.changed.delete(held.id)
  asking.removed.add(held.id)
  conversation.freedAt = asking.now
}

/** The wish once the place that was offered for it was not taken. */
export function notTaken(wish: Appointment): Appointment {
  const { offeredUntil: _, offeredGap = [], ...waits } = wish.waits!
  return { ...wish, waits: { ...waits, declined: [...waits.declined, ...offeredGap] } }
}

/**
 * The starts of the gap in which a place lies: of those that nobody has, what touches it, and what touches that, in its
 * bays. What is only kept for somebody is a part of it.
 */
export async function gapAround(asking: Asking, wish: Appointment, place: Slot): Promise<string[]> {
  const free = await placesFor(asking, wish, ({ status }) => status !== 'held')
  const own = resourcesOf(place)
  const near = free.filter((slot) => slot.start === place.start || sharesAny(own, resourcesOf(slot)))
  const at = near.findIndex(({ start }) => start === place.start)
  const isApart = (a: Slot, b: Slot) => Date.parse(a.busyUntil) < Date.parse(b.start)
  let [first, last] = [at, at]
  while (first > 0 && !isApart(near[first - 1]!, near[first]!)) first--
  while (last < near.length - 1 && !isApart(near[last]!, near[last + 1]!)) last++
  return near.slice(first, last + 1).map(({ start }) => start)
}

/** A vehicle that is left occupies none. */
function sharesAny(a: string[], b: string[]): boolean {
  return (a.length === 0 && b.length === 0) || a.some((each) => b.includes(each))
}

/** What was chosen is kept no more; if it still was, it is free before its time, and whoever waits for it is asked. */
export async function freeChoice(asking: Asking, held: Appointment): Promise<void> {
  const { conversation, now } = asking
  if (conversation.freedAt === Date.parse(held.heldUntil ?? '')) delete conversation.freedAt
  if (occupies(held, now) && (await isWaitedFor(asking, held))) askNextAt(conversation, now)
}

/** Has those who wait be asked at this time (Unix ms), or sooner where that is due already. */
export function askNextAt(conversation: Conversation, at: number): void {
  conversation.freedAt = Math.min(conversation.freedAt ?? at, at)
}

/** Whether anybody waits for what this appointment leaves free. */
export async function isWaitedFor({ view, workshop, now }: Asking, { start }: Appointment): Promise<boolean> {
  if (Date.parse(start) <= now) return false
  const day = local(workshop.zone, Date.parse(start)).day
  const near = await view.appointments(addDays(day, -workshop.horizon), day)
  return near.some((each) => each.status === 'waiting' && Date.parse(each.end) > now)
}

/** Whether somebody can be asked for it now. */
export function isOpen({ status, waits, end }: Appointment, now: number): boolean {
  return (
    status === 'waiting' && waits !== undefined && Date.parse(end) > now && (waits.offeredUntil ?? 0) <= now
  )
}
