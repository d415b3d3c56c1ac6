import type { Absence } from './blocked.ts'
import type { Quote } from './quote.ts'

/** The life of an appointment; `done` is a car handed back. The first seven occupy their places. */
export const statuses = [
  'held',
  'pending',
  'booked',
  'confirmed',
  'arrived',
  'inWork',
  'ready',
  'done',
  'cancelled',
  'moved',
  'noShow',
] as const

/**
 * `waiting` is no appointment yet: somebody waits for a place to be freed. `blocked` is none at all: a time in which the
 * workshop takes nobody, or nobody in some of its places. Nobody but the engine is told of them.
 */
export type Status = (typeof statuses)[number] | 'waiting' | 'blocked'

/** Whether it is an appointment, and not only what else stands in the agenda. */
export function isAppointment({ status }: Pick<Appointment, 'status'>): boolean {
  return status !== 'waiting' && status !== 'blocked'
}

/** What an appointment takes of the workshop. */
export interface Occupancy {
  /** Ids of the bays it occupies from `start` until `busyUntil`; none for a vehicle that is left. */
  bays: string[]
  /** Ids of the mechanics who are at it meanwhile. */
  mechanics?: string[]
  /** Of a vehicle that is left: minutes of work by local date. */
  labour?: Record<string, number>
}

/** A place in the agenda, as the API gives it. Times are ISO 8601 with the workshop's offset. */
export interface Appointment extends Occupancy {
  id: string
  workshop: string
  /** Our key of the customer. */
  customer: string
  phone: string | null
  name: string | null
  /** Id of the service in `workshop.yaml`. */
  service: string
  vehicle: string | null
  /** What the customer, or somebody of the workshop, said of it. */
  note?: string
  /** Ids of the customer's messages that brought files to it. */
  media?: string[]
  start: string
  /** Of the work; of a vehicle that is left, of its reception. */
  end: string
  /** End of the occupied range: `end` and the service's buffer. */
  busyUntil: string
  status: Status
  /**
   * Why somebody has to call the customer: reminders did not arrive, were not answered, or cannot be sent in time since
   * Meta's limit of customers is used up.
   */
  toCall?: 'undelivered' | 'unanswered' | 'limit'
  /** By how many minutes the customer said that they come later. */
  lateBy?: number
  /** The customer wrote that they come later, or that they do not come when it was too close to be cancelled. */
  saidLate?: true
  calledOff?: true
  /** How the customer found it, and what they said of it. */
  rating?: Rating
  /** What was proposed to be done; the last one counts. */
  quotes?: Quote[]
  /** When the customer was told that the vehicle is ready. */
  toldReadyAt?: string
  /** Until when an unconfirmed choice keeps its place; only while `held`. */
  heldUntil?: string
  /** The appointment that took its place when it was moved, and the one it came from. */
  movedTo?: string
  movedFrom?: string
  /** Of one that is waited for: between `start` and `end`, and as this says. */
  waits?: Waits
  /** Of a piece of a blocked time: all of that. */
  blocks?: Absence
  /** Of a hold: the wish whose turn it is to have this place. */
  offeredTo?: string
}

export interface Rating {
  /** 1 to 5. */
  stars: number
  at: string
  comment?: string
}

/** What somebody who waits for a place wants, and was offered. */
export interface Waits {
  /** Unix ms: who waits longer is asked first. */
  since: number
  /** In which minutes of a local day the work may begin, half open. */
  minutes: [from: number, to: number]
  /** Starts that are not wanted: they were free when the waiting began, or were offered and not taken. */
  declined: string[]
  /** The appointment in whose place it would be. */
  instead?: string
  /** Until when the last offer stands, Unix ms. */
  offeredUntil?: number
  /** All starts of the gap of which it is a part: who does not take it wants none of them. */
  offeredGap?: string[]
}

/** Whether it keeps others out of its place at `now` (Unix ms): a hold that ran out does not, even if nobody removed it. */
export function occupies(appointment: Appointment, now: number): boolean {
  if (appointment.status === 'held') return Date.parse(appointment.heldUntil ?? appointment.start) > now
  return occupying.has(appointment.status)
}

const occupying = new Set<Status>(['pending', 'booked', 'confirmed', 'arrived', 'inWork', 'ready'])

/** Everything that nobody else can have meanwhile: its bays and its mechanics. */
export function resourcesOf({ bays, mechanics = [] }: Occupancy): string[] {
  return mechanics.length > 0 ? [...bays, ...mechanics] : bays
}

/** Whether two ranges overlap; both are half open, in Unix ms or ISO strings of one zone. */
export function overlap(
  a: { start: number; busyUntil: number },
  b: { start: number; busyUntil: number },
): boolean {
  return a.start < b.busyUntil && b.start < a.busyUntil
}
