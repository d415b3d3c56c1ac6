import { minutesThere } from './away.ts'
import { openingOn } from './opening.ts'
import type { Service, Workshop } from './workshop.ts'
import { addDays } from './zone.ts'

/** How far ahead the days are looked for on which longer work goes on: workshops open again within that. */
const farthest = 60

/**
 * On which dates a vehicle that is left on `day` is worked at, and for how many minutes: on that one, or spread evenly
 * over as many days on which the workshop is open as the service takes.
 */
export function labourFrom(workshop: Workshop, service: Service, day: string): Record<string, number> {
  const days: string[] = []
  for (let ahead = 0; ahead < farthest && days.length < service.days; ahead++) {
    const date = addDays(day, ahead)
    if (openingOn(workshop, date).windows.length > 0) days.push(date)
  }
  const each = Math.ceil(service.minutes / days.length)
  return Object.fromEntries(days.map((date) => [date, each]))
}

/** Minutes of work that can be promised for a local date, of vehicles that are left: a share of what its people have. */
export function promisable(workshop: Workshop, day: string): number {
  const { windows } = openingOn(workshop, day)
  // A workshop that names no mechanics has one at each bay.
  const hands = workshop.mechanics.length > 0 ? workshop.mechanics : workshop.bays
  const minutes = hands.reduce((sum, each) => sum + minutesThere(each, day, windows), 0)
  return Math.floor((minutes * workshop.dropOff.load) / 100)
}
