import type { When, WhenKind } from '../language/when.ts'
import type { Grid, Judged } from './grid.ts'
import { daysBetween } from './opening.ts'
import { instant, local } from './zone.ts'

/** One thing that was said, half open: in Unix ms, or in ms of any local day when no day was said. */
export interface Asked {
  from: number
  to: number
  saidDay: boolean
  kind: WhenKind
  prefer: 'first' | 'last'
}

export function asked({ zone }: Grid, { start, end, saidDay, kind, prefer = 'first' }: When): Asked {
  const begin = Date.parse(start)
  // What is meant to the minute may end with the appointment that it was taken from.
  const finish =
    kind === 'minute' ? begin + MINUTE : end === null ? Number.POSITIVE_INFINITY : Date.parse(end)
  if (saidDay) return { from: begin, to: finish, saidDay, kind, prefer }
  const from = local(zone, begin).minute * MINUTE
  return { from, to: Math.min(DAY, from + finish - begin), saidDay, kind, prefer }
}

/** Any time from now on. */
export function anyTime({ now }: Grid): Asked {
  return { from: now, to: Number.POSITIVE_INFINITY, saidDay: true, kind: 'open', prefer: 'first' }
}

export function isOneMinute({ from, to }: Asked): boolean {
  return to - from === MINUTE
}

export function holds(one: Asked, judged: Judged): boolean {
  const at = position(one, judged)
  return one.from <= at && at < one.to
}

/** Where a start stands on the line on which this was said. */
export function position({ saidDay }: Asked, { start, minute }: Judged): number {
  return saidDay ? start : minute * MINUTE
}

/** How far a start is from what was wanted: from the wanted end of what holds it, else from the nearest thing said. */
export function distance({ today }: Grid, wanted: Asked[], judged: Judged): number {
  const holding = wanted.filter((one) => holds(one, judged))
  const distances = (holding.length > 0 ? holding : wanted).map((one) => {
    const daysAway = one.saidDay ? 0 : Date.parse(judged.day) - Date.parse(today)
    return daysAway + gap(one, position(one, judged))
  })
  return Math.min(...distances)
}

/** The first and the last local date that this covers; without an end, until the last that can be booked. */
export function span({ zone, today, lastDay }: Grid, { from, to, saidDay }: Asked): [string, string] {
  if (!saidDay) return [today, lastDay]
  const first = local(zone, from).day
  const last = to === Number.POSITIVE_INFINITY ? lastDay : local(zone, to - 1).day
  return [first, last > first ? last : first]
}

/** The local dates that this covers and that can be booked. */
export function datesOf(grid: Grid, one: Asked): string[] {
  const [first, last] = span(grid, one)
  return daysBetween(first > grid.today ? first : grid.today, last < grid.lastDay ? last : grid.lastDay)
}

/** The instant on that date of what was said to the minute. */
export function minuteOn({ zone }: Grid, { from, saidDay }: Asked, day: string): number | null {
  return saidDay ? from : instant(zone, day, from / MINUTE)
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

function gap({ from, to, kind, prefer }: Asked, at: number): number {
  if (at < from) return from - at
  if (at >= to) return at - to
  if (kind === 'approx') return Math.abs(at - (from + to) / 2)
  return prefer === 'last' ? to - at : at - from
}
