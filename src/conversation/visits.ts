import type { Appointment } from '../agenda/appointment.ts'
import { type Asking, own, titleOf } from './places.ts'
import type { Services, Visit } from './services.ts'

/** The services that are about appointments which a customer has. */

export async function listAppointments(asking: Asking): Promise<Services['listAppointments']['output']> {
  const found = await Promise.all(asking.conversation.appointments.map((id) => own(asking, id)))
  const ahead = found.filter((each) => each !== undefined)
  asking.conversation.appointments = ahead.map(({ id }) => id)
  ahead.sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
  return { visits: ahead.map((each) => visit(asking, each)) }
}

export async function findAppointment(
  asking: Asking,
  { id }: Services['findAppointment']['input'],
): Promise<Services['findAppointment']['output']> {
  const found = await own(asking, id)
  return { visit: found ? visit(asking, found) : null }
}

export async function confirmAppointment(
  asking: Asking,
  { id }: Services['confirmAppointment']['input'],
): Promise<Services['confirmAppointment']['output']> {
  await asking.view.lockAgenda()
  const found = await own(asking, id)
  if (!found) return { visit: null }
  const confirmed: Appointment = { ...found, status: 'confirmed' }
  asking.changed.set(id, confirmed)
  return { visit: visit(asking, confirmed) }
}

export async function cancelAppointment(
  asking: Asking,
  { id }: Services['cancelAppointment']['input'],
): Promise<Services['cancelAppointment']['output']> {
  await asking.view.lockAgenda()
  const found = await own(asking, id)
  if (!found) return { visit: null }
  const cancelled = visit(asking, found)
  if (cancelled.isClose) return { visit: cancelled }
  asking.changed.set(id, { ...found, status: 'cancelled' })
  asking.conversation.appointments = asking.conversation.appointments.filter((each) => each !== id)
  return { visit: cancelled }
}

/** An appointment as flows see it. */
export function visit({ workshop, now }: Asking, appointment: Appointment): Visit {
  const { id, start, end, vehicle, status, service } = appointment
  const isPending = status === 'pending'
  return {
    id,
    start,
    end,
    vehicle,
    service: titleOf(workshop, appointment),
    serviceId: service,
    confirmed: status === 'confirmed',
    pending: isPending,
    isClose: !isPending && Date.parse(start) - now < workshop.cancelUntil * HOUR,
  }
}

const HOUR = 3_600_000
