/**
 * How many customers the numbers of one business portfolio contacted outside their windows, by tenths of an hour, and who
 * waits for room. Meta counts each customer once in 24 hours; whoever counts here is to do the same.
 */
export interface Contacts {
  /** What Meta said is allowed in 24 hours, null for any number; undefined while it said nothing. */
  most?: number | null | undefined
  /** How many in each span that is not over yet: its number since 1970, and the count. */
  counts: [span: number, count: number][]
  /** Those who found no room. */
  waiting?: [before: number, id: string][] | undefined
}

/** One who wants to contact a customer, and until when that makes sense (Unix ms): who has less time goes first. */
export interface Claim {
  id: string
  before: number
}

export const noContacts: Contacts = { counts: [] }

/**
 * Counts one more, if there may be one more. Room is kept for those who wait and have less time; without a claim one
 * waits for nobody.
 * @param most how many, unless Meta said that there may be more
 * @returns what is to be remembered, and unless it was counted when there will be room for it, Unix ms
 */
export function countContact(
  { most: allowed, counts, waiting = [] }: Contacts,
  now: number,
  most: number,
  claim?: Claim,
): { after: Contacts; waitUntil?: number } {
  const span = Math.floor(now / spanLength)
  const standing = counts.filter(([each]) => overAt(each) > now)
  const others = waiting.filter(([before, id]) => before > now && id !== claim?.id)
  const ahead = claim ? others.filter((each) => isBefore(each, claim)).length : 0
  const sum = standing.reduce((total, [, count]) => total + count, 0)
  const limit = allowed === null ? Number.POSITIVE_INFINITY : Math.max(most, allowed ?? 0)
  const missing = sum + ahead + 1 - limit
  if (missing > 0) {
    const line: Contacts['waiting'] = claim ? [...others, [claim.before, claim.id]] : others
    const waitUntil = roomAt(standing, missing) ?? now + longest
    return { after: contacts(allowed, counts, line), waitUntil }
  }
  const own = standing.find(([each]) => each === span)?.[1] ?? 0
  const rest = standing.filter(([each]) => each !== span)
  return { after: contacts(allowed, [...rest, [span, own + 1]], others) }
}

/** One who waited does so no more: the message was dropped, or went without being counted. */
export function withoutClaim(before: Contacts, id: string): Contacts {
  const { most, counts, waiting = [] } = before
  const others = waiting.filter(([, each]) => each !== id)
  return others.length === waiting.length ? before : contacts(most, counts, others)
}

/**
 * One who was counted at that time (Unix ms) was contacted later, or never: since they were counted all along there is
 * room for it.
 */
export function movedContact(
  { most, counts, waiting = [] }: Contacts,
  from: number,
  to: number | undefined,
): Contacts {
  const spans = new Map(counts)
  const [before, after] = [from, to].map((at) => at !== undefined && Math.floor(at / spanLength))
  const counted = spans.get(Number(before)) ?? 0
  if (counted > 0) {
    spans.set(Number(before), counted - 1)
    if (after !== false) spans.set(Number(after), (spans.get(Number(after)) ?? 0) + 1)
  }
  const left = [...spans]
  return contacts(
    most,
    left.filter(([, count]) => count > 0),
    waiting,
  )
}

function contacts(
  most: Contacts['most'],
  counts: Contacts['counts'],
  waiting: [before: number, id: string][],
): Contacts {
  return { ...(most !== undefined && { most }), counts, ...(waiting.length > 0 && { waiting }) }
}

function isBefore([before, id]: [before: number, id: string], claim: Claim): boolean {
  return before < claim.before || (before === claim.before && id < claim.id)
}

/** When so many of those counted make room, Unix ms; undefined if there are not so many. */
function roomAt(standing: Contacts['counts'], missing: number): number | undefined {
  let freed = 0
  for (const [span, count] of standing.toSorted(([one], [other]) => one - other)) {
    freed += count
    if (freed >= missing) return overAt(span)
  }
  return undefined
}

const spanLength = 6 * 60_000
const day = 24 * 60 * 60_000
/** For so long at most somebody counts. */
const longest = day + spanLength

/** The last of a span may have been contacted at its very end. */
function overAt(span: number): number {
  return (span + 1) * spanLength + day
}
