import { fromPromise } from 'xstate'
import type { Why } from '../agenda/grid.ts'
import type { When } from '../language/when.ts'

/** A place in the agenda that can be offered. Times are ISO 8601 with the workshop's offset. */
export interface Offer {
  start: string
  end: string
}

/** An appointment as flows see it; `service` is its title. */
export interface Visit extends Offer {
  id: string
  service: string
  serviceId: string
  vehicle: string | null
  confirmed: boolean
  /** It is only asked for: the workshop has not accepted it yet. */
  pending: boolean
  /** So close that only a person of the workshop can still move or cancel it. */
  isClose: boolean
}

/** When the workshop is open next: now until it closes, at some hours of today, or not before a later day. */
export interface Opening {
  kind: 'untilClose' | 'today' | 'later'
  /** ISO 8601: of the first window, and of the last one on that day. */
  opens: string
  closes: string
  /** Those windows in the customer's language: "08:00–12:00 y 13:30–18:00". */
  hours: string
}

/** A quote of an appointment, by their ids. */
interface OfQuote {
  appointment: string
  quote: string
}

/** A quote as its customer reads it; prices as they are written in their language. */
export interface QuoteShown {
  id: string
  service: string
  lines: { id: string; title: string; price: string }[]
  total: string
}

/** What the customer said about the vehicle, as it was said, and ids of messages that brought files about it. */
export interface Said {
  note: string
  media: string[]
}

/** What a customer waits for; `service` is its title. */
export interface Wish {
  id: string
  service: string
  serviceId: string
}

/** One of several meanings of a day that was said, of which the customer means one. */
export interface Reading {
  /** When it begins, and what tells it from the others: its hour, its day, the week, or the days from there on. */
  start: string
  by: 'hour' | 'day' | 'week' | 'days'
  when: When[]
}

/** Why nothing fits what was asked. */
export type { Why as WhyNot }

/**
 * The services that flows invoke, by name, with what they are asked and what they answer. The engine answers them
 * inside the turn, so what they change is committed with the turn or not at all.
 */
export interface Services {
  listServices: {
    input: undefined
    output: { services: { id: string; title: string; description?: string }[] }
  }
  /** What services cost, as the workshop writes it, of those that have a price. */
  listPrices: { input: undefined; output: { prices: { id: string; title: string; price: string }[] } }
  /**
   * Places that suit what was said. `when` empty: the next free ones; `before`: what was said earlier, from which a
   * lone time of day takes its day. `exact` is the very place that was asked for, if it is free. `readings`: what was said
   * can mean any of these, each with places; empty when there is no such doubt.
   */
  findSlots: {
    input: { service: string; when: When[]; before: When[]; moving: string | null }
    output: { slots: Offer[]; exact: Offer | null; why: Why | null; when: When[]; readings: Reading[] }
  }
  /** Keeps a place for a few minutes while the customer decides; a customer has one such place at most. */
  holdSlot: {
    input: { service: string; start: string; moving: string | null }
    /** `isGone`: what is to be moved was cancelled meanwhile, or is over. */
    output: { held: Offer | null; slots: Offer[]; isGone?: true }
  }
  /**
   * Makes the held place an appointment, or a request for one; with `moving`, in place of that one.
   */
  bookSlot: {
    input: Said & { service: string; start: string; vehicle: string; moving: string | null }
    /** `isGone`: what was to be moved was cancelled meanwhile, or is over. */
    output: { booked: Visit | null; slots: Offer[]; isGone?: true }
  }
  /** The vehicles that the customer came with, the last one first; `title` is as much as a button holds. */
  recallVehicles: { input: undefined; output: { vehicles: { vehicle: string; title: string }[] } }
  /** Who is writing: their first name, if it is one; their next appointment; whether they were here before. */
  recallCustomer: { input: undefined; output: { name: string | null; visit: Visit | null; isKnown: boolean } }
  /** Has somebody call who has not confirmed: their reminders did not arrive, or were not answered. */
  listToCall: { input: { id: string }; output: { visit: Visit | null } }
  /**
   * Waits for a place within what was said, or for any that is sooner than what is free; who waits for the service already
   * waits for this instead. With `moving`, for one in place of that appointment.
   */
  joinWaitingList: {
    input: { service: string; when: When[]; vehicle: string; moving: string | null }
    output: { wish: Wish }
  }
  /** `id` null: waits for nothing any more. */
  leaveWaitingList: { input: { id: string | null }; output: Record<string, never> }
  listWishes: { input: undefined; output: { wishes: Wish[] } }
  /**
   * Keeps a place that became free for a wish until `until` (ISO 8601); null when there is none that suits. `moving`: the
   * appointment in whose place it would be.
   */
  holdForWish: {
    input: { id: string }
    output: { offer: (Wish & { start: string; until: string; vehicle: string; moving: Visit | null }) | null }
  }
  /** The place that is kept for the customer is the next one's. */
  declineOffer: { input: undefined; output: Record<string, never> }
  /**
   * What the customer booked a moment ago, null when it was longer ago, or is no more; the title of a service, and the
   * vehicles that they came with.
   */
  recallBooked: {
    input: { service: string | null }
    output: { visit: Visit | null; title: string | null; vehicles: { vehicle: string }[] }
  }
  /** Adds to what the customer has just booked, else to their next appointment; null when there is none. */
  addToNext: { input: Said; output: { visit: Visit | null } }
  /** The customer's appointments that are still ahead, the next one first. */
  listAppointments: { input: undefined; output: { visits: Visit[] } }
  /** One of the customer's appointments; null when it is over, cancelled, moved or not theirs. */
  findAppointment: { input: { id: string }; output: { visit: Visit | null } }
  confirmAppointment: { input: { id: string }; output: { visit: Visit | null } }
  /**
   * Writes down that the customer comes later to what is about to begin, or has begun; `visit` is null when nothing is.
   * `minutes` is null when they do not say how much later; `isLong`: more than half of the work could be done in.
   */
  noteDelay: {
    /** `follows`: only how much, of who said before that they are late. */
    input: { text: string; when: When[]; follows: boolean }
    output: { visit: Visit | null; minutes: number | null; isLong: boolean }
  }
  /**
   * Keeps that the customer is told that their vehicle is ready; null when they were told before, or when it is not, or no
   * more.
   */
  tellReady: { input: { id: string }; output: { visit: Visit | null; opening: Opening | null } }
  /** An appointment to which the customer did not come, if they are to be asked whether they want another hour. */
  findMissed: { input: { id: string }; output: { visit: Visit | null } }
  /** An appointment whose vehicle was handed back, if the customer is to be asked how it was. */
  findHandedBack: { input: { id: string }; output: { visit: Visit | null } }
  /** Keeps how the customer found it: `stars` from 1 to 5. */
  rate: { input: { id: string; stars: number }; output: { visit: Visit | null } }
  /** Adds what the customer says to their rating. */
  addComment: { input: { id: string; text: string }; output: Record<string, never> }
  /** Whether the customer is to be asked, now and never again, whether they want to be told when a work is due again. */
  offerRecalls: { input: { service: string }; output: { asks: boolean } }
  /** Keeps the answer to that; false where it answers nothing. */
  answerConsent: { input: { isGiven: boolean; how: 'tapped' | 'wrote' }; output: { isAnswered: boolean } }
  /** An appointment whose work is due again, if the customer wants to be told and has not booked it since. */
  findRecall: { input: { id: string; bookedAs: string | null }; output: { visit: Visit | null } }
  /** When it is told of again, and the name of the alarm for that. */
  postponeRecall: { input: { id: string }; output: { start: string; alarm: string } }
  /** Tells of nothing any more that is due at its vehicle. */
  endRecall: { input: { id: string }; output: Record<string, never> }
  /** A quote that can still be answered; null when another one took its place, or it was answered. */
  findQuote: { input: OfQuote; output: { quote: QuoteShown | null } }
  sumQuote: { input: OfQuote & { lines: string[] }; output: { total: string } }
  readQuote: { input: OfQuote & { text: string }; output: { lines: string[] | null } }
  /** Keeps which lines are approved, once and for all; the others are declined. */
  answerQuote: { input: OfQuote & { approved: string[] }; output: { isAnswered: boolean } }
  /**
   * The appointment whose answered quote this is about: it names a line of it, or nothing else, in the days after it was
   * answered; null when there is none.
   */
  reconsiderQuote: { input: { text: string; isVague: boolean }; output: { appointment: string | null } }
  /** What is so close is not cancelled. */
  cancelAppointment: { input: { id: string }; output: { visit: Visit | null } }
}

