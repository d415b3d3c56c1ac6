import { type CustomerWrote, effects, services, type TalkEvent, type Visit, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { afterAppointments, afterBooking, isBooking, isWish, wishing } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  appointment: string
  askedAt: string
  visit: Visit | null
  /** From 1 to 5; 0 while nothing was said. */
  stars: number
  comment: string
  /** What is wanted instead, as an intent, and what was said with it. */
  wanted: string | null
  when: When[]
  service: string | null
}

const bookingIntents = ['book', 'urgent']
const appointmentIntents = ['my_bookings', 'reschedule', 'cancel', 'confirm']

/** Asks a customer how it was, once their vehicle was handed back; a bad rating is a person's to answer. */
export const rating = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { appointment: string; at: string },
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepWanted: assign({
      wanted: (_, { wanted }: { wanted: string | null }) => wanted,
      when: [],
      service: null,
    }),
    keepVisit: assign({ visit: (_, { visit }: { visit: Visit | null }) => visit }),
    keepStars: assign({ stars: (_, { choice }: { choice: string }) => Number(choice) }),
    keepComment: assign({ comment: (_, { text }: CustomerWrote) => text }),
    keepWish: assign({
      wanted: (_, { intent }: CustomerWrote) => intent,
      when: (_, { when }) => when,
      service: (_, { service }) => service,
    }),
  },
  actors: { ...services, appointments, booking },
  guards: {
    isBooking,
    isWish,
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
    isBad: ({ context }) => context.stars <= 2,
    isNo: (_, { intent }: CustomerWrote) => ['no', 'thanks', 'bye'].includes(intent ?? ''),
    isThanks: (_, { intent }: CustomerWrote) => ['no', 'yes', 'thanks', 'bye'].includes(intent ?? ''),
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet' || intent === 'menu',
    isComment: (_, { intent, when }: CustomerWrote) =>
      when.length === 0 && [null, 'complaint', 'rating'].includes(intent),
    wantsBooking: (_, { intent, when, service }: CustomerWrote) =>
      bookingIntents.includes(intent ?? '') || (intent === null && (when.length > 0 || service !== null)),
    wantsAppointments: (_, { intent }: CustomerWrote) => appointmentIntents.includes(intent ?? ''),
  },
  delays: { forgetting: 24 * 60 * 60 * 1000, listening: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'rating',
  context: ({ input }) => ({
    appointment: input?.appointment ?? '',
    askedAt: input?.at ?? '',
    visit: null,
    stars: 0,
    comment: '',
    wanted: null,
    when: [],
    service: null,
  }),
  initial: 'judging',
  output: {},
  states: {
    judging: {
      invoke: {
        id: 'findHandedBack',
        src: 'findHandedBack',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'asking',
          },
          { target: 'ended' },
        ],
      },
    },
    asking: {
      entry: {
        type: 'reply',
        params: ({ context: { visit, askedAt } }) => ({
          text: 'rating.ask',
          with: { service: visit?.service ?? '' },
          about: visit?.id ?? '',
          until: aDayAfter(askedAt),
          list: 'rating.listStars',
          options: [
            { id: '1', text: 'rating.optionOne' },
            { id: '2', text: 'rating.optionTwo' },
            { id: '3', text: 'rating.optionThree' },
            { id: '4', text: 'rating.optionFour' },
            { id: '5', text: 'rating.optionFive' },
          ],
          fallback: {
            template: 'visit_rating',
            values: [
              { text: 'rating.templateWorkshop', with: {} },
              { text: 'rating.templateService', with: { service: visit?.service ?? '' } },
            ],
          },
        }),
      },
      on: {
        'customer.chose': {
          actions: { type: 'keepStars', params: ({ event }) => event },
          target: 'rating',
        },
        'customer.wrote': [
          ...wishing('keepWish'),
          { guard: { type: 'isNo', params: ({ event }) => event }, target: 'declined' },
          { guard: { type: 'isGreeting', params: ({ event }) => event }, target: 'ended' },
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    rating: {
      invoke: {
        id: 'rate',
        src: 'rate',
        input: ({ context }) => ({ id: context.appointment, stars: context.stars }),
        onDone: [{ guard: 'isBad', target: 'bad' }, { target: 'listening' }],
      },
    },
    /** What is said to the person from now on is kept with the rating, too. */
    bad: {
      type: 'final',
      entry: [
        { type: 'callPerson', params: ({ context }) => ({ about: context.appointment }) },
        { type: 'reply', params: { text: 'rating.bad' } },
      ],
    },
    listening: {
      entry: { type: 'reply', params: { text: 'rating.thanked' } },
      on: {
        'customer.wrote': [
          {
            guard: { type: 'isComment', params: ({ event }) => event },
            actions: { type: 'keepComment', params: ({ event }) => event },
            target: 'noting',
          },
          ...wishing('keepWish'),
          { guard: { type: 'isThanks', params: ({ event }) => event }, target: 'thanked' },
          { guard: { type: 'isGreeting', params: ({ event }) => event }, target: 'ended' },
        ],
      },
      after: { listening: { target: 'ended' } },
    },
    noting: {
      invoke: {
        id: 'addComment',
        src: 'addComment',
        input: ({ context }) => ({ id: context.appointment, text: context.comment }),
        onDone: { target: 'noted' },
      },
    },
    noted: { type: 'final', entry: { type: 'reply', params: { text: 'rating.noted' } } },
    thanked: { type: 'final', entry: { type: 'reply', params: { text: 'greeting.thanked' } } },
    declined: { type: 'final', entry: { type: 'reply', params: { text: 'rating.declined' } } },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { when, service } }) => ({ when, service, moving: null }),
        onDone: afterBooking('keepWanted', 'ended'),
      },
    },
    seeingAppointments: {
      invoke: {
        id: 'appointments',
        src: 'appointments',
        input: ({ context: { wanted, when, service } }) => ({ wanted, when, service }),
        onDone: afterAppointments('ended'),
      },
    },
    ended: { type: 'final' },
  },
})

/** Who did not answer by then is not asked late. */
function aDayAfter(at: string): string {
  const day = 24 * 60 * 60 * 1000
  return at && new Date(Date.parse(at) + day).toISOString()
}
