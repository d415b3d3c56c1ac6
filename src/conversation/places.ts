import { randomBytes } from 'node:crypto'
import { type Appointment, occupies } from '../agenda/appointment.ts'
import { daysToRead, findSlots } from '../agenda/search.ts'
import { daysAround, place, type Slot } from '../agenda/slots.ts'
import type { Service, Workshop } from '../agenda/workshop.ts'
import { isoIn, local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import type { View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'

/** What a service works on: the turn it is asked in. It changes the conversation's copy and collects what to commit. */
export interface Asking {
  view: View<Conversation, Message>
  workshop: Workshop
  conversation: Conversation
  /** Unix ms. */
  now: number
  /** The frame that asks. */
  frame: number
  /** Appointments changed so far in this turn, and the holds given up. */
  changed: Map<string, Appointment>
  removed: Set<string>
}

/** Options that a list message can hold beside "another day". */
const mostSlots = 9
/** The same beside "tell me if there is a place", too, which is offered where what was wanted is full or taken. */
const mostBeside = 8

export async function search(asking: Asking, serviceId: string, when: When[], moving: string | null) {
  const find = await searching(asking, serviceId, when, moving)
  const found = find(mostSlots)
  return found.why === 'full' ? find(mostBeside) : found
}

export async function nearest(asking: Asking, serviceId: string, start: string, moving: string | null) {
  const asked: When = {
    start,
    end: minuteAfter(asking.workshop, start),
    kind: 'minute',
    saidDay: true,
    saidTime: true,
  }
  const find = await searching(asking, serviceId, [asked], moving)
  return find(mostBeside).slots.map(offer)
}

/** Finds so many of the best places: to leave some of them out by their time would leave out good ones. */
async function searching(asking: Asking, serviceId: string, when: When[], moving: string | null) {
  const { workshop, now } = asking
  const [from, to] = daysToRead(workshop, { now, when })
  const taken = await appointments(asking, from, to)
  // Who moves an appointment is not offered the time it has.
  const except = moving ? (await own(asking, moving))?.start : undefined
  const judging = { now, when, except, ...(moving && { ignore: moving }) }
  return (limit: number) => findSlots(workshop, service(workshop, serviceId), taken, { ...judging, limit })
}

export async function free(
  asking: Asking,
  serviceId: string,
  start: string,
  moving: string | null,
): Promise<Slot | undefined> {
  const { workshop, now } = asking
  const { day } = local(workshop.zone, Date.parse(start))
  const [from, to] = daysAround(workshop, day, day)
  const taken = await appointments(asking, from, to)
  const placed = place(workshop, service(workshop, serviceId), taken, {
    now,
    start,
    ...(moving && { ignore: moving }),
  })
  return 'slot' in placed ? placed.slot : undefined
}

/** What is in the agenda, as this turn leaves it, but for the customer's own hold: it does not stand in their way. */
export async function appointments(asking: Asking, from: string, to: string): Promise<Appointment[]> {
  const stored = await asking.view.appointments(from, to)
  const others = stored.filter(({ id }) => !asking.changed.has(id) && !asking.removed.has(id))
  return [...others, ...asking.changed.values()].filter(
    ({ id, status }) => !(status === 'held' && id === asking.conversation.hold?.appointment),
  )
}

/** One of the customer's appointments that is still ahead; undefined when it is over, cancelled, moved or not theirs. */
export async function own(asking: Asking, id: string): Promise<Appointment | undefined> {
  const found = await standing(asking, id)
  return found && Date.parse(found.start) > asking.now ? found : undefined
}

/** One of the customer's appointments to which they have not come yet, also when its hour has passed. */
export async function standing(asking: Asking, id: string): Promise<Appointment | undefined> {
  const found = asking.changed.get(id) ?? (await asking.view.appointment(id))
  if (found?.customer !== asking.conversation.key) return undefined
  return found.status === 'booked' || found.status === 'confirmed' || found.status === 'pending'
    ? found
    : undefined
}

export async function ownHold({ conversation, changed, view }: Asking): Promise<Appointment | undefined> {
  if (!conversation.hold) return undefined
  const { appointment: id } = conversation.hold
  return changed.get(id) ?? (await view.appointment(id))
}

/** A hold that ran out is removed by whoever takes its place. */
export async function dropExpired(asking: Asking, slot: Slot): Promise<void> {
  const date = slot.start.slice(0, 10)
  for (const other of await asking.view.appointments(date, date)) {
    if (other.status !== 'held' || occupies(other, asking.now)) continue
    if (other.id !== asking.conversation.hold?.appointment) asking.removed.add(other.id)
  }
}

export function newPlace({ conversation, workshop }: Asking, slot: Slot, serviceId: string): Appointment {
  return {
    id: `a${BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36)}`,
    workshop: workshop.id,
    customer: conversation.key,
    phone: conversation.phone,
    name: conversation.name,
    service: serviceId,
    vehicle: null,
    bays: slot.bays,
    ...(slot.mechanics && { mechanics: slot.mechanics }),
    ...(slot.labour && { labour: slot.labour }),
    start: slot.start,
    end: slot.end,
    busyUntil: slot.busyUntil,
    status: 'held',
  }
}

export function service(workshop: Workshop, id: string): Service {
  const found = workshop.services.find((each) => each.id === id)
  if (!found) throw new Error(`workshop.yaml has no service '${id}'`)
  return found
}

/** What the service of an appointment is called; it may have left `workshop.yaml` since: its id is better than nothing. */
export function titleOf({ services }: Workshop, { service: id }: Pick<Appointment, 'service'>): string {
  return services.find((each) => each.id === id)?.title ?? id
}

export function offer({ start, end }: Slot) {
  return { start, end }
}

function minuteAfter(workshop: Workshop, start: string): string {
  return isoIn(workshop.zone, Date.parse(start) + 60_000)
}
