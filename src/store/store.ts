import { type Appointment, resourcesOf } from '../agenda/appointment.ts'
import type { Claim } from './contacts.ts'

/** What a store must know of a conversation; the rest of it is the engine's business. */
export interface ConversationRow {
  workshop: string
  key: string
  /** What else this customer is known by, such as `phone:59899111111` or `user:UY.123`. */
  aliases: string[]
  /** When something of it falls due next (Unix ms), or null. */
  dueAt: number | null
  /** `human` while a person has the floor: these can be listed. */
  attention?: string
}

/** A message of a conversation's transcript: `id` is `<conversation key>.<number>`. */
export interface MessageRow {
  id: string
  number: number
  /** Meta's id, once there is one: a status that does not bring ours is about the message that has it. */
  wamid?: string | undefined
  /** Of the workshop's: when it was said (Unix ms), and how far it came: what failed or was blocked can be listed. */
  at?: number
  outbound?: { state: string }
}

/** Whose turn it is: a known conversation, or whoever answers to one of these aliases (made on first contact). */
export type Whose = ({ workshop: string; key: string } | { workshop: string; aliases: string[] }) & Foreseen

/** What the turn is going to ask for: a store that is not in this process answers it together with the conversation. */
export interface Foreseen {
  /** The inbound message that is heard, and its timestamp (Unix ms). */
  hears?: { id: string; at: number }
  /** Numbers of messages. */
  messages?: number[]
  /** It goes on with what this process has just committed: hardly anyone else will have changed it since. */
  goesOn?: boolean
}

/** What a turn sees. Everything is as of the last durable commit; what is to change is copied, since it may be frozen. */
export interface View<C extends ConversationRow, M extends MessageRow> {
  readonly key: string
  readonly conversation: C | undefined
  /** Keys of other conversations that answer to the aliases by which this one was looked up: all of one customer. */
  readonly others: string[]
  /** Whether a message with this id and timestamp (Unix ms) was committed before. */
  seen(id: string, at: number): Promise<boolean>
  message(number: number): Promise<M | undefined>
  appointment(id: string): Promise<Appointment | undefined>
  /** All appointments that start on these local dates (`2026-11-27`), both included. */
  appointments(from: string, to: string): Promise<Appointment[]>
  /** Until this turn ends, no other turn changes the workshop's agenda. */
  lockAgenda(): Promise<void>
}

/** Everything one turn changes. */
export interface Changes<C extends ConversationRow, M extends MessageRow> {
  conversation?: C
  messages?: M[]
  appointments?: Appointment[]
  /** Ids of holds that are given up. */
  removedAppointments?: string[]
  entries?: Entry[]
  seen?: { id: string; at: number }[]
}

export interface Page<T> {
  items: T[]
  next: string | null
}

/** Something received that belongs to no conversation: a message for another number, an account event, a dead letter. */
export interface Entry {
  id: string
  at: number
  kind: string
  /** Why it was only recorded. */
  reason: string
  raw: unknown
  /** Whose it is, where that is known: the workshop, and the key of the conversation. */
  workshop?: string
  customer?: string
}

/**
 * Where conversations and the agenda live. One turn is one atomic commit, durable when `turn` resolves; turns of one
 * conversation run one after another, turns of different conversations side by side.
 */
