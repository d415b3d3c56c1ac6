import { openingOn } from './opening.ts'
import { type QuietHours, quietUntil } from './quietHours.ts'
import type { Workshop } from './workshop.ts'
import { addDays, instant, local } from './zone.ts'

/** When a customer is reminded of an appointment, Unix ms; again only if they have not confirmed by then. */
export interface Reminders {
  first: number | undefined
  again: number | undefined
  /** When somebody of the workshop has to call who has not answered them. */
  unanswered: number | undefined
}

/**
 * The reminders that are still to come of an appointment that begins at `start` (Unix ms). The first one falls on a day on
 * which the workshop is open, so that somebody is there for whoever answers; neither falls into quiet hours. What would
 * have been due already is not made up for.
 */
export function remindersOf(workshop: Workshop, start: number, now: number): Reminders {
  const { reminder, reminderAgain } = workshop
  if (start - now < tooLate) return { first: undefined, again: undefined, unanswered: undefined }
  const planned = start - reminder * HOUR
  const first = [onOpenDay(workshop, planned), planned]
    .map((at) => outOfQuiet(workshop, at, start))
    .find((at) => at !== undefined && at > now)
  const again = reminderAgain === 0 ? undefined : outOfQuiet(workshop, start - reminderAgain * HOUR, start)
  const isApart = again !== undefined && again > now && again - (first ?? Number.NEGATIVE_INFINITY) >= apart
  const last = isApart ? again : first
  const unanswered = last === undefined ? undefined : Math.min(last + answersWithin, start - MINUTE)
  return { first, again: isApart ? again : undefined, unanswered }
}

const HOUR = 3_600_000
const MINUTE = 60_000

/** Who books so shortly before needs no reminder, in ms. */
const tooLate = 3 * HOUR

/** Least time between two reminders of one appointment, in ms. */
const apart = 2 * HOUR

/** How long a reminder is waited for to be answered, in ms. */
const answersWithin = HOUR

/** After the quiet of the night, and before it: not on its very edge. */
const afterQuiet = 30 * MINUTE
const beforeQuiet = 90

/** The same hour on the last opening day up to then: of a Monday one is reminded on Saturday. */
function onOpenDay(workshop: Workshop, at: number): number | undefined {
  const { zone } = workshop
  const { day, minute } = local(zone, at)
  for (let ago = 0; ago < 14; ago++) {
    const date = addDays(day, -ago)
    if (openingOn(workshop, date).windows.length > 0) return instant(zone, date, minute) ?? undefined
  }
  return at
}

/** In the morning, if that leaves time enough; else the evening before. */
function outOfQuiet(
  { zone, quietHours }: Workshop,
  at: number | undefined,
  start: number,
): number | undefined {
  const until = at !== undefined && quietHours ? quietUntil(quietHours, zone, at) : undefined
  if (until === undefined || quietHours === null) return at
  return start - until >= tooLate ? until + afterQuiet : eveningBefore(quietHours, zone, until)
}

function eveningBefore({ from, to }: QuietHours, zone: string, until: number): number | undefined {
  const { day } = local(zone, until)
  // Quiet hours may begin after midnight.
  const date = from > to ? addDays(day, -1) : day
  return instant(zone, date, Math.max(0, from - beforeQuiet)) ?? undefined
}
