import { appointment } from './appointment.ts'
import { appointments } from './appointments.ts'
import { booking } from './booking.ts'
import { greeting } from './greeting.ts'
import { late } from './late.ts'
import { noRecalls } from './noRecalls.ts'
import { noShow } from './noShow.ts'
import { privacy } from './privacy.ts'
import { questions } from './questions.ts'
import { quote } from './quote.ts'
import { rating } from './rating.ts'
import { ready } from './ready.ts'
import { recall } from './recall.ts'
import { request } from './request.ts'
import { unanswered } from './unanswered.ts'
import { waiting } from './waiting.ts'

/** Every flow, by the name under which others invoke it. */
export const flows = {
  greeting,
  booking,
  appointments,
  appointment,
  questions,
  privacy,
  request,
  late,
  waiting,
  unanswered,
  ready,
  noShow,
  rating,
  quote,
  recall,
  noRecalls,
}

/** The flow that takes up a customer's message when nothing is being talked about. */
export const greets = 'greeting'

/** Which flow takes up what fell due. */
export const fellDue = {
  'reminder.fellDue': 'appointment',
  'reminder.unanswered': 'unanswered',
  'staff.accepted': 'request',
  'staff.declined': 'request',
  'place.cameFree': 'waiting',
  'staff.finished': 'ready',
  'staff.missed': 'noShow',
  'staff.handedBack': 'rating',
  'staff.quoted': 'quote',
  'recall.fellDue': 'recall',
}

/** Which flow answers a question that is asked in the middle of anything, by intent. */
export const asides = {
  hours: 'questions',
  location: 'questions',
  price: 'questions',
  late: 'late',
  delete_data: 'privacy',
  export_data: 'privacy',
}

/**
 * Which flow begins, in the middle of anything, when a customer writes one of these as a whole message, or taps an old button
 * that says it, such as
 * `towing: ['auxilio', 'necesito una grua', 'preciso de um guincho', 'i need a tow truck']`. The words of `words.ts` come first.
 */
export const calledBy: Record<string, string[]> = {
  noRecalls: ['ningun aviso', 'nenhum aviso', 'none at all'],
}
