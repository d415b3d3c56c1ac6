import { short } from '../keys.ts'

/** An id of somebody else's, as it is kept: not too long for an index, and without what PostgreSQL takes in no text. */
export function shortened(id: string): string {
  return short(id).replaceAll('\0', '\ufffd')
}

/** The day of a message's own timestamp (Unix ms), in days since 1970. */
export function seenDay(at: number): number {
  return Math.floor(at / 86_400_000)
}
