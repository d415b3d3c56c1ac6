import { type Appointment, occupies, overlap, resourcesOf } from './appointment.ts'
import { daysBetween, openingOn } from './opening.ts'
import type { Away, Resource, Window, Workshop } from './workshop.ts'
import { addDays, dayStart, isoIn, local } from './zone.ts'

/** What a blocked time keeps everybody out of, as the API gives it. Times are ISO 8601 with the workshop's offset. */
export interface Absence {
  id: string
  workshop: string
  /** Ids; both are empty where the whole workshop is closed, as `all` says. */
  bays: string[]
  mechanics: string[]
  all: boolean
  from: string
  to: string
  reason: string | null
}

/** The most days that one may last. */
export const longestAbsence = 92

/** Whose a blocked time is, in place of a customer: no conversation has such a key. */
export const theWorkshops = 'workshop'

/** How it stands in the agenda: each of its local dates has a piece, and the first one bears its id. */
export function piecesOf(zone: string, absence: Absence): Appointment[] {
  const [from, to] = [Date.parse(absence.from), Date.parse(absence.to)]
  return daysBetween(local(zone, from).day, local(zone, to - 1).day).map((day, index) => {
    const end = isoIn(zone, Math.min(to, dayStart(zone, addDays(day, 1))))
    return {
      id: index === 0 ? absence.id : `${absence.id}.${index}`,
      workshop: absence.workshop,
      customer: theWorkshops,
      phone: null,
      name: null,
      service: theWorkshops,
      vehicle: null,
      bays: [],
      start: isoIn(zone, Math.max(from, dayStart(zone, day))),
      end,
      busyUntil: end,
      status: 'blocked',
      blocks: absence,
    }
  })
}

/** The workshop as it is with what is blocked in its agenda. */
export function withBlocked(workshop: Workshop, appointments: readonly Appointment[]): Workshop {
  const pieces = appointments.filter(({ blocks }) => blocks)
  if (pieces.length === 0) return workshop
  const { zone } = workshop
  const exceptions = { ...workshop.exceptions }
  const away = new Map<string, Away[]>()
  for (const { start, end, blocks } of pieces) {
    const { day, minute: open } = local(zone, Date.parse(start))
    const until = local(zone, Date.parse(end) + 59_999)
    const window = { open, close: until.day === day ? until.minute : 1440 }
    if (blocks!.all) {
      const { windows } = openingOn({ ...workshop, exceptions }, day)
      exceptions[day] = { hours: windows.flatMap((each) => without(each, window)), reason: blocks!.reason }
    }
    for (const id of [...blocks!.bays, ...blocks!.mechanics])
      away.set(id, [...(away.get(id) ?? []), { from: day, to: day, window }])
  }
  const there = (each: Resource) => ({ ...each, away: [...each.away, ...(away.get(each.id) ?? [])] })
  return {
    ...workshop,
    exceptions,
    bays: workshop.bays.map(there),
    mechanics: workshop.mechanics.map(there),
  }
}

/** The appointments that stand in what is to be blocked, by start. A hold is none yet: it is refused when it is booked. */
export function standingIn(
  absence: Absence,
  appointments: readonly Appointment[],
  now: number,
): Appointment[] {
  const blocked = new Set([...absence.bays, ...absence.mechanics])
  const range = { start: Date.parse(absence.from), busyUntil: Date.parse(absence.to) }
  return appointments
    .filter((each) => each.status !== 'held' && occupies(each, now))
    .filter(({ start, busyUntil }) =>
      overlap({ start: Date.parse(start), busyUntil: Date.parse(busyUntil) }, range),
    )
    .filter((each) => absence.all || resourcesOf(each).some((id) => blocked.has(id)))
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
}

function without({ open, close }: Window, blocked: Window): Window[] {
  const before = { open, close: Math.min(close, blocked.open) }
  const after = { open: Math.max(open, blocked.close), close }
  if (blocked.open >= close || blocked.close <= open) return [{ open, close }]
  return [before, after].filter((each) => each.open < each.close)
}
