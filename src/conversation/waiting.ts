import { type Appointment, occupies } from '../agenda/appointment.ts'
import type { Slot } from '../agenda/slots.ts'
import { addDays, dayStart, isoIn, local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import { type Asking, dropExpired, newPlace, own, ownHold, search, titleOf } from './places.ts'
import type { Services, Visit, Wish } from './services.ts'
import { visit } from './visits.ts'
import { askNextAt, dropWish, gapAround, isOpen, notTaken, ownWishes, passOn, placesFor } from './wishes.ts'

/** The waiting list: whoever waits for a place is asked, one after another, when one becomes free. */

/** How long a place that became free is kept for whoever is asked, in ms. */
const offerLength = 20 * 60_000

export async function joinWaitingList(
  asking: Asking,
  { service: id, when, vehicle, moving }: Services['joinWaitingList']['input'],
): Promise<Services['joinWaitingList']['output']> {
  await asking.view.lockAgenda()
  const { workshop, conversation, now } = asking
  for (const wish of await ownWishes(asking)) if (wish.service === id) dropWish(asking, wish.id)
  const old = moving === null ? undefined : await own(asking, moving)
  const minutes = minutesOf(workshop.zone, when)
  const wish: Appointment = {
    ...newPlace(asking, await rangeOf(asking, id, when, old), id),
    vehicle: vehicle || null,
    status: 'waiting',
    waits: { since: now, minutes, declined: [], ...(old && { instead: old.id }) },
  }
  const suited = suitedBy(wish, await placesFor(asking, wish), when)
  asking.changed.set(suited.id, suited)
  conversation.waits = [...(conversation.waits ?? []), suited.id]
  return { wish: asWish(asking, suited) }
}

/** The days that were said, or all; who has an appointment, and says nothing, wants an earlier one. */
async function rangeOf(
  asking: Asking,
  id: string,
  when: When[],
  old: Appointment | undefined,
): Promise<Slot> {
  const { workshop, now } = asking
  const { zone } = workshop
  const { days } = await search(asking, id, when, null)
  const today = local(zone, now).day
  const start = isoIn(zone, days[0] > today ? dayStart(zone, days[0]) : now)
  const isEarlier = old !== undefined && when.length === 0
  const end = isEarlier ? old.start : isoIn(zone, dayStart(zone, addDays(days[1], 1)))
  return { start, end, busyUntil: end, bays: [] }
}

/** What is free already is not what is waited for: who named no day wants one before it. */
function suitedBy(wish: Appointment, free: Slot[], when: When[]): Appointment {
  const [first] = free
  if (first && when.length === 0) return { ...wish, end: first.start, busyUntil: first.start }
  return { ...wish, waits: { ...wish.waits!, declined: free.map(({ start }) => start) } }
}

export async function leaveWaitingList(
  asking: Asking,
  { id }: Services['leaveWaitingList']['input'],
): Promise<Services['leaveWaitingList']['output']> {
  await asking.view.lockAgenda()
  await passOn(asking)
  for (const each of id === null ? (asking.conversation.waits ?? []) : [id]) dropWish(asking, each)
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
  if (mine && occupies(mine, now)) return offerAgain(asking, mine, id)
  await passOn(asking)
  if (mine) asking.removed.add(mine.id)
  const found = asking.changed.get(id) ?? (await asking.view.appointment(id))
  if (!found?.waits || !isOpen(found, now)) return { offer: null }
  const wish = notTaken(found)
  const { instead } = found.waits
  const moving = await movingFor(asking, found)
  const [slot] = instead !== undefined && (!moving || moving.isClose) ? [] : await placesFor(asking, wish)
  if (!slot) return { offer: null }
  const until = now + offerLength
  const held: Appointment = {
    ...newPlace(asking, slot, wish.service),
    status: 'held',
    heldUntil: isoIn(workshop.zone, until),
    offeredTo: id,
  }
  await dropExpired(asking, slot)
  const offeredGap = await gapAround(asking, wish, slot)
  asking.changed.set(held.id, held)
  asking.changed.set(id, { ...wish, waits: { ...wish.waits!, offeredUntil: until, offeredGap } })
  conversation.hold = { appointment: held.id, frame }
  // Whatever becomes of this talk, the next one is asked then: a person may have the floor, or the vehicle never be said.
  askNextAt(conversation, until)
  return { offer: offerOf(asking, wish, held, moving) }
}

/** What is kept for this wish already, as when the flow had to begin again: it stays so for as long as was said. */
async function offerAgain(
  asking: Asking,
  held: Appointment,
  id: string,
): Promise<Services['holdForWish']['output']> {
  const wish = held.offeredTo === id ? await asking.view.appointment(id) : undefined
  if (!wish) return { offer: null }
  asking.conversation.hold = { appointment: held.id, frame: asking.frame }
  return { offer: offerOf(asking, wish, held, await movingFor(asking, wish)) }
}

function offerOf(asking: Asking, wish: Appointment, held: Appointment, moving: Visit | null): Offer {
  const { start, heldUntil = start } = held
  return { ...asWish(asking, wish), start, until: heldUntil, vehicle: wish.vehicle ?? '', moving }
}

/** The appointment in whose place something is waited for, if it is one. */
async function movingFor(asking: Asking, { waits }: Appointment): Promise<Visit | null> {
  const old = waits?.instead === undefined ? undefined : await own(asking, waits.instead)
  return old ? visit(asking, old) : null
}

/** The place that was offered is not wanted, or was not answered in time: it is the next one's. */
export async function declineOffer(asking: Asking): Promise<Services['declineOffer']['output']> {
  await asking.view.lockAgenda()
  await passOn(asking)
  return {}
}

type Offer = NonNullable<Services['holdForWish']['output']['offer']>

function asWish({ workshop }: Asking, wish: Appointment): Wish {
  return { id: wish.id, serviceId: wish.service, service: titleOf(workshop, wish) }
}

const NOON = 720
const DAY_MINUTES = 1440

/** Who asked for a morning waits for a morning; who asked for several things, or for none, for any hour. */
function minutesOf(zone: string, when: When[]): [number, number] {
  const wanted = when.filter(({ not, saidTime }) => !not && saidTime)
  if (wanted.length === 0) return [0, DAY_MINUTES]
  const isBefore = wanted.map(({ start }) => local(zone, Date.parse(start)).minute < NOON)
  if (isBefore.every(Boolean)) return [0, NOON]
  return isBefore.some(Boolean) ? [0, DAY_MINUTES] : [NOON, DAY_MINUTES]
}
