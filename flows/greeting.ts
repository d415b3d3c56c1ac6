import { type CustomerWrote, effects, type TalkEvent, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { booking } from './booking.ts'

interface Memory {
  when: When[]
}

const bookingIntents = ['book', 'urgent']
const appointmentIntents = ['my_bookings', 'reschedule', 'cancel', 'confirm', 'late']
const personIntents = ['human', 'complaint']
const thanksIntents = ['thanks', 'bye']
const known = [...bookingIntents, ...appointmentIntents, ...personIntents, ...thanksIntents]

/** Where every talk begins: finds out what the customer wants, at once if it was said, else with a menu. */
export const greeting = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as Record<string, never>,
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepWhen: assign({ when: (_, { when }: { when: When[] }) => when }),
  },
  actors: { booking, appointments },
  guards: {
    wantsBooking: (_, { intent, when }: CustomerWrote) =>
      bookingIntents.includes(intent ?? '') || (intent === null && when.length > 0),
    wantsAppointments: (_, { intent }: CustomerWrote) => appointmentIntents.includes(intent ?? ''),
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet' || intent === 'menu',
    isThanks: (_, { intent }: CustomerWrote) => thanksIntents.includes(intent ?? ''),
    wantsPerson: (_, { intent }: CustomerWrote) => personIntents.includes(intent ?? ''),
    isChoice: (_, { choice, wanted }: { choice: string; wanted: string }) => choice === wanted,
    isUnknown: (_, { intent, when }: CustomerWrote) => when.length === 0 && !known.includes(intent ?? ''),
  },
  delays: { forgetting: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'greeting',
  context: { when: [] },
  initial: 'listening',
  output: {},
  on: {
    'customer.chose': [
      {
        guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'book' }) },
        target: '.booking',
      },
      {
        guard: {
          type: 'isChoice',
          params: ({ event }) => ({ choice: event.choice, wanted: 'appointments' }),
        },
        target: '.seeingAppointments',
      },
      {
        guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'person' }) },
        target: '.personCalled',
      },
    ],
    'customer.askedMenu': { target: '.welcoming' },
    'customer.wrote': [
      {
        guard: { type: 'wantsBooking', params: ({ event }) => event },
        actions: { type: 'keepWhen', params: ({ event }) => ({ when: event.when }) },
        target: '.booking',
      },
      { guard: { type: 'wantsAppointments', params: ({ event }) => event }, target: '.seeingAppointments' },
      { guard: { type: 'wantsPerson', params: ({ event }) => event }, target: '.personCalled' },
      { guard: { type: 'isThanks', params: ({ event }) => event }, target: '.thanked' },
      { guard: { type: 'isGreeting', params: ({ event }) => event }, target: '.welcoming', reenter: true },
    ],
  },
  states: {
    /** Just begun: whatever is said first and is no wish we know gets the menu. */
    listening: {
      on: {
        'customer.wrote': { guard: { type: 'isUnknown', params: ({ event }) => event }, target: 'welcoming' },
      },
    },
    welcoming: {
      entry: {
        type: 'reply',
        params: {
          text: 'greeting.menu',
          options: [
            { id: 'book', text: 'greeting.optionBook', means: ['book'], lasting: true },
            {
              id: 'appointments',
              text: 'greeting.optionAppointments',
              means: ['my_bookings'],
              lasting: true,
            },
            { id: 'person', text: 'greeting.optionPerson', means: ['human'], lasting: true },
          ],
        },
      },
      after: { forgetting: { target: 'ended' } },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context }) => ({ when: context.when, moving: null }),
        onDone: { target: 'ended' },
      },
    },
    seeingAppointments: {
      invoke: { id: 'appointments', src: 'appointments', input: {}, onDone: { target: 'ended' } },
    },
    personCalled: {
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: 'engine.personCalled' } }],
      type: 'final',
    },
    thanked: { entry: { type: 'reply', params: { text: 'greeting.thanked' } }, type: 'final' },
    ended: { type: 'final' },
  },
})
