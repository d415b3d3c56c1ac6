import type { Appointment, Status } from '../agenda/appointment.ts'
import { dueAgain, inOpeningHours } from '../agenda/recall.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import { hasRefused } from './consent.ts'
import type { Alarm, Conversation } from './conversation.ts'
import { isRecall, type Recall } from './isRecall.ts'
import { vehicleKey, vehiclesOf } from './vehicles.ts'
import type { RecallDue } from './vocabulary.ts'

/**
 * Sets when a customer is told that the work that was done is due again, in place of what was set for the same work at the
 * same vehicle. Whether they want to be told is seen when it rings. It changes the conversation.
 * @param before the status that the appointment had; undefined of a new one
 * @param now Unix ms
 */
export function planRecall(
  conversation: Conversation,
  workshop: Workshop,
  appointment: Appointment,
  before: Status | undefined,
  now: number,
): void {
  const { id, status, service: serviceId, vehicle } = appointment
  if (status !== 'done' || before === 'done' || !vehicle || hasRefused(conversation)) return
  const key = vehicleKey(vehicle)
  if (conversation.consent?.without?.includes(key)) return
  const service = workshop.services.find((each) => each.id === serviceId)
  const isOnlyOne = vehiclesOf(conversation).length < 2
  const readings = (conversation.readings ?? []).filter((each) =>
    each.vehicle === null ? isOnlyOne : vehicleKey(each.vehicle) === key,
  )
  const due = service && dueAgain(workshop, service, readings, now)
  if (!due) return
  const name = recallName(serviceId, vehicle)
  const dueAt = inOpeningHours(workshop, due.at)
  const setting = conversation.last.setting + 1
  const event: RecallDue = {
    type: 'recall.fellDue',
    appointment: id,
    service: serviceId,
    vehicle,
    ...(due.kilometres && { kilometres: due.kilometres }),
    at: isoIn(workshop.zone, dueAt),
  }
  conversation.last = { ...conversation.last, setting }
  conversation.alarms = [
    ...conversation.alarms.filter((each) => each.name !== name),
    { frame: null, name, setting, dueAt, event },
  ]
}

/**
 * Remembers that the same work at the same vehicle was booked meanwhile: unless that comes to nothing, nobody is told of
 * it. It changes the conversation.
 */
export function noteBooked(conversation: Conversation, { id, status, service, vehicle }: Appointment): void {
  if (!vehicle || !bookings.has(status)) return
  const name = recallName(service, vehicle)
  conversation.alarms = conversation.alarms.map((alarm) =>
    alarm.name === name && isRecall(alarm) && alarm.event.appointment !== id
      ? { ...alarm, event: { ...alarm.event, bookedAs: id } }
      : alarm,
  )
}

const bookings = new Set<Status>(['pending', 'booked', 'confirmed', 'arrived', 'inWork', 'ready'])

export function recallName(service: string, vehicle: string): string {
  return `recall/${service}/${vehicleKey(vehicle)}`
}

/** Clears what the customer does not want to be told of. It changes the conversation. */
export function dropUnwanted(conversation: Conversation): void {
  const { alarms, consent } = conversation
  if (!alarms.some(isRecall)) return
  const isUnwanted = ({ event }: Recall) =>
    hasRefused(conversation) || consent?.without?.includes(vehicleKey(event.vehicle))
  conversation.alarms = alarms.filter((alarm) => !isRecall(alarm) || !isUnwanted(alarm))
}

/** Of two alarms for the same work at the same vehicle, as when two conversations are joined, the later one. */
export function onePerWork(alarms: Alarm[]): Alarm[] {
  return alarms.filter(
    (alarm) =>
      !isRecall(alarm) ||
      !alarms.some(
        (other) =>
          other.name === alarm.name &&
          (other.dueAt > alarm.dueAt || (other.dueAt === alarm.dueAt && other.setting > alarm.setting)),
      ),
  )
}
