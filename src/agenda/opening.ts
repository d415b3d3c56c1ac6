import { holidaysOn } from './holidays.ts'
import type { Window, Workshop } from './workshop.ts'
import { addDays, instant, local, weekday } from './zone.ts'

/** A local date's windows: its exception's, else none on a holiday that is kept, else its weekday's. */
export function openingOn(
  workshop: Workshop,
  day: string,
): { windows: Window[]; why: 'closed' | 'holiday' | null } {
  const exception = workshop.exceptions[day]
  if (!exception && isKept(workshop, day)) return { windows: [], why: 'holiday' }
  const windows = exception?.hours ?? workshop.hours[weekday(day)] ?? []
  return { windows, why: windows.length > 0 ? null : 'closed' }
}

/** The last local date before this one on which the workshop is open; the day before where it is long closed. */
export function openingBefore(workshop: Workshop, day: string): string {
  for (let ago = 1; ago <= longestClosed; ago++) {
    const date = addDays(day, -ago)
    if (openingOn(workshop, date).windows.length > 0) return date
  }
  return addDays(day, -1)
}

/** In days. */
const longestClosed = 60

/** When the workshop opens next, Unix ms; undefined while it is open, or where it stays closed for long. */
export function nextOpening(workshop: Workshop, now: number): number | undefined {
  const { zone } = workshop
  const { day: today } = local(zone, now)
  for (const day of daysBetween(today, addDays(today, longestClosed))) {
    for (const { open, close } of openingOn(workshop, day).windows) {
      const opens = instantFrom(zone, day, open)
      if (now < opens) return opens
      if (now < instantFrom(zone, day, close)) return undefined
    }
  }
  return undefined
}

/**
 * The first date from `now` on (Unix ms) on which the workshop is still to be found open, and its windows that are not over
 * then; undefined where it stays closed for long.
 */
export function nextOpenDay(workshop: Workshop, now: number): { day: string; windows: Window[] } | undefined {
  const { zone } = workshop
  const { day: today } = local(zone, now)
  for (const day of daysBetween(today, addDays(today, longestClosed))) {
    const windows = openingOn(workshop, day).windows.filter(
      ({ close }) => now < instantFrom(zone, day, close),
    )
    if (windows.length > 0) return { day, windows }
  }
  return undefined
}

/** The instant of a local minute, or the first one after it if the clock jumps over it. */
export function instantFrom(zone: string, day: string, minute: number): number {
  for (let next = minute; ; next++) {
    const found = instant(zone, day, next)
    if (found !== null) return found
  }
}

/** Local dates from one to the other, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

function isKept({ holidays }: Workshop, day: string): boolean {
  if (holidays.calendar === 'none') return false
  return holidaysOn(day).some(({ id, paid }) => paid || holidays.closed.includes(id))
}
