import type { TalkEvent } from '../conversation/vocabulary.ts'
import { wishes } from '../language/wishes.ts'

/** Who or what an event comes from; it is complete, or it does not compile. */
const events: Record<TalkEvent['type'], 'customer' | 'interrupt' | 'fellDue' | 'told'> = {
  'customer.wrote': 'customer',
  'customer.chose': 'customer',
  'customer.sentMedia': 'customer',
  'customer.cancelled': 'interrupt',
  'customer.askedMenu': 'interrupt',
  'customer.askedPerson': 'interrupt',
  'customer.optedOut': 'interrupt',
  'reminder.fellDue': 'fellDue',
  'reminder.unanswered': 'fellDue',
  'staff.accepted': 'fellDue',
  'staff.declined': 'fellDue',
  'place.cameFree': 'fellDue',
  'question.gotLost': 'told',
  'staff.finished': 'fellDue',
  'staff.handedBack': 'fellDue',
  'staff.missed': 'fellDue',
  'staff.quoted': 'fellDue',
  'recall.fellDue': 'fellDue',
}

export const eventNames = Object.keys(events)
export const interrupts = eventNames.filter((each) => kindOf(each) === 'interrupt')
export const fallsDue = eventNames.filter((each) => kindOf(each) === 'fellDue')

/** What a customer does that a question hears. */
export function isAnswer(event: string): boolean {
  return kindOf(event) === 'customer' || event === 'customer.*'
}

export function isInterrupt(event: string): boolean {
  return kindOf(event) === 'interrupt'
}

/** Whatever of the customer. */
export function isOfCustomer(event: string): boolean {
  return event.startsWith('customer.')
}

/** Labels of what can be wanted. */
export const intents = [
  ...new Set([...wishes.map(([intent]) => intent), 'greet', 'bye', 'thanks', 'option', 'asIs']),
]

/** What every text can have, whoever says it. */
export const commonValues = ['workshop', 'address', 'hours']

/** The values that the engine gives to its own texts. */
export const engineValues: Record<string, string[]> = { 'engine.personWhen': ['start'] }

function kindOf(event: string) {
  return (events as Record<string, string | undefined>)[event]
}
