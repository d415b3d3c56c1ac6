import { instantFrom, nextOpening } from './opening.ts'
import { quietUntil } from './quietHours.ts'
import type { Service, Workshop } from './workshop.ts'
import { local } from './zone.ts'

/** What a customer said that a vehicle had run; null: they did not say which one. */
export interface Reading {
  vehicle: string | null
  kilometres: number
  /** Unix ms. */
  at: number
}

/** When the same work is due again, Unix ms, and at how many km, where that is why. */
export interface Due {
  at: number
  kilometres?: number
}

/**
 * The earlier of so many months after the work was done, and of the kilometres that the vehicle may have run by then. Of
 * which vehicle nobody said what it has run, the months count; where there are none, what vehicles usually run.
 * @param readings of this vehicle, oldest first
 * @param doneAt Unix ms
 * @returns undefined where the workshop does not ask for it
 */
export function dueAgain(
  { zone }: Workshop,
  { recall, recallKm }: Service,
  readings: Reading[],
  doneAt: number,
): Due | undefined {
  const { day, minute } = local(zone, doneAt)
  const byMonths = recall === null ? undefined : { at: instantFrom(zone, addMonths(day, recall), minute) }
  const last = readings.at(-1)
  if (recallKm === null || (!last && byMonths)) return byMonths
  const pace = paceOf(readings)
  const byRun: Due = { at: Math.round(doneAt + recallKm / pace) }
  if (last) byRun.kilometres = rounded(last.kilometres + pace * (doneAt - last.at) + recallKm)
  return byMonths && byMonths.at <= byRun.at ? byMonths : byRun
}

/** The first moment from `at` on (Unix ms) at which the workshop is open and customers are not left in peace. */
export function inOpeningHours(workshop: Workshop, at: number): number {
  const { quietHours, zone } = workshop
  let moment = at
  // Where it is open at night only there is no such moment, and the night is left alone.
  for (let tries = 0; tries < 14; tries++) {
    moment = nextOpening(workshop, moment) ?? moment
    const quiet = quietHours && quietUntil(quietHours, zone, moment)
    if (!quiet) return moment
    moment = quiet
  }
  return moment
}

/** In km a ms: between the last two readings, if it is one that a vehicle can have; else what vehicles usually run. */
function paceOf(readings: Reading[]): number {
  const [before, last] = readings.slice(-2)
  if (!before || !last || last.at - before.at < leastBetween) return usual
  const pace = (last.kilometres - before.kilometres) / (last.at - before.at)
  return pace >= slowest && pace <= fastest ? pace : usual
}

const DAY = 86_400_000
const YEAR = 365.25 * DAY
const usual = 15_000 / YEAR
const slowest = 2_000 / YEAR
const fastest = 150_000 / YEAR
/** What is said twice in one week tells no pace. */
const leastBetween = 7 * DAY

/** It is a guess, and is to be read as one. */
function rounded(kilometres: number): number {
  return Math.round(kilometres / 1000) * 1000
}

/** The 31st is the last day of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
