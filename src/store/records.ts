import type { Appointment } from '../agenda/appointment.ts'
import type { Finding } from './check/finding.ts'
import type { StoredRecord } from './record.ts'
import type { ConversationRow, MessageRow } from './store.ts'

/** What is stored, but for the first and the last line of an export. */
export type StoredItem = Exclude<StoredRecord, { record: 'chasqui' | 'end' }>

/**
 * All that is stored, as it stood at one moment, whichever store has it and whatever a server writes meanwhile. To be
 * closed: it holds the store back.
 */
export interface Records {
  /** Where that is, as an operator knows it: the folder, or the database. */
  readonly place: string
  /** Everything, a few at a time, in the one order that every store has it in. */
  all(): AsyncIterable<StoredItem[]>
  /** @param workshop whose conversations, messages and appointments are counted; without it, all of them */
  overview(now: number, workshop?: string): Promise<Overview>
  /**
   * How many conversations have something that fell due before, up to `most`, and when the first of it did (Unix ms). It does not
   * take longer the more is stored.
   */
  overdue(before: number, most: number): Promise<{ count: number; since: number | undefined }>
  /** The workshops that have a conversation. */
  workshops(): Promise<string[]>
  find(workshop: string, alias: string): Promise<string | undefined>
  conversation(workshop: string, key: string): Promise<ConversationRow | undefined>
  message(workshop: string, key: string, number: number): Promise<MessageRow | undefined>
  appointment(workshop: string, id: string): Promise<Appointment | undefined>
  /** What is wrong with what only this store has: that which things are found by. `tick`: told of each that was looked at. */
  indices(tick: () => void): AsyncIterable<Finding>
  close(): Promise<void>
}

/** How much is stored. */
export interface Overview {
  version: number | undefined
  bytes: number
  /** Everything, indices among it. */
  total: number
  conversations: number
  messages: number
  appointments: number
  /** On which appointments begin. */
  days: number
  seen: number
  entries: number
  dueNow: number
  /** When the next thing falls due after that, Unix ms. */
  nextDue: number | undefined
}

/** A store that is being filled with records: all of them or, whatever goes wrong, none. */
export interface Filling {
  put(records: StoredRecord[]): Promise<void>
  /** Makes it durable, and the store's own. */
  keep(): Promise<void>
  /** Lets go of it; what was not kept is gone. */
  close(): Promise<void>
}

/** An alias without the middle of the phone or id in it, as it may be printed. */
export function masked(alias: string): string {
  const [kind = '', id = ''] = alias.split(/:(.*)/s)
  return `${kind}:${id.slice(0, 3)}…${id.slice(-2)}`
}
