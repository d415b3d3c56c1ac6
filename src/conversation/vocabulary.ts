import type { When } from '../language/when.ts'

/**
 * The words of the engine:
 *
 * - workshop: one business with one WhatsApp number
 * - customer: whoever writes, known by a key of our own
 * - conversation: all we remember of one customer at one workshop
 * - talk: the stack of running flows
 * - frame: one running flow on that stack
 * - event: what happened, `who.did`
 * - interrupt: an event that the engine handles itself, unless the flow in front names it
 * - effect: what a flow asks for, as data
 * - service: a named question or act that a flow invokes and that is answered inside the turn
 * - alarm: a stored delay
 * - turn: one event handled: load, step, commit; then perform
 */

/** What happened. `at` is ISO 8601 with the workshop's offset. */
export type TalkEvent =
  | CustomerWrote
  | { type: 'customer.chose'; choice: string; title: string; at: string }
  | {
      type: 'customer.sentMedia'
      /** Such as `image`, `audio`, `location`, `contacts`, `order`, `form`; `unreadable` for what nobody here can read. */
      media: string
      caption?: string
      /** What is known of it that is no file: a place, people, an order, a form's answers. */
      data?: Record<string, unknown>
      /** Id of the message that brought it, if it is kept as one of its own. */
      message?: string
      at: string
    }
  | Interrupt
  /** `again`: it is not the first one. */
  | { type: 'reminder.fellDue'; appointment: string; again?: true; at: string }
  | { type: 'reminder.unanswered'; appointment: string; at: string }
  | RequestAnswered
  | PlaceFreed
  /** Nobody asked for the question of the flow that keeps a place, and it never got to the customer. */
  | { type: 'question.gotLost'; at: string }
  | StaffMarked
  | RecallDue
  | { type: 'staff.quoted'; appointment: string; quote: string; at: string }

/** The workshop took up, or turned down, what a customer had asked for. */
export interface RequestAnswered {
  type: 'staff.accepted' | 'staff.declined'
  appointment: string
  /** Its start, and the title of its service. */
  start: string
  service: string
  at: string
}

/** A place may suit somebody who waits for one; `wish` is the id of what they wait for. */
export interface PlaceFreed {
  type: 'place.cameFree'
  wish: string
  at: string
}

/** The workshop took an appointment a step on of which its customer is told: the vehicle is ready, it was handed back, or they did not come. */
export interface StaffMarked {
  type: 'staff.finished' | 'staff.handedBack' | 'staff.missed'
  appointment: string
  at: string
}

/** A work that was done is due again at that vehicle. */
export interface RecallDue {
  type: 'recall.fellDue'
  /** Of what was done. */
  appointment: string
  service: string
  vehicle: string
  /** What the vehicle may have run by now, where that is why. */
  kilometres?: number
  /** The last appointment for the same that was made since. */
  bookedAs?: string
  at: string
}

export interface CustomerWrote {
  type: 'customer.wrote'
  text: string
  /** The dates and times said, the likeliest first; empty if none was. */
  when: When[]
  /** What is wanted, if that is plain: a label such as `book`, `yes`, `my_bookings`. */
  intent: string | null
  /** Id of the service that it names, if it names one. */
  service: string | null
  /** A number plate that it contains, such as `SBA1234`. */
  plate: string | null
  /** A vehicle with its plate, as it was written, such as `Gol SBC1234`. */
  vehicle: string | null
  /** A make or a model that it names, with or without a plate. */
  model: string | null
  /** It is about another vehicle than the one that was being talked about. */
  isAnotherVehicle: boolean
  /** How the customer introduces themselves. */
  name: string | null
  /** What the vehicle has run, in km. */
  kilometres: number | null
  /** It asks to be told when a place becomes free. */
  asksToWait: boolean
  /** It asks not to be told of one any more. */
  leavesList: boolean
  /** It tells what is wrong with a vehicle: words for the mechanic. */
  isProblem: boolean
  at: string
}

export type Interrupt = { type: InterruptType; at: string }

export type InterruptType =
  | 'customer.cancelled'
  | 'customer.askedMenu'
  | 'customer.askedPerson'
  | 'customer.optedOut'

/** What a text can have between braces; any other placeholder is refused when the texts are read. */
export const valueNames = [
  'workshop',
  'address',
  'hours',
  'service',
  'start',
  'vehicle',
  'price',
  'prices',
  'minutes',
  'name',
  'lines',
  'total',
  'kilometres',
] as const
export type ValueName = (typeof valueNames)[number]

/** What fills the placeholders of a text. Instants are ISO strings, formatted by the text: `{start, date, day}`. */
export type Values = Partial<Record<ValueName, string | number>>

/** One thing a customer can choose. Its words are a text (`text`, `with`) or given as they are (`title`). */
export interface Option<Key extends string = string> {
  /** What the flow gets back as `choice`. */
  id: string
  text?: Key
  with?: Values
  title?: string
  description?: string
  /** Intents that choose it when typed, such as `yes`; `asIs`: whoever says that all shall stay as it is. */
  means?: string[]
  /** Its id says everything, so that a tap on it means the same long after other questions were asked. */
  lasting?: boolean
  /** A number that is typed does not choose it: its place says nothing. */
  isWorded?: boolean
}

/** Params of the effect `reply`. `Key`: the texts that there are, where they are known. */
export interface Reply<Key extends string = string> {
  /** Key of the sentence in `texts/`. */
  text: Key
  with?: Values
  options?: Option<Key>[]
  /** Key of the words on the button that opens a list; needed once there are more than three options. */
  list?: Key
  /** What to send instead when free-form messages are not allowed any more. */
  fallback?: Fallback<Key>
  /** Id of the appointment that it is about. */
  about?: string
  /** It reminds of that appointment: once it was moved or cancelled, it is not sent any more. */
  reminds?: true
  /** When it has lost its sense, ISO 8601: what could not be sent until then is not sent any more. */
  until?: string
}

/** Params of the effect `remark`: a sentence of `texts/` that asks nothing. */
export type Remark<Key extends string = string> = Pick<Reply<Key>, 'text' | 'with'>

/** A template of `templates.yaml`, and the values of its body in order. Its quick replies carry `options`. */
export interface Fallback<Key extends string = string> {
  template: string
  values: { text: Key; with: Values }[]
}

/** What a flow asks for, as `transition()` hands it over. */
export type Effect =
  | { type: 'reply'; params: Reply }
  | { type: 'remark'; params: Remark }
  | { type: 'setAlarm'; params: { name: string; at: string; event: TalkEvent } }
  | { type: 'clearAlarm'; params: { name: string } }
  | { type: 'callPerson'; params: { about: string } | undefined }
  | { type: 'forgetCustomer'; params: undefined }
