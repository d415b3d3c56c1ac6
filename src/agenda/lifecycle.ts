import type { Status } from './appointment.ts'

/**
 * The steps that the workshop takes an appointment through. Nobody is bound to say that a customer confirmed before they
 * arrive; `moved`, `held` and `waiting` are what moving, choosing and
 * waiting make of it, and are nobody's to set.
 */
const steps: Record<Status, readonly Status[]> = {
  waiting: [],
  blocked: [],
  held: [],
  pending: ['booked', 'cancelled'],
  booked: ['confirmed', 'arrived', 'cancelled', 'noShow'],
  confirmed: ['arrived', 'cancelled', 'noShow'],
  arrived: ['inWork', 'cancelled'],
  inWork: ['ready', 'cancelled'],
  // Back to work where it was not ready after all.
  ready: ['done', 'inWork'],
  done: [],
  cancelled: [],
  moved: [],
  noShow: [],
}

export function mayBecome(from: Status, to: Status): boolean {
  return steps[from].includes(to)
}

/** The statuses that may follow. */
export function following(from: Status): readonly Status[] {
  return steps[from]
}
