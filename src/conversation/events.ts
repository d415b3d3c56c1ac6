import type { OutboundState } from './conversation.ts'

/**
 * What the engine tells whoever watches, after it is durable. Nothing here is about who a customer is or what was said:
 * messages are named by their ids, `<conversation key>.<number>`.
 */
export interface EngineEvents {
  /** A conversation changed: for pages that show it. */
  turn: [{ workshop: string; customer: string; phone: string | null }]
  /** Something was committed to a conversation. */
  commit: [Commit]
  /** A message is handed to Meta now. */
  posting: [Posting]
  /** Meta answered, or did not. */
  posted: [Posted]
}

export interface Commit {
  workshop: string
  customer: string
  /** Whether something was handled; else only how far messages came was noted. */
  isTurn: boolean
  /** Whether anything of the conversation or its messages changed, and of the agenda. */
  isChanged: boolean
  isAgendaChanged: boolean
  /** From when it began to wait for its conversation until it was durable, in ms. */
  took: number
  heard: HeardMessage[]
  steps: Step[]
  reminders: Reminders
  /** Why something could not be handled: it was parked, and a person has to answer. */
  parked: string[]
  /** What stands in the conversation's line of owed messages now; undefined where that did not change. */
  owed: Owing | undefined
}

/** A message, and the turn to which it belongs: the id of the first message of that, be it heard or said. */
interface Named {
  message: string
  turn: string
}

export interface HeardMessage extends Named {
  type: string
  /** From Meta's timestamp until it was taken up, in ms; Meta tells whole seconds. */
  lag: number
}

/** A message to a customer came further, or waits for a reason of its own. */
export interface Step extends Named {
  state: OutboundState | 'held'
  reason?: string | undefined
  /** Meta's, where it said no. */
  code?: number | undefined
  /** Whether it reminds of an appointment, or is about one otherwise. */
  isReminder: boolean
}

/** Reminders that were planned, are not to be sent any more, or fell due. */
export interface Reminders {
  planned: number
  cleared: number
  fellDue: number
}

export interface Owing {
  states: ('owed' | 'sending' | 'unknown')[]
  /** When something is to become of them, Unix ms. */
  dueAt: number | undefined
}

export interface Posting extends Named {
  workshop: string
}

export interface Posted extends Posting {
  outcome: 'accepted' | 'refused' | 'notSent' | 'unknown'
  /** Meta's, where it said no. */
  code?: number | undefined
  /** In ms. */
  took: number
}
