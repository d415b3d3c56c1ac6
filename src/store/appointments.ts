import type { Appointment } from '../agenda/appointment.ts'
import type { Reader } from './documents.ts'
import { keys } from './keys.ts'

/** An appointment stands in the document of its day; the index says which day that is. */
export function findAppointment(
  stored: Pick<Reader, 'get'>,
  workshop: string,
  id: string,
): Appointment | undefined {
  const date = stored.get<string>(keys.appointment(workshop, id))
  if (date === undefined) return undefined
  return stored.get<Appointment[]>(keys.day(workshop, date))?.find((each) => each.id === id)
}

/** What an appointment is sorted by within its day; without spaces, since it stands in cursors. */
export function place({ start, id }: Pick<Appointment, 'start' | 'id'>): string {
  return `${start} ${id}`.replaceAll(' ', '~')
}
