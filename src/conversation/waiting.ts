import { type Appointment, occupies } from '../agenda/appointment.ts'
import { daysAround, freeSlots, type Slot } from '../agenda/slots.ts'
import { addDays, dayStart, isoIn, local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import type { Conversation } from './conversation.ts'
import { type Asking, appointments, dropExpired, newPlace, ownHold, search, titleOf } from './places.ts'
import type { Services, Wish } from './services.ts'

/** The waiting list: whoever waits for a place is asked, one after another, when one becomes free. */

/** How long a place that became free is kept for whoever is asked, in ms. */
const offerLength = 20 * 60_000

const NOON = 720
const DAY_MINUTES = 1440

export async function joinWaitingList(
  asking: Asking,
  { service: id, when, vehicle }: Services['joinWaitingList']['input'],
): Promise<Services['joinWaitingList']['output']> {
  await asking.view.lockAgenda()
  const { workshop, conversation, now } = asking
  for (const wish of await ownWishes(asking)) if (wish.service === id) remove(asking, wish.id)
  const { days } = await search(asking, id, when, null)
  const { zone } = workshop
  const today = local(zone, now).day
  const [from, to] = [days[0] > today ? days[0] : today, days[1]]
  const wanted = { start: from === today ? now : dayStart(zone, from), end: dayStart(zone, addDays(to, 1)) }
  const place: Slot = {
    start: isoIn(zone, wanted.start),
    end: isoIn(zone, wanted.end),
    busyUntil: isoIn(zone, wanted.end),
    bays: [],
  }
  const wish: Appointment = {
    ...newPlace(asking, place, id),
    vehicle: vehicle || null,
    status: 'waiting',
    waits: { since: now, minutes: minutesOf(zone, when), declined: [] },
  }
  asking.changed.set(wish.id, wish)
  await askWhenUndecided(asking, wish)
  conversation.waits = [...(conversation.waits ?? []), wish.id]
  return { wish: asWish(asking, wish) }
}

export async function leaveWaitingList(
  asking: Asking,
  { id }: Services['leaveWaitingList']['input'],
): Promise<Services['leaveWaitingList']['output']> {
  await asking.view.lockAgenda()
  await passOn(asking)
  remove(asking, id)
  return {}
}

export async function listWishes(asking: Asking): Promise<Services['listWishes']['output']> {
  const wishes = await ownWishes(asking)
  return { wishes: wishes.map((each) => asWish(asking, each)) }
}

/** Keeps a place that became free for whoever waits for one; null when none suits, or somebody else was faster. */
export async function holdForWish(
  asking: Asking,
  { id }: Services['holdForWish']['input'],
): Promise<Services['holdForWish']['output']> {
  await asking.view.lockAgenda()
  const { conversation, workshop, now, frame } = asking
  const mine = await ownHold(asking)
  if (mine && occupies(mine, now)) return { offer: null }
  await passOn(asking)
  if (mine) asking.removed.add(mine.id)
  const wish = asking.changed.get(id) ?? (await asking.view.appointment(id))
  if (!wish?.waits || !isOpen(wish, now)) return { offer: null }
  const slot = await firstFor(asking, wish)
  if (!slot) return { offer: null }
  const until = now + offerLength
  const held: Appointment = {
    ...newPlace(asking, slot, wish.service),
    status: 'held',
    heldUntil: isoIn(workshop.zone, until),
    offeredTo: id,
  }
  await dropExpired(asking, slot)
  asking.changed.set(held.id, held)
  asking.changed.set(id, { ...wish, waits: { ...wish.waits, offeredUntil: until } })
  conversation.hold = { appointment: held.id, frame }
  // Whatever becomes of this talk, the next one is asked then: a person may have the floor, or the vehicle never be said.
  askNextAt(conversation, until)
  return {
    offer: {
      ...asWish(asking, wish),
      start: held.start,
      until: held.heldUntil!,
      vehicle: wish.vehicle ?? '',
    },
  }
}

/** The place that was offered is not wanted, or was not answered in time: it is the next one's. */
export async function declineOffer(asking: Asking): Promise<Services['declineOffer']['output']> {
  await asking.view.lockAgenda()
  await passOn(asking)
  return {}
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
function askNextAt(conversation: Conversation, at: number): void {
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

/** What somebody has chosen and not booked yet may become free, and nobody would tell. */
async function askWhenUndecided(asking: Asking, wish: Appointment): Promise<void> {
  const { workshop, conversation, now } = asking
  const taken = await appointments(asking, ...daysAround(workshop, ...datesOf(asking, wish)))
  const held = taken.filter(
    (each) => each.status === 'held' && occupies(each, now) && Date.parse(each.start) < Date.parse(wish.end),
  )
  if (held.length > 0)
    askNextAt(conversation, Math.max(...held.map(({ heldUntil }) => Date.parse(heldUntil ?? ''))))
}

/** The first and the last local date of what is waited for. */
function datesOf({ workshop }: Asking, { start, end }: Appointment): [string, string] {
  return [local(workshop.zone, Date.parse(start)).day, local(workshop.zone, Date.parse(end)).day]
}

async function firstFor(asking: Asking, wish: Appointment): Promise<Slot | undefined> {
  const { workshop, now } = asking
  // It may have left `workshop.yaml` since.
  const wanted = workshop.services.find(({ id }) => id === wish.service)
  if (!wanted) return undefined
  const [from, to] = datesOf(asking, wish)
  const taken = await appointments(asking, ...daysAround(workshop, from, to))
  const { minutes, declined } = wish.waits!
  const slots = freeSlots(workshop, wanted, taken, { now, from, to })
  return slots.find(({ start }) => {
    const at = Date.parse(start)
    const { minute } = local(workshop.zone, at)
    const isWanted = at >= Date.parse(wish.start) && at < Date.parse(wish.end)
    return isWanted && minute >= minutes[0] && minute < minutes[1] && !declined.includes(start)
  })
}

async function ownWishes({ conversation, view, changed, now }: Asking): Promise<Appointment[]> {
  const found = await Promise.all(
    (conversation.waits ?? []).map(async (id) => changed.get(id) ?? (await view.appointment(id))),
  )
  const open = found.filter(
    (each) => each?.status === 'waiting' && Date.parse(each.end) > now,
  ) as Appointment[]
  return open
}

function remove({ conversation, changed, removed }: Asking, id: string): void {
  const left = (conversation.waits ?? []).filter((each) => each !== id)
  if (left.length > 0) conversation.waits = left
  else delete conversation.waits
  changed.delete(id)
  removed.add(id)
}

function asWish({ workshop }: Asking, wish: Appointment): Wish {
  return { id: wish.id, serviceId: wish.service, service: titleOf(workshop, wish) }
}

/** Who asked for a morning waits for a morning; who asked for several things, or for none, for any hour. */
function minutesOf(zone: string, when: When[]): [number, number] {
  const wanted = when.filter(({ not, saidTime }) => !not && saidTime)
  if (wanted.length === 0) return [0, DAY_MINUTES]
  const isBefore = wanted.map(({ start }) => local(zone, Date.parse(start)).minute < NOON)
  if (isBefore.every(Boolean)) return [0, NOON]
  return isBefore.some(Boolean) ? [0, DAY_MINUTES] : [NOON, DAY_MINUTES]
}
