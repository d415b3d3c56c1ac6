import { randomBytes } from 'node:crypto'
import { type Appointment, occupies } from '../agenda/appointment.ts'
import { daysToRead, findSlots } from '../agenda/search.ts'
import { serviceRow } from '../agenda/serviceRow.ts'
import { daysAround, place, type Slot } from '../agenda/slots.ts'
import type { Service, Workshop } from '../agenda/workshop.ts'
import { instant, isoIn, local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import type { View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import type { ServiceName, Services, Visit } from './services.ts'

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

/** Answers the services that flows invoke, from the turn's view of the store. */
export async function answer(asking: Asking, service: string, input: unknown): Promise<unknown> {
  return answers[service as ServiceName](asking, input as never)
}

type Answers = {
  [Name in ServiceName]: (asking: Asking, input: Services[Name]['input']) => Promise<Services[Name]['output']>
}

const answers: Answers = {
  async listServices({ workshop }) {
    const services = workshop.services.map((service) => {
      const description = serviceRow(service)
      return { id: service.id, title: service.title, ...(description && { description }) }
    })
    return { services }
  },

  async findSlots(asking, { service, when: said, before, moving }) {
    const when = onItsDay(asking.workshop.zone, said, before)
    const { slots, exact, why } = await search(asking, service, when, moving)
    return { slots: slots.map(offer), exact: exact && offer(exact), why, when }
  },

  async holdSlot(asking, { service, start, moving }) {
    await asking.view.lockAgenda()
    const slot = await free(asking, service, start, moving)
    if (!slot) return { held: null, slots: await nearest(asking, service, start, moving) }
    const { conversation, now, frame, workshop } = asking
    const before = await ownHold(asking)
    const old = moving ? await own(asking, moving) : undefined
    if (old && sharesBay(old, slot)) {
      // What it is moved from keeps the place as well as a hold would, and two of one customer would be in each other's way.
      if (before) {
        asking.changed.delete(before.id)
        asking.removed.add(before.id)
      }
      conversation.hold = null
      return { held: offer(slot), slots: [] }
    }
    const held: Appointment = {
      ...newPlace(asking, slot, service),
      ...(before && { id: before.id }),
      status: 'held',
      heldUntil: isoIn(workshop.zone, now + workshop.hold * 60_000),
    }
    await dropExpired(asking, slot)
    asking.changed.set(held.id, held)
    conversation.hold = { appointment: held.id, frame }
    return { held: offer(slot), slots: [] }
  },

  async bookSlot(asking, { service, start, vehicle, moving }) {
    await asking.view.lockAgenda()
    const { conversation, workshop, now } = asking
    const slot = await free(asking, service, start, moving)
    if (!slot) return { booked: null, remindAt: null, slots: await nearest(asking, service, start, moving) }
    const old = moving ? await own(asking, moving) : undefined
    if (moving && !old) return { booked: null, remindAt: null, slots: [] }
    const hold = await ownHold(asking)
    const booked: Appointment = {
      ...newPlace(asking, slot, service),
      ...(hold && { id: hold.id }),
      vehicle,
      status: 'booked',
      ...(old && { movedFrom: old.id }),
    }
    await dropExpired(asking, slot)
    // The old place is given back before the new one is judged against the agenda.
    if (old) asking.changed.set(old.id, { ...old, status: 'moved', movedTo: booked.id })
    asking.changed.delete(booked.id)
    asking.changed.set(booked.id, booked)
    conversation.hold = null
    conversation.appointments = [...conversation.appointments.filter((id) => id !== old?.id), booked.id]
    const remindAt = Date.parse(booked.start) - workshop.reminder * 3_600_000
    return {
      booked: visit(workshop, booked),
      remindAt: remindAt > now ? isoIn(workshop.zone, remindAt) : null,
      slots: [],
    }
  },

  async listAppointments(asking) {
    const found = await Promise.all(asking.conversation.appointments.map((id) => own(asking, id)))
    const ahead = found.filter((each) => each !== undefined)
    asking.conversation.appointments = ahead.map(({ id }) => id)
    ahead.sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
    return { visits: ahead.map((each) => visit(asking.workshop, each)) }
  },

  async findAppointment(asking, { id }) {
    const found = await own(asking, id)
    return { visit: found ? visit(asking.workshop, found) : null }
  },

  async confirmAppointment(asking, { id }) {
    await asking.view.lockAgenda()
    const found = await own(asking, id)
    if (!found) return { visit: null }
    const confirmed: Appointment = { ...found, status: 'confirmed' }
    asking.changed.set(id, confirmed)
    return { visit: visit(asking.workshop, confirmed) }
  },

  async cancelAppointment(asking, { id }) {
    await asking.view.lockAgenda()
    const found = await own(asking, id)
    if (!found) return { visit: null }
    asking.changed.set(id, { ...found, status: 'cancelled' })
    asking.conversation.appointments = asking.conversation.appointments.filter((each) => each !== id)
    return { visit: visit(asking.workshop, found) }
  },
}

/** Gives the held place back once the flow that took it is gone. */
export async function releaseHold(asking: Asking): Promise<void> {
  const { conversation, view } = asking
  const { hold } = conversation
  if (!hold || conversation.talk.some(({ id }) => id === hold.frame)) return
  await view.lockAgenda()
  conversation.hold = null
  asking.changed.delete(hold.appointment)
  asking.removed.add(hold.appointment)
}

async function search(asking: Asking, serviceId: string, when: When[], moving: string | null) {
  const { workshop, now } = asking
  const [from, to] = daysToRead(workshop, { now, when })
  const ignore = moving ? { ignore: moving } : {}
  const taken = await appointments(asking, from, to)
  const limit = mostSlots + 1
  const found = findSlots(workshop, service(workshop, serviceId), taken, { now, when, limit, ...ignore })
  // Who moves an appointment is not offered the time it has.
  const present = moving ? (await own(asking, moving))?.start : undefined
  return { ...found, slots: found.slots.filter(({ start }) => start !== present).slice(0, mostSlots) }
}

async function nearest(asking: Asking, serviceId: string, start: string, moving: string | null) {
  const asked: When = {
    start,
    end: minuteAfter(asking.workshop, start),
    kind: 'minute',
    saidDay: true,
    saidTime: true,
  }
  const { slots } = await search(asking, serviceId, [asked], moving)
  return slots.map(offer)
}

async function free(
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
async function appointments(asking: Asking, from: string, to: string): Promise<Appointment[]> {
  const stored = await asking.view.appointments(from, to)
  const others = stored.filter(({ id }) => !asking.changed.has(id) && !asking.removed.has(id))
  return [...others, ...asking.changed.values()].filter(
    ({ id, status }) => !(status === 'held' && id === asking.conversation.hold?.appointment),
  )
}

async function own(asking: Asking, id: string): Promise<Appointment | undefined> {
  const found = asking.changed.get(id) ?? (await asking.view.appointment(id))
  if (!found || found.customer !== asking.conversation.key || Date.parse(found.start) <= asking.now)
    return undefined
  return found.status === 'booked' || found.status === 'confirmed' || found.status === 'pending'
    ? found
    : undefined
}

async function ownHold({ conversation, changed, view }: Asking): Promise<Appointment | undefined> {
  if (!conversation.hold) return undefined
  const { appointment: id } = conversation.hold
  return changed.get(id) ?? (await view.appointment(id))
}

/** A hold that ran out is removed by whoever takes its place. */
async function dropExpired(asking: Asking, slot: Slot): Promise<void> {
  const date = slot.start.slice(0, 10)
  for (const other of await asking.view.appointments(date, date)) {
    if (other.status !== 'held' || occupies(other, asking.now)) continue
    if (other.id !== asking.conversation.hold?.appointment) asking.removed.add(other.id)
  }
}

function newPlace({ conversation, workshop }: Asking, slot: Slot, serviceId: string): Appointment {
  return {
    id: `a${BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36)}`,
    workshop: workshop.id,
    customer: conversation.key,
    phone: conversation.phone,
    name: conversation.name,
    service: serviceId,
    vehicle: null,
    bays: [slot.bay],
    start: slot.start,
    end: slot.end,
    busyUntil: slot.busyUntil,
    status: 'held',
  }
}

function service(workshop: Workshop, id: string): Service {
  const found = workshop.services.find((each) => each.id === id)
  if (!found) throw new Error(`workshop.yaml has no service '${id}'`)
  return found
}

function visit(workshop: Workshop, appointment: Appointment): Visit {
  const { id, start, end, vehicle, status } = appointment
  // A service may have left workshop.yaml since: its id is better than nothing.
  const title =
    workshop.services.find((each) => each.id === appointment.service)?.title ?? appointment.service
  return {
    id,
    start,
    end,
    vehicle,
    service: title,
    serviceId: appointment.service,
    confirmed: status === 'confirmed',
  }
}

/** "A las 10" after "el viernes": a lone time of day is meant on the day that was being talked about. */
function onItsDay(zone: string, said: When[], before: When[]): When[] {
  const [day] = before.filter((each) => each.saidDay && !each.not)
  if (!day || said.length === 0 || said.some((each) => each.saidDay)) return said
  const date = local(zone, Date.parse(day.start)).day
  return said.map((each) => {
    const shift = (iso: string) =>
      isoIn(zone, instant(zone, date, local(zone, Date.parse(iso)).minute) ?? Date.parse(iso))
    return { ...each, start: shift(each.start), end: each.end && shift(each.end), saidDay: true }
  })
}

function sharesBay(appointment: Appointment, slot: Slot): boolean {
  const isAtOnce =
    Date.parse(slot.start) < Date.parse(appointment.busyUntil) &&
    Date.parse(appointment.start) < Date.parse(slot.busyUntil)
  return isAtOnce && appointment.bays.includes(slot.bay)
}

function offer({ start, end }: Slot) {
  return { start, end }
}

function minuteAfter(workshop: Workshop, start: string): string {
  return isoIn(workshop.zone, Date.parse(start) + 60_000)
}
