import type { Appointment } from '../agenda/appointment.ts'
import { type Absence, longestAbsence, piecesOf, standingIn } from '../agenda/blocked.ts'
import { daysAround } from '../agenda/slots.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { addDays, local } from '../agenda/zone.ts'
import type { Changes, View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'

export type Blocked =
  | { absence: Absence; isNew: boolean }
  /** These appointments are there then; nothing was blocked. */
  | { standing: Appointment[] }

type Work<T> = Promise<{ changes: Changes<Conversation, Message>; result: T }>

/** Blocks a time; with `isForced` also where there are appointments, which stay as they are. `now`: Unix ms. */
export async function block(
  workshop: Workshop,
  view: View<Conversation, Message>,
  absence: Absence,
  { isForced, now }: { isForced: boolean; now: number },
): Work<Blocked> {
  const { zone } = workshop
  await view.lockAgenda()
  const before = (await view.appointment(absence.id))?.blocks
  if (before) return { changes: {}, result: { absence: before, isNew: false } }
  const [from, to] = datesOf(zone, absence)
  const near = await view.appointments(...daysAround(workshop, from, to))
  const standing = isForced ? [] : standingIn(absence, near, now)
  if (standing.length > 0) return { changes: {}, result: { standing } }
  return { changes: { appointments: piecesOf(zone, absence) }, result: { absence, isNew: true } }
}

/** Takes a blocked time away. @returns false when there is none by that id */
export async function unblock(view: View<Conversation, Message>, id: string): Work<boolean> {
  await view.lockAgenda()
  const first = await view.appointment(id)
  if (first?.blocks?.id !== id) return { changes: {}, result: false }
  const from = first.start.slice(0, 10)
  const near = await view.appointments(from, addDays(from, longestAbsence + 1))
  const pieces = near.filter(({ blocks }) => blocks?.id === id).map((each) => each.id)
  return { changes: { removedAppointments: pieces }, result: true }
}

function datesOf(zone: string, { from, to }: Absence): [string, string] {
  return [local(zone, Date.parse(from)).day, local(zone, Date.parse(to) - 1).day]
}
