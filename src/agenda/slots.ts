import type { Appointment, Occupancy } from './appointment.ts'
import { type Grid, grid, type Judged, type Judging, judge, judgeDay, type Why } from './grid.ts'
import { daysBetween } from './opening.ts'
import type { Service, Workshop } from './workshop.ts'
import { addDays, isoIn } from './zone.ts'

export type { Judging, Why } from './grid.ts'

/** A free place for a service. Times are ISO 8601 with the workshop's offset. */
export interface Slot extends Occupancy {
  start: string
  end: string
  /** `end` and the service's buffer: until then its place is occupied. Of the bays and mechanics that are free it has the
   * least used that day, then the lowest id. */
  busyUntil: string
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
    .filter(({ place }) => place !== null)
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
  const width = Math.max(...workshop.services.map(reach))
  return [addDays(from, -width), addDays(to, width)]
}

/** How many days an appointment can reach into others: one that is left is there on the days of its work, or longer. */
function reach({ dropOff, days, minutes, buffer }: Service): number {
  return dropOff ? longestStay + 2 * days : Math.ceil((minutes + buffer) / 1440)
}

/** In days; what stays for longer is not carried over any more. */
const longestStay = 14

/** A free start, as it is told to others. */
export function slotOf({ zone }: Grid, { start, end, busyUntil, place }: Judged): Slot {
  return {
    start: isoIn(zone, start),
    end: isoIn(zone, end),
    busyUntil: isoIn(zone, busyUntil),
    ...place!,
  }
}
