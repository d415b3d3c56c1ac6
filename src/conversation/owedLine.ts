import type { Owed } from './conversation.ts'

/**
 * Whose turn it is among the messages that a conversation owes. They leave in order, one at a time; those that stepped
 * aside let the others pass, and leave when they are due and nobody else is.
 */
export function firstOf(owed: Owed[], now: number): Owed | undefined {
  const inFlight = owed.find(({ state }) => state !== 'owed')
  if (inFlight) return inFlight
  const next = owed.find(({ isAside }) => !isAside)
  if (next && next.dueAt <= now) return next
  return owed.find(({ isAside, dueAt }) => isAside && dueAt <= now) ?? next ?? owed[0]
}

/** When the next of them may leave, or is to be looked at; Unix ms, undefined when nothing is owed. */
export function owedDueAt(owed: Owed[]): number | undefined {
  const inFlight = owed.find(({ state }) => state !== 'owed')
  if (inFlight) return inFlight.dueAt
  const next = owed.find(({ isAside }) => !isAside)
  const able = owed.filter((each) => each === next || each.isAside)
  return able.length > 0 ? Math.min(...able.map(({ dueAt }) => dueAt)) : undefined
}
