import type { Appointment } from './appointment.ts'
import { type Grid, grid, type Judged, type Judging, judge, judgeDay, type Why } from './grid.ts'
import { daysBetween } from './opening.ts'
import type { Service, Workshop } from './workshop.ts'
import { addDays, isoIn } from './zone.ts'

export type { Judging, Why } from './grid.ts'

/** A free place for a service. Times are ISO 8601 with the workshop's offset. */
export interface Slot {
  start: string
  end: string
  /** `end` and the service's buffer: until then its bay is occupied. */
  busyUntil: string
  /** Id of the bay: of those free, the least used that day, then the lowest id. */
  bay: string
}

/**
 * Every free start on these local dates, both included, in order. `appointments` holds at least those of
 * `daysAround(workshop, from, to)`.
 */
export function freeSlots(
  workshop: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  options: Judging & { from: string; to: string },
): Slot[] {
  const agenda = grid(workshop, service, appointments, options)
  const from = options.from > agenda.today ? options.from : agenda.today
  const to = options.to < agenda.lastDay ? options.to : agenda.lastDay
  return daysBetween(from, to)
    .flatMap((day) => judgeDay(agenda, day))
    .filter(({ bay }) => bay !== null)
    .map((free) => slotOf(agenda, free))
}

/** Whether the service can start at `start` (ISO 8601), judged as `freeSlots` judges. */
export function place(
  workshop: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  options: Judging & { start: string },
): { slot: Slot } | { why: Why } {
  const agenda = grid(workshop, service, appointments, options)
  const judged = judge(agenda, Date.parse(options.start))
  return typeof judged === 'string' ? { why: judged } : { slot: slotOf(agenda, judged) }
}

/** The local dates whose appointments can reach into these ones, which are included. */
export function daysAround(workshop: Workshop, from: string, to: string): [string, string] {
  const longest = Math.max(...workshop.services.map(({ minutes, buffer }) => minutes + buffer))
  const width = Math.ceil(longest / 1440)
  return [addDays(from, -width), addDays(to, width)]
}

/** A free start, as it is told to others. */
export function slotOf({ zone }: Grid, { start, end, busyUntil, bay }: Judged): Slot {
  return {
    start: isoIn(zone, start),
    end: isoIn(zone, end),
    busyUntil: isoIn(zone, busyUntil),
    bay: bay!,
  }
}
