import type { Appointment } from '../agenda/appointment.ts'

/** What a store must know of a conversation; the rest of it is the engine's business. */
export interface ConversationRow {
  workshop: string
  key: string
  /** What else this customer is known by, such as `phone:59899111111` or `user:UY.123`. */
  aliases: string[]
  /** When something of it falls due next (Unix ms), or null. */
  dueAt: number | null
}

/** A message of a conversation's transcript: `id` is `<conversation key>.<number>`. */
export interface MessageRow {
  id: string
  number: number
  /** Meta's id, once there is one: another way to find an outbound message. */
  wamid?: string | undefined
}

/** Whose turn it is: a known conversation, or whoever answers to one of these aliases (made on first contact). */
export type Whose = { workshop: string; key: string } | { workshop: string; aliases: string[] }

/** What a turn sees. Everything is as of the last durable commit, and the conversation is a copy of its own. */
export interface View<C extends ConversationRow, M extends MessageRow> {
  readonly key: string
  readonly conversation: C | undefined
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
}

/**
 * Where conversations and the agenda live. One turn is one atomic commit, durable when `turn` resolves; turns of one
 * conversation run one after another, turns of different conversations side by side.
 */
export interface Store<C extends ConversationRow, M extends MessageRow> {
  /** Whether no other process can have it open for writing. */
  readonly isExclusive: boolean
  /** Runs `work` alone on its conversation and commits what it returns. If `work` throws, nothing is changed. */
  turn<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<T>
  /** The conversation that answers to an alias. */
  find(workshop: string, alias: string): Promise<string | undefined>
  /** The message that Meta knows by this id. */
  findMessage(workshop: string, wamid: string): Promise<{ key: string; number: number } | undefined>
  conversation(workshop: string, key: string): Promise<C | undefined>
  conversations(workshop: string, page: { cursor?: string; limit: number }): Promise<Page<C>>
  /** The last messages of a conversation, oldest first. */
  messages(workshop: string, key: string, page: { before?: number; limit: number }): Promise<M[]>
  appointment(workshop: string, id: string): Promise<Appointment | undefined>
  /** Appointments by start; `from` and `to` are local dates, half open; a cursor is an opaque string. */
  appointments(
    workshop: string,
    range: { from?: string; to?: string; cursor?: string; limit: number; keep?: (a: Appointment) => boolean },
  ): Promise<Page<Appointment>>
  /** Conversations with something due at or before `now`, the earliest first. */
  due(now: number, limit: number): Promise<{ workshop: string; key: string; dueAt: number }[]>
  nextDue(): Promise<number | undefined>
  record(entry: Entry): Promise<void>
  entries(page: { cursor?: string; limit: number }): Promise<Page<Entry>>
  close(): Promise<void>
}

/** The store cannot make anything durable now: nothing was changed, and the same call may succeed later. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError' as const

  constructor(cause: unknown) {
    super(`The store cannot write: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** A changed appointment wants a bay that another one occupies; nothing was changed. */
export class SlotTakenError extends Error {
  override name = 'SlotTakenError' as const
  readonly appointment: Appointment
  readonly takenBy: Appointment

  constructor(appointment: Appointment, takenBy: Appointment) {
    super(
      `Bay ${appointment.bays.join(', ')} is taken from ${takenBy.start} until ${takenBy.busyUntil} by appointment ${takenBy.id}`,
    )
    this.appointment = appointment
    this.takenBy = takenBy
  }
}

/** Another server has this folder open. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError' as const

  constructor(folder: string) {
    super(`Another Chasqui is running on ${folder}. Stop it first, or give this one a DATA_DIR of its own.`)
  }
}
