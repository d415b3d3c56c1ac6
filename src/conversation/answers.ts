import { type Appointment, resourcesOf } from '../agenda/appointment.ts'
import { priceIn, serviceRow } from '../agenda/serviceRow.ts'
import type { Slot } from '../agenda/slots.ts'
import { instant, isoIn, local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import { addComment, findHandedBack, findMissed, rate, tellReady } from './afterwards.ts'
import { answerConsent, offerRecalls } from './consent.ts'
import { nameVehicle } from './odometer.ts'
import {
  type Asking,
  dropExpired,
  service as findService,
  free,
  nearest,
  newPlace,
  offer,
  own,
  ownHold,
  search,
} from './places.ts'
import { answerQuote, findQuote, readQuote, reconsiderQuote, sumQuote } from './quoting.ts'
import { byReading, findReadings } from './readings.ts'
import { endRecall, findRecall, postponeRecall } from './recalls.ts'
import type { ServiceName, Services } from './services.ts'
import { isSameVehicle, vehiclesOf, vehicleTitle, withVehicle } from './vehicles.ts'
import {
  added,
  addToNext,
  cancelAppointment,
  confirmAppointment,
  findAppointment,
  listAppointments,
  listToCall,
  noteDelay,
  recallBooked,
  recallCustomer,
  visit,
} from './visits.ts'
import { declineOffer, holdForWish, joinWaitingList, leaveWaitingList, listWishes } from './waiting.ts'
import { askNextAt, freeChoice, isWaitedFor, passOn, waitInstead } from './wishes.ts'

/** Answers the services that flows invoke, from the turn's view of the store. */
export async function answer(asking: Asking, service: string, input: unknown): Promise<unknown> {
  return answers[service as ServiceName](asking, input as never)
}

type Answers = {
  [Name in ServiceName]: (asking: Asking, input: Services[Name]['input']) => Promise<Services[Name]['output']>
}

const answers: Answers = {
  async listServices({ workshop, conversation }) {
    const language = conversation.language ?? workshop.language
    const services = workshop.services.map((service) => {
      const description = serviceRow(service, workshop, language)
      return { id: service.id, title: service.title, ...(description && { description }) }
    })
    return { services }
  },

  async listPrices({ workshop, conversation }) {
    const language = conversation.language ?? workshop.language
    const prices = workshop.services.flatMap((service) => {
      const price = priceIn(service, workshop, language)
      return price ? [{ id: service.id, title: service.title, price }] : []
    })
    return { prices }
  },

  async findSlots(asking, { service, when: said, before, moving }) {
    const when = atItsHour(asking.workshop.zone, onItsDay(asking.workshop.zone, said, before), before)
    const readings = await findReadings(asking, service, when, moving)
    const meant = readings.length === 1 ? readings[0]!.when : when
    const { slots, exact, why } = await search(asking, service, meant, moving)
    return {
      slots: slots.map(offer),
      exact: exact && offer(exact),
      why,
      when: meant,
      readings: readings.length > 1 ? readings : [],
    }
  },

  async holdSlot(asking, { service, start, moving }) {
    await asking.view.lockAgenda()
    const old = moving ? await own(asking, moving) : undefined
    if (moving && !old) return { held: null, slots: [], isGone: true }
    const slot = await free(asking, service, start, moving)
    if (!slot) return { held: null, slots: await nearest(asking, service, start, moving) }
    const { conversation, now, frame, workshop } = asking
    const kept = await ownHold(asking)
    const isOffered = kept?.offeredTo !== undefined && kept.start === slot.start
    // Who chooses another place than the one that was offered leaves that one to the next.
    if (!isOffered) await passOn(asking)
    const before = await ownHold(asking)
    if (before && before.start !== slot.start) await freeChoice(asking, before)
    if (old && sharesPlace(old, slot)) {
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
      heldUntil: isoIn(
        workshop.zone,
        Math.max(now + workshop.hold * 60_000, isOffered ? Date.parse(kept.heldUntil!) : 0),
      ),
      ...(isOffered && { offeredTo: kept.offeredTo! }),
    }
    await dropExpired(asking, slot)
    asking.changed.set(held.id, held)
    conversation.hold = { appointment: held.id, frame }
    // Who never says more leaves it to whoever waits.
    askNextAt(conversation, Date.parse(held.heldUntil!))
    return { held: offer(slot), slots: [] }
  },

  bookSlot,

  async recallVehicles({ conversation }) {
    return {
      vehicles: vehiclesOf(conversation).map((vehicle) => ({ vehicle, title: vehicleTitle(vehicle) })),
    }
  },

  listAppointments,
  findAppointment,
  confirmAppointment,
  cancelAppointment,
  noteDelay,
  listToCall,
  recallCustomer,
  recallBooked,
  addToNext,
  joinWaitingList,
  leaveWaitingList,
  listWishes,
  holdForWish,
  declineOffer,
  tellReady,
  findMissed,
  findHandedBack,
  rate,
  addComment,
  offerRecalls,
  answerConsent,
  findRecall,
  postponeRecall,
  endRecall,
  findQuote,
  sumQuote,
  readQuote,
  answerQuote,
  reconsiderQuote,
}

/** Books a place that is free, in place of the one held; or moves an appointment there. */
export async function bookSlot(
  asking: Asking,
  { service, start, vehicle, moving, ...said }: Services['bookSlot']['input'],
): Promise<Services['bookSlot']['output']> {
  await asking.view.lockAgenda()
  const { conversation, workshop, now } = asking
  const twin = moving ? undefined : await twinOf(asking, { service, start, vehicle })
  if (twin) return { booked: visit(asking, twin), slots: [] }
  const old = moving ? await own(asking, moving) : undefined
  if (moving && !old) return { booked: null, slots: [], isGone: true }
  const slot = await free(asking, service, start, moving)
  if (!slot) return { booked: null, slots: await nearest(asking, service, start, moving) }
  const hold = await ownHold(asking)
  const isRequest = findService(workshop, service).onRequest
  const booked: Appointment = {
    ...newPlace(asking, slot, service),
    ...(hold && { id: hold.id }),
    vehicle,
    status: isRequest ? 'pending' : 'booked',
    ...(old && { movedFrom: old.id }),
    ...added(old, said),
  }
  await dropExpired(asking, slot)
  await waitInstead(asking, booked, old)
  if (hold && conversation.freedAt === Date.parse(hold.heldUntil ?? '')) delete conversation.freedAt
  // The old place is given back before the new one is judged against the agenda.
  if (old) {
    asking.changed.set(old.id, { ...old, status: 'moved', movedTo: booked.id })
    if (await isWaitedFor(asking, old)) conversation.freedAt = now
  }
  asking.changed.delete(booked.id)
  asking.changed.set(booked.id, booked)
  conversation.hold = null
  conversation.justBooked = { appointment: booked.id, at: now }
  if (vehicle) conversation.vehicles = withVehicle(vehiclesOf(conversation), vehicle)
  nameVehicle(conversation, vehicle)
  conversation.appointments = [...conversation.appointments.filter((id) => id !== old?.id), booked.id]
  return { booked: visit(asking, booked), slots: [] }
}

/**
 * Who says the same twice in the chat means it once: the same work at the same hour for the same vehicle. The place that
 * was held for it is given back with the flow that held it.
 */
async function twinOf(
  asking: Asking,
  { service, start, vehicle }: { service: string; start: string; vehicle: string },
): Promise<Appointment | undefined> {
  const { conversation } = asking
  if (!conversation.hold) return undefined
  for (const id of conversation.appointments) {
    const found = await own(asking, id)
    const isThen = found?.service === service && Date.parse(found.start) === Date.parse(start)
    if (isThen && isSameVehicle(found.vehicle ?? '', vehicle)) return found
  }
  return undefined
}

/** Gives the held place back once the flow that took it is gone. */
export async function releaseHold(asking: Asking): Promise<void> {
  const { conversation, view } = asking
  const { hold } = conversation
  if (!hold || conversation.talk.some(({ id }) => id === hold.frame)) return
  await view.lockAgenda()
  await passOn(asking)
  const chosen = await ownHold(asking)
  if (chosen) await freeChoice(asking, chosen)
  conversation.hold = null
  asking.changed.delete(hold.appointment)
  asking.removed.add(hold.appointment)
}

/** "A las 10" after "el viernes": a lone time of day is meant on the day that was being talked about. */
function onItsDay(zone: string, said: When[], before: When[]): When[] {
  const days = before.filter((each) => each.saidDay && !each.not)
  if (days.length === 0 || said.length === 0 || said.some((each) => each.saidDay)) return said
  const meant = byReading(days).map(([day]) => day!)
  return meant.flatMap(({ start, reading }) => {
    const date = local(zone, Date.parse(start)).day
    const shift = (iso: string) =>
      isoIn(zone, instant(zone, date, local(zone, Date.parse(iso)).minute) ?? Date.parse(iso))
    return said.map((each) => ({
      ...each,
      ...(reading !== undefined && { reading }),
      start: shift(each.start),
      // As long as it was said: the end of a day is not its beginning.
      end:
        each.end &&
        isoIn(zone, Date.parse(shift(each.start)) + Date.parse(each.end) - Date.parse(each.start)),
      saidDay: true,
    }))
  })
}

/** "El jueves a la misma hora": a day at the hour that was being talked about. */
function atItsHour(zone: string, said: When[], before: When[]): When[] {
  const hour = before.find(({ kind, not }) => kind === 'minute' && !not)
  return said.map((each) => {
    if (!each.atSameHour || !hour) return each
    const { day } = local(zone, Date.parse(each.start))
    const start = instant(zone, day, local(zone, Date.parse(hour.start)).minute)
    if (start === null) return each
    return {
      start: isoIn(zone, start),
      end: isoIn(zone, start + 60_000),
      kind: 'minute',
      saidDay: true,
      saidTime: true,
      ...(each.reading !== undefined && { reading: each.reading }),
    }
  })
}

function sharesPlace(appointment: Appointment, slot: Slot): boolean {
  const isAtOnce =
    Date.parse(slot.start) < Date.parse(appointment.busyUntil) &&
    Date.parse(appointment.start) < Date.parse(slot.busyUntil)
  const own = resourcesOf(appointment)
  return isAtOnce && resourcesOf(slot).some((each) => own.includes(each))
}