export interface Store<C extends ConversationRow, M extends MessageRow> {
  /** What this process is called where several share the store; no process was ever called so before. */
  readonly node: string
  /**
   * Runs `work` alone on its conversation and commits what it returns. If `work` throws, nothing is changed. It is run
   * again if what it has read was changed meanwhile, so it must change nothing by itself.
   */
  turn<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<T>
  /** The conversation that answers to an alias. */
  find(workshop: string, alias: string): Promise<string | undefined>
  /** The message that Meta knows by this id, among the last ones of the conversation that answers to an alias. */
  findMessage(
    workshop: string,
    aliases: string[],
    wamid: string,
  ): Promise<{ key: string; number: number } | undefined>
  conversation(workshop: string, key: string): Promise<C | undefined>
  /** Those in which a person has the floor cost no more than they are. */
  conversations(
    workshop: string,
    page: { cursor?: string; limit: number; attention?: 'human' },
  ): Promise<Page<C>>
  /** Messages that failed or were blocked, newest first, with the keys of their conversations; a cursor is an opaque string. */
  troubled(
    workshop: string,
    page: { cursor?: string; limit: number; keep?: (message: M) => boolean },
  ): Promise<Page<{ key: string; message: M }>>
  /** The last messages of a conversation, oldest first. */
  messages(workshop: string, key: string, page: { before?: number; limit: number }): Promise<M[]>
  appointment(workshop: string, id: string): Promise<Appointment | undefined>
  /** Appointments by start; `from` and `to` are local dates, half open; a cursor is an opaque string. */
  appointments(
    workshop: string,
    range: { from?: string; to?: string; cursor?: string; limit: number; keep?: (a: Appointment) => boolean },
  ): Promise<Page<Appointment>>
  /**
   * Conversations with something due at or before `now`, the earliest first, that are this node's to take up: those it
   * committed last, and those of nodes that are gone. No two nodes are given the same one.
   */
  due(now: number, limit: number): Promise<{ workshop: string; key: string; dueAt: number }[]>
  /** When the next of them falls due, Unix ms. */
  nextDue(): Promise<number | undefined>
  /** Whether a node has ended, and with it whatever it was in the middle of. */
  isGone(node: string | undefined): Promise<boolean>
  /** Has this node told when there may be something to take up that it does not know of. */
  watch(look: Look): void
  /** The way to the other nodes, where several share the store. */
  readonly news?: News
  /** Why nothing can be stored now, a sentence; undefined while all is well. */
  trouble(): Promise<string | undefined>
  /**
   * Removes a conversation with its aliases and messages, for good. Of what was seen only hashes stay, so that Meta's
   * retries are still known. `change` says what becomes of each of its appointments; undefined removes it.
   * @returns false when there is no such conversation
   */
  forget(
    workshop: string,
    key: string,
    change: (appointment: Appointment) => Appointment | undefined,
  ): Promise<boolean>
  /**
   * Makes one conversation of two that turned out to be one customer's, in one commit: it has the elder's key, and all
   * that was the younger's.
   * @returns false when one of them is no more
   */
  join(workshop: string, elder: string, younger: string, join: Join<C, M>): Promise<boolean>
  /**
   * Counts one more customer whom the numbers of a business portfolio contact outside a window, of whom there may be
   * only so many in any 24 hours. Durable when it resolves; to the minute, and never too many.
   * Room is kept for those who asked before, were told to wait and have less time.
   * @param most how many, unless `allowContacts` was told of more
   * @param claim who asks, and until when it makes sense; without one nobody is waited for
   * @returns undefined once it is counted; else when there will be room for it as things are, Unix ms
   */
  contact(portfolio: string, now: number, most: number, claim?: Claim): Promise<number | undefined>
  /** Who was counted at `from` was contacted at `to`, Unix ms; without that they were not: there is room for one more again. */
  moveContact(portfolio: string, from: number, to?: number): Promise<void>
  /** Who was told to wait for room needs none any more. */
  waiveContact(portfolio: string, id: string): Promise<void>
  /** Remembers how many customers Meta lets a portfolio contact in 24 hours; null: any number. */
  allowContacts(portfolio: string, most: number | null): Promise<void>
  record(entry: Entry): Promise<void>
  /** Removes something recorded, as when it was handled after all. */
  removeEntry(entry: Pick<Entry, 'id' | 'at'>): Promise<void>
  entries(page: { cursor?: string; limit: number }): Promise<Page<Entry>>
  close(): Promise<void>
}

/** What nodes tell each other of what they did, for whoever looks on: it may be lost, and nothing is built on it. */
export interface News {
  /** At most 7,000 bytes. */
  tell(news: string): Promise<void>
  /** Of what this node itself told nothing is heard. */
  hear(listener: (news: string) => void): void
}

/** What becomes of two conversations that are joined. */
export type Join<C extends ConversationRow, M extends MessageRow> = (
  elder: C,
  younger: C,
) => {
  conversation: C
  /** What becomes of each message of the younger's. */
  message: (message: M) => M
  /** What becomes of each appointment of the younger's; undefined removes it. */
  appointment: (appointment: Appointment) => Appointment | undefined
}

/** `due`: something may have fallen due. `left`: a node is gone, perhaps in the middle of something. */
export type Look = (what: 'due' | 'left') => void

/** Where a message is looked for by Meta's id: statuses come soon, if they come. */
export const lastMessages = 100

/** The store cannot make anything durable now: nothing was changed, and the same call may succeed later. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError' as const

  constructor(cause: unknown) {
    super(`The store cannot write: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** A changed appointment wants a bay or a mechanic that another one occupies; nothing was changed. */
export class SlotTakenError extends Error {
  override name = 'SlotTakenError' as const
  readonly appointment: Appointment
  readonly takenBy: Appointment

  constructor(appointment: Appointment, takenBy: Appointment) {
    super(
      `Of ${resourcesOf(appointment).join(', ')} one is taken from ${takenBy.start} until ${takenBy.busyUntil} by appointment ${takenBy.id}`,
    )
    this.appointment = appointment
    this.takenBy = takenBy
  }
}

/** Whether the same turn may well succeed when it is run again: nothing that it handles is to blame. */
export function isPassing(error: unknown): error is StoreUnavailableError | SlotTakenError {
  return error instanceof StoreUnavailableError || error instanceof SlotTakenError
}

/** Another server has this folder open. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError' as const

  constructor(folder: string) {
    super(`Another Chasqui is running on ${folder}. Stop it first, or give this one a DATA_DIR of its own.`)
  }
}
