import type { DocumentKey, Range } from './documents.ts'

/** Every key of the embedded store. A workshop's documents stand together; what falls due stands in order of time. */
export const keys = {
  version: ['meta', 'version'] as DocumentKey,
  conversation: (workshop: string, key: string): DocumentKey => ['conversation', workshop, key],
  alias: (workshop: string, alias: string): DocumentKey => ['alias', workshop, short(alias)],
  message: (workshop: string, key: string, number: number): DocumentKey => ['message', workshop, key, number],
  /** By the day of the message's own timestamp, which Meta's retries repeat: so old days can be dropped whole. */
  seen: (workshop: string, day: number, key: string, id: string): DocumentKey => [
    'seen',
    day,
    workshop,
    key,
    short(id),
  ],
  day: (workshop: string, date: string): DocumentKey => ['day', workshop, date],
  appointment: (workshop: string, id: string): DocumentKey => ['appointment', workshop, id],
  due: (at: number, workshop: string, key: string): DocumentKey => ['due', at, workshop, key],
  attended: (workshop: string, key: string): DocumentKey => ['attended', workshop, key],
  troubled: (workshop: string, at: number, key: string, number: number): DocumentKey => [
    'troubled',
    workshop,
    at,
    key,
    number,
  ],
  contacts: (portfolio: string): DocumentKey => ['contacts', portfolio],
  entry: (at: number, id: string): DocumentKey => ['entry', at, short(id)],
}

/** Everything whose key begins like this. */
export function under(...beginning: (string | number)[]): Range {
  return { start: beginning, end: [...beginning, '\uffff'] }
}

/** All keys there are: each begins with a word. */
export const everything: Range = { start: [''], end: ['\uffff'] }

/** Keys are short in both stores; an id that is longer than any that Meta makes is kept by its beginning and its hash. */
export function short(id: string): string {
  if (id.length <= longestId) return id
  let hash = 0n
  for (let index = 0; index < id.length; index++)
    hash = BigInt.asUintN(64, hash * 1099511628211n + BigInt(id.charCodeAt(index)))
  return `${id.slice(0, longestId - 20)}#${hash.toString(36)}`
}

const longestId = 300

/** The day of a message's own timestamp (Unix ms), in days since 1970. */
export function seenDay(at: number): number {
  return Math.floor(at / 86_400_000)
}
