import type { Random } from '../siege/random.ts'
import type { Person } from './person.ts'
import { day, hour, minute } from './time.ts'

/** Something that happens at a time (Unix ms), to one customer or to the whole workshop. */
export interface Happening {
  at: number
  phone?: string
  does: Does
}

export type Does =
  | { kind: 'books' | 'isBooked' | 'moves' | 'movesTo'; to: number }
  | { kind: 'confirms' | 'cancels' | 'blocks' | 'optsOut' | 'unreachable' }
  | { kind: 'graphFails'; code: number; until: number }
  | { kind: 'graphWorks' | 'restarts' | 'losesAnswers' }
  | { kind: 'serverIsDown'; until: number }

/** What will happen in the days from `start` on: 1.6 wishes for an appointment each, and what goes wrong. */
export function planned(people: Person[], start: number, days: number, random: Random): Happening[] {
  const all: Happening[] = []
  for (const { phone, nature, random: own } of people) {
    if (nature === 'unreachable') all.push({ at: start, phone, does: { kind: 'unreachable' } })
    const wishes = own.chance(0.6) ? 2 : 1
    for (let wish = 0; wish < wishes; wish++) {
      const at = start + Math.floor(own.next() * days) * day + timeOfDay(own)
      const to = at + own.between(1, 9) * day
      // Some call, or come by: the workshop books for them, and they have never written.
      const kind = nature === 'unreachable' || own.chance(0.15) ? 'isBooked' : 'books'
      all.push({ at, phone, does: { kind, to } })
      const later = at + own.between(2, 40) * hour
      if (nature === 'blocks') all.push({ at: later, phone, does: { kind: 'blocks' } })
      else if (nature === 'optsOut') all.push({ at: later, phone, does: { kind: 'optsOut' } })
      else all.push(...changes(phone, later, to, own))
    }
  }
  return [...all, ...troubles(start, days, random)].sort((a, b) => a.at - b.at)
}

/** Some think better of it, some time before. */
function changes(phone: string, at: number, to: number, random: Random): Happening[] {
  const fate = random.next()
  if (fate < 0.04) return [{ at, phone, does: { kind: 'cancels' } }]
  if (fate < 0.08) return [{ at, phone, does: { kind: 'moves', to: to + random.between(1, 3) * day } }]
  return fate < 0.11 ? [{ at, phone, does: { kind: 'movesTo', to: to + day } }] : []
}

/** Outages of Graph by each kind of its errors, of the server, restarts, and answers that are lost. */
function troubles(start: number, days: number, random: Random): Happening[] {
  const all: Happening[] = []
  const workingHour = () => start + random.between(1, days - 1) * day + random.between(3, 12) * hour
  for (let count = 0; count < Math.max(2, days / 5); count++) {
    const at = workingHour()
    const until = at + random.between(1, 3) * hour
    all.push({ at, does: { kind: 'graphFails', code: count % 2 ? 131_042 : 131_000, until } })
    all.push({ at: until, does: { kind: 'graphWorks' } })
    all.push({ at: workingHour(), does: { kind: 'losesAnswers' } })
    all.push({ at: workingHour() + 20 * minute, does: { kind: 'restarts' } })
  }
  for (let count = 0; count < Math.max(1, days / 10); count++) {
    const at = workingHour()
    all.push({ at, does: { kind: 'serverIsDown', until: at + random.between(1, 4) * hour } })
  }
  return all
}

/** From eight to eight mostly; a few write at night. */
function timeOfDay(random: Random): number {
  const isNight = random.chance(0.06)
  return Math.floor((isNight ? 16 + random.next() * 8 : 3 + random.next() * 12) * hour)
}
