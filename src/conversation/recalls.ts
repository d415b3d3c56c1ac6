import type { Appointment } from '../agenda/appointment.ts'
import { inOpeningHours } from '../agenda/recall.ts'
import { isoIn } from '../agenda/zone.ts'
import { theirs } from './afterwards.ts'
import { hasConsent } from './consent.ts'
import type { Asking } from './places.ts'
import { recallName } from './planRecalls.ts'
import type { Services } from './services.ts'
import { isSameVehicle, vehicleKey } from './vehicles.ts'
import { listAppointments, visit } from './visits.ts'

/** The services that are about works that are due again. */

/** Never without a consent; nor of what was booked meanwhile, or is recalled no more. */
export async function findRecall(
  asking: Asking,
  { id, bookedAs }: Services['findRecall']['input'],
): Promise<Services['findRecall']['output']> {
  const { conversation, workshop } = asking
  const found = await theirs(asking, id)
  const service = workshop.services.find((each) => each.id === found?.service)
  if (found?.status !== 'done' || !found.vehicle || !service || !hasConsent(conversation))
    return { visit: null }
  if ((service.recall ?? service.recallKm) === null) return { visit: null }
  if (conversation.consent?.without?.includes(vehicleKey(found.vehicle))) return { visit: null }
  const isBooked =
    (bookedAs !== null && (await isStanding(asking, bookedAs))) || (await isAhead(asking, found))
  return { visit: isBooked ? null : visit(asking, found) }
}

/** What was booked meanwhile, or what it was moved to, came to something. */
async function isStanding(asking: Asking, id: string): Promise<boolean> {
  let found = await theirs(asking, id)
  for (let moves = 0; found?.movedTo !== undefined && moves < 20; moves++)
    found = await theirs(asking, found.movedTo)
  return found !== undefined && !['cancelled', 'noShow', 'moved'].includes(found.status)
}

async function isAhead(asking: Asking, { service, vehicle }: Appointment): Promise<boolean> {
  const { visits } = await listAppointments(asking)
  return visits.some((each) => each.serviceId === service && isSameVehicle(each.vehicle ?? '', vehicle ?? ''))
}

/** A month later, when the workshop is open. */
export async function postponeRecall(
  asking: Asking,
  { id }: Services['postponeRecall']['input'],
): Promise<Services['postponeRecall']['output']> {
  const { workshop, now } = asking
  const { service = '', vehicle } = (await theirs(asking, id)) ?? {}
  const start = isoIn(workshop.zone, inOpeningHours(workshop, now + aMonth))
  return { start, alarm: recallName(service, vehicle ?? '') }
}

const aMonth = 30 * 86_400_000

/** Of this vehicle nothing is recalled any more. */
export async function endRecall(
  asking: Asking,
  { id }: Services['endRecall']['input'],
): Promise<Services['endRecall']['output']> {
  const { conversation } = asking
  const vehicle = (await theirs(asking, id))?.vehicle
  const { consent } = conversation
  if (!vehicle || !consent) return {}
  const without = [...new Set([...(consent.without ?? []), vehicleKey(vehicle)])]
  conversation.consent = { ...consent, without }
  return {}
}
