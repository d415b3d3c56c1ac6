import { instantFrom } from './opening.ts'
import type { Away, Resource, Window } from './workshop.ts'
import { addDays } from './zone.ts'

/** When a bay or a mechanic is not there, half open, in Unix ms. */
export function absences({ away }: Resource, zone: string): { start: number; busyUntil: number }[] {
  return away.map(({ from, to, window }) => ({
    start: instantFrom(zone, from, window?.open ?? 0),
    busyUntil: window ? instantFrom(zone, to, window.close) : instantFrom(zone, addDays(to, 1), 0),
  }))
}

/** How many minutes of a local date's windows a bay or a mechanic is there. */
export function minutesThere({ away }: Resource, day: string, windows: readonly Window[]): number {
  const missing = away.filter((each) => each.from <= day && day <= each.to)
  return windows.reduce((sum, window) => sum + minutesOf(window) - missingIn(window, missing), 0)
}

/** What of a window falls into absences that may overlap each other. */
function missingIn({ open, close }: Window, missing: Away[]): number {
  let reached = open
  let sum = 0
  const windows = missing.map(({ window }) => window ?? { open: 0, close: 1440 })
  for (const each of windows.sort((a, b) => a.open - b.open)) {
    const from = Math.max(reached, each.open)
    const to = Math.min(close, each.close)
    if (to > from) sum += to - from
    reached = Math.max(reached, to)
  }
  return sum
}

function minutesOf({ open, close }: Window): number {
  return close - open
}
