import { type Appointment, occupies } from '../agenda/appointment.ts'
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

/** Who waits and books something else meanwhile waits for a place that they like better than that. */
export async function waitInstead(asking: Asking, booked: Appointment): Promise<void> {
  if (!asking.conversation.waits) return
  for (const wish of await ownWishes(asking)) {
    const isAbout = wish.service === booked.service && wish.waits!.instead === booked.movedFrom
    if (isAbout) asking.changed.set(wish.id, { ...wish, waits: { ...wish.waits!, instead: booked.id } })
  }
}

/** The places that are free, and that suit somebody who waits; in order of start. */
export async function placesFor(asking: Asking, wish: Appointment): Promise<Slot[]> {
  const { workshop, now } = asking
  // It may have left `workshop.yaml` since.
  const wanted = workshop.services.find(({ id }) => id === wish.service)
  if (!wanted) return []
  const [from, to] = datesOf(asking, wish)
  const taken = await appointments(asking, ...daysAround(workshop, from, to))
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
    if (status !== 'waiting' || conversation.alarms.some((alarm) => alarm.name === name)) continue
    const setting = conversation.last.setting + 1
    conversation.last = { ...conversation.last, setting }
    const event = { type: 'wish.passed', wish: id, at: end }
    conversation.alarms = [
      ...conversation.alarms,
      { frame: null, name, setting, dueAt: Date.parse(end), event },
    ]
  }
}

/** Gives an offered place back; whoever waits next is asked. What was chosen and not offered is left alone. */
export async function passOn(asking: Asking): Promise<void> {
  const held = await ownHold(asking)
  const { conversation } = asking
  if (held?.offeredTo === undefined) return
  const wish = asking.changed.get(held.offeredTo) ?? (await asking.view.appointment(held.offeredTo))
  if (wish?.waits) {
    const { offeredUntil: _, ...waits } = wish.waits
    asking.changed.set(wish.id, { ...wish, waits: { ...waits, declined: [...waits.declined, held.start] } })
  }
  conversation.hold = null
  asking.changed.delete(held.id)
  asking.removed.add(held.id)
  conversation.freedAt = asking.now
}

/** Has those who wait be asked at this time (Unix ms), or sooner where that is due already. */
export function askNextAt(conversation: Conversation, at: number): void {
  conversation.freedAt = Math.min(conversation.freedAt ?? at, at)
}

/** What somebody has chosen and not booked yet may become free, and nobody would tell. */
export async function askWhenUndecided(asking: Asking, wish: Appointment): Promise<void> {
  const { workshop, conversation, now } = asking
  const taken = await appointments(asking, ...daysAround(workshop, ...datesOf(asking, wish)))
  const held = taken.filter(
    (each) => each.status === 'held' && occupies(each, now) && Date.parse(each.start) < Date.parse(wish.end),
  )
  if (held.length > 0)
    askNextAt(conversation, Math.max(...held.map(({ heldUntil }) => Date.parse(heldUntil ?? ''))))
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
