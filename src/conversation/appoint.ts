import type { Appointment, Status } from '../agenda/appointment.ts'
import { forcedPlace } from '../agenda/forced.ts'
import { mayBecome } from '../agenda/lifecycle.ts'
import { daysAround } from '../agenda/slots.ts'
import { workshopIn } from '../agenda/workshopIn.ts'
import { isoIn, local } from '../agenda/zone.ts'
import type { Changes, View } from '../store/store.ts'
import { bookSlot } from './answers.ts'
import type { Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { known } from './hear.ts'
import { type Asking, appointments, newPlace, own, service, titleOf } from './places.ts'
import { planAfterwards } from './planAfterwards.ts'
import { noteBooked, planRecall } from './planRecalls.ts'
import { planReminders } from './planReminders.ts'
import type { Offer } from './services.ts'
import type { House } from './turn.ts'
import { added } from './visits.ts'
import type { TalkEvent } from './vocabulary.ts'
import { isWaitedFor, planWishes, waitInstead } from './wishes.ts'

/** An appointment that somebody of the workshop makes. `start` is ISO 8601 with an offset. */
export interface Wish {
  service: string
  start: string
  vehicle: string | null
  note?: string | undefined
  /** Whatever hours, notice and horizon say, and also where no bay is free. */
  isForced: boolean
  /** The same request bears the same id: an appointment that has it is what it made. */
  id?: string | undefined
}

/** What somebody of the workshop changes of an appointment. */
export interface Amendment {
  start?: string | undefined
  status?: Status | undefined
  vehicle?: string | undefined
  note?: string | undefined
  isForced: boolean
}

export type Appointed =
  | { appointment: Appointment; isNew: boolean }
  /** It cannot be had at that time; these are the nearest that can. */
  | { alternatives: Offer[] }
  /** It would have ended before now: that is no place for anything. */
  | { isOver: true }
  | { notFrom: Status }
  | { unknown: true }

type Work = Promise<{ changes: Changes<Conversation, Message>; result: Appointed }>

/** Books for a customer, who may be known by `phone` and `name` alone. Nothing is said to them. `now`: Unix ms. */
export async function appoint(
  house: House,
  view: View<Conversation, Message>,
  { phone, name }: { phone?: string | undefined; name?: string | undefined },
  wish: Wish,
  now: number,
): Work {
  await view.lockAgenda()
  const before = wish.id === undefined ? undefined : await view.appointment(wish.id)
  if (before) return { changes: {}, result: { appointment: before, isNew: false } }
  const conversation = known(view, house, { ...(phone && { phone }), ...(name && { name }) })
  const asking = staffAsking(house, view, conversation, now)
  const placed = await placeFor(asking, wish, undefined)
  if (!('id' in placed)) return { changes: {}, result: placed }
  const made: Appointment = {
    ...placed,
    ...(wish.id && { id: wish.id }),
    status: 'booked',
    vehicle: wish.vehicle,
    ...(wish.note !== undefined && { note: wish.note }),
  }
  return committed(asking, made, [])
}

/**
 * Changes an appointment: moves it, takes it a step on, or writes something down. A customer who had asked for it is told
 * what became of that; else nothing is said. `now`: Unix ms.
 */
export async function amend(
  house: House,
  view: View<Conversation, Message>,
  id: string,
  { start, status, vehicle, note, isForced }: Amendment,
  now: number,
): Work {
  await view.lockAgenda()
  const found = await view.appointment(id)
  const { conversation } = view
  if (!conversation || found?.customer !== conversation.key) return { changes: {}, result: { unknown: true } }
  const isMoved = start !== undefined && Date.parse(start) !== Date.parse(found.start)
  const isStep = status !== undefined && status !== found.status
  const noted: Appointment = {
    ...found,
    ...(isStep && { status }),
    ...(vehicle !== undefined && { vehicle }),
    ...(note !== undefined && { note }),
  }
  if (isStep && !mayBecome(found.status, status)) return { changes: {}, result: { notFrom: found.status } }
  const frees = isMoved || noted.status === 'cancelled'
  const isFreed = frees && (await isWaitedFor(staffAsking(house, view, conversation, now), found))
  const asking = staffAsking(house, view, { ...conversation, ...(isFreed && { freedAt: now }) }, now)
  if (!isMoved) return committed(asking, noted, [], found)
  if (!movable.has(found.status)) return { changes: {}, result: { notFrom: found.status } }
  const wish = { service: found.service, start, vehicle: noted.vehicle, isForced }
  const placed = await placeFor(asking, wish, found)
  if (!('id' in placed)) return { changes: {}, result: placed }
  const made: Appointment = {
    ...placed,
    vehicle: noted.vehicle,
    ...added(noted, { note: '', media: [] }),
    status: isStep ? status : found.status === 'pending' ? 'pending' : 'booked',
    movedFrom: found.id,
  }
  await waitInstead(asking, made, found)
  return committed(asking, made, [{ ...found, status: 'moved', movedTo: made.id }], found)
}

const movable = new Set<Status>(['pending', 'booked', 'confirmed'])
/** Those that the customer can still be reminded of, or asks about. */
const ahead = new Set<Status>(['pending', 'booked', 'confirmed'])

/** The customer's own choice in the chat stands as it is: what the workshop books is beside it. */
function staffAsking(
  { workshop }: House,
  view: View<Conversation, Message>,
  conversation: Conversation,
  now: number,
): Asking {
  return { view, workshop, conversation, now, frame: 0, changed: new Map(), removed: new Set() }
}

async function placeFor(
  asking: Asking,
  { service: id, start, vehicle, isForced }: Wish,
  old: Appointment | undefined,
): Promise<Appointment | { alternatives: Offer[] } | { isOver: true }> {
  if (isForced) return forced(asking, id, start, old?.id)
  const moving = old && (await own(asking, old.id)) ? old.id : null
  // As flows book, but for the hold: that is the customer's.
  const apart = {
    ...asking,
    conversation: { ...asking.conversation, hold: null },
    changed: new Map<string, Appointment>(),
  }
  const { booked, slots } = await bookSlot(apart, {
    service: id,
    start,
    vehicle: vehicle ?? '',
    moving,
    note: '',
    media: [],
  })
  return booked ? apart.changed.get(booked.id)! : { alternatives: slots }
}

/** Who came in a while ago is written down while they would still be there; what is over is nobody's to make. */
async function forced(
  asking: Asking,
  id: string,
  start: string,
  ignore?: string,
): Promise<Appointment | { isOver: true }> {
  const { workshop, now } = asking
  const { day } = local(workshop.zone, Date.parse(start))
  const taken = await appointments(asking, ...daysAround(workshop, day, day))
  const place = forcedPlace(workshop, service(workshop, id), taken, { start, now, ignore })
  if (Date.parse(place.end) <= now) return { isOver: true }
  return { ...newPlace(asking, place, id), status: 'booked' }
}

/**
 * With it go the customer's list of what is ahead, what they wait for in its place, the reminder, and the answer to what was
 * only asked for before.
 */
function committed(
  { workshop, conversation, now, changed, removed }: Asking,
  made: Appointment,
  others: Appointment[],
  before?: Appointment,
): Awaited<Work> {
  const all = [made, ...others]
  const listed = conversation.appointments.filter((id) => !all.some((each) => each.id === id))
  const isAhead = ahead.has(made.status) && Date.parse(made.start) > now
  const after: Conversation = {
    ...conversation,
    appointments: isAhead ? [...listed, made.id] : listed,
  }
  for (const each of all) planReminders(after, workshop, each, now)
  const wishes = [...changed.values()]
  planWishes(after, wishes, removed)
  const statusBefore = before?.id === made.id ? before.status : undefined
  planAfterwards(after, workshop, made, statusBefore, now)
  noteBooked(after, made)
  planRecall(after, workshop, made, statusBefore, now)
  if (before?.status === 'pending' && made.status !== 'pending') {
    const setting = after.last.setting + 1
    const event: TalkEvent = {
      type: made.status === 'cancelled' ? 'staff.declined' : 'staff.accepted',
      appointment: made.id,
      start: made.start,
      service: titleOf(workshopIn(workshop, conversation.language), made),
      at: isoIn(workshop.zone, now),
    }
    after.last = { ...after.last, setting }
    after.alarms = [...after.alarms, { frame: null, name: `request/${made.id}`, setting, dueAt: now, event }]
  }
  after.dueAt = nextDue(after)
  const changes = {
    conversation: after,
    appointments: [...others, ...wishes, made],
    removedAppointments: [...removed],
  }
  return { changes, result: { appointment: made, isNew: true } }
}
