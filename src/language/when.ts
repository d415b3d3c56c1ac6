/** A date or time as someone said it, as an interval of wall-clock time in the workshop's zone. */
export interface When {
  /** ISO 8601 with offset, included. */
  start: string
  /** ISO 8601 with offset, not included; null when it is open. */
  end: string | null
  kind: WhenKind
  /** Said to be excluded ("el lunes no"). */
  not?: true
  /** False when only a time of day was said: then the day comes from the talk. */
  saidDay: boolean
  /** False when only a day was said. */
  saidTime: boolean
  /** Which end of the interval is wanted: "a primera hora" is `first`. */
  prefer?: 'first' | 'last'
  /** Which of several meanings it belongs to, where what was said is in doubt: the customer means one of them. */
  reading?: number
  /** A day at the hour that was being talked about: "el jueves a la misma hora". */
  atSameHour?: true
}

export type WhenKind =
  | 'minute'
  | 'approx'
  | 'part'
  | 'range'
  | 'day'
  | 'span'
  | 'open'
  | 'set'
  | 'ambiguous'
  | 'exclude'
  | 'move'
  | 'past'
