/**
 * How many customers the numbers of one business portfolio contacted outside their windows, by tenths of an hour. Meta
 * counts each customer once in 24 hours; whoever counts here is to do the same.
 */
export interface Contacts {
  /** What Meta said is allowed in 24 hours, null for any number; undefined while it said nothing. */
  most?: number | null | undefined
  /** How many in each span that is not over yet: its number since 1970, and the count. */
  counts: [span: number, count: number][]
}

export const noContacts: Contacts = { counts: [] }

/**
 * Counts one more, if there may be one more.
 * @param most how many, unless Meta said that there may be more
 * @returns the new count; or when the first of those counted makes room, Unix ms
 */
export function countContact(
  { most: allowed, counts }: Contacts,
  now: number,
  most: number,
): { counted: Contacts } | { waitUntil: number } {
  const span = Math.floor(now / spanLength)
  const standing = counts.filter(([each]) => overAt(each) > now)
  const sum = standing.reduce((total, [, count]) => total + count, 0)
  const limit = allowed === null ? Number.POSITIVE_INFINITY : Math.max(most, allowed ?? 0)
  if (sum >= limit) return { waitUntil: standing[0] ? overAt(standing[0][0]) : now + spanLength }
  const own = standing.find(([each]) => each === span)?.[1] ?? 0
  const others = standing.filter(([each]) => each !== span)
  return {
    counted: { ...(allowed !== undefined && { most: allowed }), counts: [...others, [span, own + 1]] },
  }
}

const spanLength = 6 * 60_000

/** The last of a span may have been contacted at its very end. */
function overAt(span: number): number {
  return (span + 1) * spanLength + 24 * 60 * 60_000
}
