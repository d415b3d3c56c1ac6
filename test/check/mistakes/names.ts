import { type Mistake, one } from './mistake.ts'

const booking = 'booking.ts'
const greeting = 'greeting.ts'
const appointment = 'appointment.ts'
const appointments = 'appointments.ts'
const waiting = 'waiting.ts'

/** Names in a flow. */
export const names: Mistake[] = [
  one(
    'unknown-target',
    'in what several states share',
    'bookingArrows.ts',
    "target: 'findingSlots'",
    "target: 'findingSlot'",
  ),
  one(
    'unknown-target',
    'of an option',
    booking,
    "choosing('other', 'askingDay')",
    "choosing('other', 'askingDya')",
  ),
  one(
    'unknown-target',
    'of a state that goes on at once',
    booking,
    "{ target: 'recallingVehicle' }",
    "{ target: 'recalingVehicle' }",
  ),
  one(
    'unknown-target',
    'of a delay',
    'privacy.ts',
    "forgetting: { target: 'ended' }",
    "forgetting: { target: 'over' }",
  ),
  one('unknown-target', 'below the root', greeting, "target: '.thanked'", "target: '.thanks'"),
  one('unknown-target', 'of an answer', appointment, "target: 'missing'", "target: 'mising'"),
  one('unknown-initial', 'of a flow', 'late.ts', "initial: 'noting'", "initial: 'notin'"),
  one('unknown-initial', 'none', 'late.ts', "  initial: 'noting',\n", '', '.createMachine({'),
  one('unknown-action', 'on an arrow', 'late.ts', "type: 'keepMinutes'", "type: 'keepMinute'"),
  one(
    'unknown-action',
    'on coming to a state',
    'privacy.ts',
    "{ type: 'forgetCustomer' }",
    "{ type: 'forgetCustomr' }",
  ),
  one('unknown-action', 'by its name alone', 'privacy.ts', "[{ type: 'callPerson' },", "['callPersn',"),
  one('unknown-guard', 'with params', 'late.ts', "type: 'isLong'", "type: 'isLng'"),
  one('unknown-guard', 'by its name alone', 'request.ts', "guard: 'isDeclined'", "guard: 'isDecline'"),
  one('unknown-delay', 'misspelt', 'privacy.ts', 'after: { forgetting:', 'after: { forgeting:'),
  one(
    'unknown-event',
    'misspelt',
    appointments,
    "on: { 'customer.chose': [choosing('stay'",
    "on: { 'customer.chos': [choosing('stay'",
    undefined,
    ['option-unanswered'],
  ),
  one(
    'unknown-event',
    'of XState',
    waiting,
    "'customer.wrote': [",
    "'xstate.init': [{ target: 'ended' }],\n        'customer.wrote': [",
    'xstate.init',
  ),
  one('unknown-invoke', 'a service that there is not', 'late.ts', "src: 'noteDelay'", "src: 'noteDelays'"),
  one('unknown-invoke', 'a flow that there is not', greeting, "src: 'booking'", "src: 'bookings'"),

  one('unknown-key', 'of a state', 'privacy.ts', 'after: { forgetting', 'afer: { forgetting', undefined, [
    'no-silence',
    'unreachable-state',
  ]),
  one(
    'unknown-key',
    'of an arrow',
    'greeting.ts',
    "target: '.recognising', reenter: true",
    "target: '.recognising', renter: true",
  ),
  one('unknown-key', 'of an option', 'privacy.ts', "means: ['no'] }", "meens: ['no'] }"),
  one(
    'unknown-key',
    'a type of state that there is not',
    'questions.ts',
    "tellingHours: { type: 'final'",
    "tellingHours: { type: 'ended'",
  ),
]
