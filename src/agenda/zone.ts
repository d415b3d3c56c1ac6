import { offsetAt } from '../offset.ts'

/**
 * Between the wall clock of a zone and instants. A local date is a string (`2026-11-27`), a local minute a number from
 * 0 to 1440, an instant Unix ms, a zone an IANA name.
 */

/** When the wall clock shows this; null if it never does (spring), the first time if it does twice (autumn). */
export function instant(zone: string, day: string, minute: number): number | null {
  const wall = Date.parse(day) + minute * MINUTE
  const before = offsetAt(zone, wall - DAY)
  const after = offsetAt(zone, wall + DAY)
  for (const candidate of before > after ? [before, after] : [after, before]) {
    const found = wall - candidate * MINUTE
    if (offsetAt(zone, found) === candidate) return found
  }
  return null
}

/** When a local day begins; an hour later where the clock is put forward at midnight. */
export function dayStart(zone: string, day: string): number {
  return instant(zone, day, 0) ?? instant(zone, day, 60) ?? Date.parse(day)
}

/** What the wall clock shows; seconds are dropped. */
export function local(zone: string, instant: number): { day: string; minute: number } {
  const wall = instant + offsetAt(zone, instant) * MINUTE
  const midnight = Math.floor(wall / DAY) * DAY
  return { day: dateOf(midnight), minute: Math.floor((wall - midnight) / MINUTE) }
}

/** ISO 8601 with the zone's offset, to the second: `2026-11-27T10:00:00-03:00`. */
export function isoIn(zone: string, instant: number): string {
  const minutes = offsetAt(zone, instant)
  const wall = new Date(instant + minutes * MINUTE).toISOString().slice(0, 19)
  const size = Math.abs(minutes)
  return `${wall}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`
}

export function addDays(day: string, days: number): string {
  return dateOf(Date.parse(day) + days * DAY)
}

/** 0 is Sunday, as in `Date`. */
export function weekday(day: string): number {
  return new Date(day).getUTCDay()
}

/** Whether this runtime knows the zone by this IANA name. */
export function isZone(zone: string): boolean {
  let isKnown = zones.get(zone)
  if (isKnown === undefined) {
    isKnown = /^[A-Za-z]/.test(zone) && isKnownToIntl(zone)
    zones.set(zone, isKnown)
  }
  return isKnown
}

/** Asking costs half a millisecond, and most workshops are in one of few zones. */
const zones = new Map<string, boolean>()

function isKnownToIntl(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const MINUTE = 60_000
const DAY = 86_400_000

function dateOf(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10)
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
