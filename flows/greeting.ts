import { type CustomerWrote, effects, type TalkEvent, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { choosing, isChoice } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  /** What was said at once, to be asked no more. */
  when: When[]
  service: string | null
  vehicle: string | null
  wanted: string | null
}

const bookingIntents = ['book', 'urgent']
const appointmentIntents = ['my_bookings', 'reschedule', 'cancel', 'confirm']
const personIntents = ['human', 'complaint']
const thanksIntents = ['thanks', 'bye', 'no']
const known = [...bookingIntents, ...appointmentIntents, ...personIntents, ...thanksIntents, 'yes']

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
    keepWish: assign({
      when: (_, { when }: CustomerWrote) => when,
      service: (_, { service }) => service,
      vehicle: (_, { vehicle }) => vehicle,
      wanted: (_, { intent }) => intent,
    }),
    keepWanted: assign({ wanted: (_, { wanted }: { wanted: string | null }) => wanted }),
  },
  actors: { booking, appointments },
  guards: {
    wantsBooking: (_, { intent, when, service }: CustomerWrote) =>
      bookingIntents.includes(intent ?? '') || (intent === null && (when.length > 0 || service !== null)),
    wantsAppointments: (_, { intent }: CustomerWrote) => appointmentIntents.includes(intent ?? ''),
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet' || intent === 'menu',
    isThanks: (_, { intent }: CustomerWrote) => thanksIntents.includes(intent ?? ''),
    wantsPerson: (_, { intent }: CustomerWrote) => personIntents.includes(intent ?? ''),
    isChoice,
    isWish: (_, { wanted }: { wanted: string | null }) => wanted !== null,
    /** "Perfecto" after a talk that is over. */
    isYes: (_, { intent }: CustomerWrote) => intent === 'yes',
    isUnknown: (_, { intent, when, service }: CustomerWrote) =>
      when.length === 0 && service === null && !known.includes(intent ?? ''),
  },
  delays: { forgetting: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'greeting',
  context: { when: [], service: null, vehicle: null, wanted: null },
  initial: 'listening',
  output: {},
  on: {
    'customer.chose': [
      choosing('book', '.booking'),
      choosing('appointments', '.seeingAppointments'),
      choosing('person', '.personCalled'),
    ],
    'customer.askedMenu': { target: '.welcoming' },
    'customer.wrote': [
      {
        guard: { type: 'wantsBooking', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.booking',
      },
      {
        guard: { type: 'wantsAppointments', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.seeingAppointments',
      },
      { guard: { type: 'wantsPerson', params: ({ event }) => event }, target: '.personCalled' },
      { guard: { type: 'isThanks', params: ({ event }) => event }, target: '.thanked' },
      { guard: { type: 'isGreeting', params: ({ event }) => event }, target: '.welcoming', reenter: true },
    ],
  },
  states: {
    /** Just begun: whatever is said first and is no wish we know gets the menu. */
    listening: {
      on: {
        'customer.wrote': [
          { guard: { type: 'isYes', params: ({ event }) => event }, target: 'thanked' },
          { guard: { type: 'isUnknown', params: ({ event }) => event }, target: 'welcoming' },
        ],
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
        input: ({ context: { when, service, vehicle } }) => ({ when, service, vehicle, moving: null }),
        onDone: [
          {
            guard: { type: 'isWish', params: ({ event }) => event.output },
            actions: { type: 'keepWanted', params: ({ event }) => event.output },
            target: 'seeingAppointments',
          },
          { target: 'ended' },
        ],
      },
    },
    seeingAppointments: {
      invoke: {
        id: 'appointments',
        src: 'appointments',
        input: ({ context: { wanted, when } }) => ({ wanted, when }),
        onDone: { target: 'ended' },
      },
    },
    personCalled: {
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: 'engine.personCalled' } }],
      type: 'final',
    },
    thanked: { entry: { type: 'reply', params: { text: 'greeting.thanked' } }, type: 'final' },
    ended: { type: 'final' },
  },
})
