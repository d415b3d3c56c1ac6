import { short } from '../keys.ts'

/** An id of somebody else's, as it is kept: not too long for an index, and without what PostgreSQL takes in no text. */
export function shortened(id: string): string {
  return short(id).replaceAll('\0', '\ufffd')
}
