import { offsetAt } from '../offset.ts'

/** Minutes on the wall clock since 1970-01-01 00:00, whatever the zone. Whole days are multiples of 1,440. */
export type Wall = number

export const dayLength = 1440

/** What the wall clock of a zone shows at an instant (Unix ms), to the minute. */
export function wallAt(instant: number, zone: string): Wall {
  return Math.floor(instant / 60_000 + offsetAt(zone, instant))
}

/** ISO 8601 with the zone's offset. Of an hour that happens twice, the first; one that never happens is moved on. */
export function isoOf(wall: Wall, zone: string): string {
  const early = offsetAt(zone, (wall - dayLength) * 60_000)
  const late = offsetAt(zone, (wall + dayLength) * 60_000)
  const fits = [early, late].find((offset) => offsetAt(zone, (wall - offset) * 60_000) === offset)
  const offset = fits ?? late
  const shown = fits === undefined ? wall + late - early : wall
  return new Date(shown * 60_000).toISOString().slice(0, 19) + offsetText(offset)
}

export function startOfDay(wall: Wall): Wall {
  return Math.floor(wall / dayLength) * dayLength
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Wall): number {
  return ((Math.floor(day / dayLength) + 3) % 7) + 1
}

export function mondayOf(day: Wall): Wall {
  return startOfDay(day) - (weekdayOf(day) - 1) * dayLength
}

/** The start of a date, or null when the calendar has no such date. `month` is 1 to 12. */
export function dateOf(year: number, month: number, date: number): Wall | null {
  const at = new Date(Date.UTC(year, month - 1, date))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return exists ? at.getTime() / 60_000 : null
}

export function partsOf(day: Wall): { year: number; month: number; date: number } {
  const at = new Date(day * 60_000)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** The first day of the month that is `count` months away from that of `day`. */
export function monthStart(day: Wall, count = 0): Wall {
  const { year, month } = partsOf(day)
  return Date.UTC(year, month - 1 + count, 1) / 60_000
}

/** The same date `count` months later, or the last of that month when it is shorter. */
export function addMonths(day: Wall, count: number): Wall {
  const last = monthStart(day, count + 1) - dayLength
  return Math.min(monthStart(day, count) + (partsOf(day).date - 1) * dayLength, last)
}

/** Easter Sunday of a year (the Gregorian computus): Carnival and Tourism Week hang on it. */
export function easterOf(year: number): Wall {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)
  const epact = (skipped + 19 * golden + 15) % 30
  const moon = epact - (epact > 28 || (epact === 28 && golden > 10) ? 1 : 0)
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7
  return Date.UTC(year, 2, 28 + moon - weekday) / 60_000
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${twoDigits(size / 60)}:${twoDigits(size % 60)}`
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}