export type ServiceName = keyof Services

/** For `actors` in a flow's `setup`. They are never run: the engine answers in their place. */
export const services = {
  listServices: service<'listServices'>(),
  listPrices: service<'listPrices'>(),
  findSlots: service<'findSlots'>(),
  holdSlot: service<'holdSlot'>(),
  bookSlot: service<'bookSlot'>(),
  recallVehicles: service<'recallVehicles'>(),
  recallCustomer: service<'recallCustomer'>(),
  recallBooked: service<'recallBooked'>(),
  addToNext: service<'addToNext'>(),
  listAppointments: service<'listAppointments'>(),
  findAppointment: service<'findAppointment'>(),
  confirmAppointment: service<'confirmAppointment'>(),
  cancelAppointment: service<'cancelAppointment'>(),
  noteDelay: service<'noteDelay'>(),
  listToCall: service<'listToCall'>(),
  joinWaitingList: service<'joinWaitingList'>(),
  leaveWaitingList: service<'leaveWaitingList'>(),
  listWishes: service<'listWishes'>(),
  holdForWish: service<'holdForWish'>(),
  declineOffer: service<'declineOffer'>(),
  tellReady: service<'tellReady'>(),
  findMissed: service<'findMissed'>(),
  findHandedBack: service<'findHandedBack'>(),
  rate: service<'rate'>(),
  addComment: service<'addComment'>(),
  offerRecalls: service<'offerRecalls'>(),
  answerConsent: service<'answerConsent'>(),
  findRecall: service<'findRecall'>(),
  postponeRecall: service<'postponeRecall'>(),
  endRecall: service<'endRecall'>(),
  findQuote: service<'findQuote'>(),
  sumQuote: service<'sumQuote'>(),
  readQuote: service<'readQuote'>(),
  answerQuote: service<'answerQuote'>(),
  reconsiderQuote: service<'reconsiderQuote'>(),
}

export const serviceNames: ReadonlySet<string> = new Set(Object.keys(services))

function service<Name extends ServiceName>() {
  return fromPromise<Services[Name]['output'], Services[Name]['input']>(async () => {
    throw new Error('A service is answered by the engine: flows are stepped, never started as live actors')
  })
}
