import { type Appointment, occupies } from '../../agenda/appointment.ts'
import { findAppointment } from '../appointments.ts'
import type { Snapshot } from '../documents.ts'
import { keys, under } from '../keys.ts'
import { cures, type Finding, type Looking } from './finding.ts'

/** Appointments, how they are found, and that no two are in one place. */
export function* checkAgenda(stored: Snapshot, { now, tick }: Looking): Generator<Finding> {
  let workshop = ''
  let near: Appointment[] = []
  for (const { key: path, value } of stored.range<Appointment[]>(under('day'))) {
    tick()
    if (path[1] !== workshop) near = []
    workshop = String(path[1])
    const date = String(path[2])
    // Dates are local: what ended a day before this one began by UTC ended before it by any clock.
    near = near.filter(({ busyUntil }) => Date.parse(busyUntil) > Date.parse(date) - day)
    for (const appointment of value) {
      const where = `appointment ${appointment.id}`
      yield* indexed(stored, where, workshop, date, appointment)
      for (const what of links(stored, workshop, appointment)) yield { where, what, cure: cures.report }
      if (!occupies(appointment, now)) continue
      const other = near.find((each) => collide(each, appointment))
      if (other) yield { where, what: `it overlaps appointment ${other.id} in a bay`, cure: cures.byHand }
      near.push(appointment)
    }
  }
  for (const { key, value: date } of stored.range<string>(under('appointment'))) {
    tick()
    if (findAppointment(stored, String(key[1]), String(key[2]))) continue
    const what = `the index has it on ${date}, where it is not`
    yield { where: `appointment ${key[2]}`, what, cure: cures.rebuild }
  }
}

const day = 86_400_000

function* indexed(
  stored: Snapshot,
  where: string,
  workshop: string,
  date: string,
  { id, start }: Appointment,
): Generator<Finding> {
  if (start.slice(0, 10) !== date)
    yield { where, what: `it begins ${start} and stands on ${date}`, cure: cures.report }
  if (stored.get(keys.appointment(workshop, id)) !== date)
    yield { where, what: `it stands on ${date}, and is not found by its id`, cure: cures.rebuild }
}

function* links(
  stored: Snapshot,
  workshop: string,
  { id, status, movedTo, movedFrom }: Appointment,
): Generator<string> {
  if ((status === 'moved') !== (movedTo !== undefined))
    yield `it is ${status}, and was moved to ${movedTo ?? 'no other'}`
  if (movedTo !== undefined && findAppointment(stored, workshop, movedTo)?.movedFrom !== id)
    yield `it was moved to ${movedTo}, which does not know`
  if (movedFrom !== undefined && findAppointment(stored, workshop, movedFrom)?.movedTo !== id)
    yield `it came from ${movedFrom}, which does not know`
}

function collide(a: Appointment, b: Appointment): boolean {
  if (!a.bays.some((bay) => b.bays.includes(bay))) return false
  return Date.parse(a.start) < Date.parse(b.busyUntil) && Date.parse(b.start) < Date.parse(a.busyUntil)
}
