import {
  type CustomerWrote,
  effects,
  type RecallDue,
  type Reply,
  services,
  type TalkEvent,
  type TextKey,
  type Visit,
  type When,
} from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { afterAppointments, afterBooking, choosing, isBooking, isChoice, isWish, wishing } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  appointment: string
  bookedAs: string | null
  /** What the vehicle may have run by now; 0: that is not why. */
  kilometres: number
  askedAt: string
  /** What was done. */
  visit: Visit | null
  /** When it is told of again. */
  later: string
  alarm: string
  /** What was said about a time, and what is wanted instead, as an intent. */
  when: When[]
  service: string | null
  wanted: string | null
}

/** Tells who wants to be told that a work is due again, once, and leads on to booking it. */
export const recall = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as RecallDue,
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
    keepLater: assign({
      later: (_, { start }: { start: string; alarm: string }) => start,
      alarm: (_, { alarm }) => alarm,
    }),
    keepWish: assign({
      when: (_, { when }: CustomerWrote) => when,
      service: (_, { service }) => service,
      wanted: (_, { intent }) => intent,
    }),
  },
  actors: { ...services, appointments, booking },
  guards: {
    isBooking,
    isWish,
    isChoice,
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
    isByKilometres: ({ context }) => context.kilometres > 0,
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet' || intent === 'menu',
    isThanks: (_, { intent }: CustomerWrote) => intent === 'thanks' || intent === 'bye',
    wantsBooking: (_, { intent, when, service }: CustomerWrote) =>
      ['book', 'urgent'].includes(intent ?? '') || (intent === null && (when.length > 0 || service !== null)),
    wantsAppointments: (_, { intent }: CustomerWrote) =>
      ['my_bookings', 'reschedule', 'confirm'].includes(intent ?? ''),
  },
  delays: { forgetting: 7 * 24 * 60 * 60 * 1000 },
}).createMachine({
  id: 'recall',
  context: ({ input }) => ({
    appointment: input?.appointment ?? '',
    bookedAs: input?.bookedAs ?? null,
    kilometres: input?.kilometres ?? 0,
    askedAt: input?.at ?? '',
    visit: null,
    later: '',
    alarm: '',
    when: [],
    service: null,
    wanted: null,
  }),
  initial: 'judging',
  output: {},
  states: {
    judging: {
      invoke: {
        id: 'findRecall',
        src: 'findRecall',
        input: ({ context }) => ({ id: context.appointment, bookedAs: context.bookedAs }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'choosingWords',
          },
          { target: 'ended' },
        ],
      },
    },
    choosingWords: {
      always: [{ guard: 'isByKilometres', target: 'asking.byKilometres' }, { target: 'asking.byDate' }],
    },
    asking: {
      initial: 'byDate',
      states: {
        byDate: {
          entry: {
            type: 'reply',
            params: ({ context }) => telling(context, 'recall.ask', 'recall.templateSince'),
          },
        },
        byKilometres: {
          entry: {
            type: 'reply',
            params: ({ context }) => telling(context, 'recall.askKilometres', 'recall.templateKilometres'),
          },
        },
      },
      on: {
        'customer.chose': [
          choosing('book', 'booking'),
          choosing('later', 'postponing'),
          choosing('decline', 'declining'),
        ],
        'customer.wrote': [
          { guard: { type: 'isThanks', params: ({ event }) => event }, target: 'thanked' },
          { guard: { type: 'isGreeting', params: ({ event }) => event }, target: 'ended' },
          ...wishing('keepWish'),
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { visit, when, service } }) => ({
          when,
          service: service ?? visit?.serviceId ?? null,
          vehicle: visit?.vehicle || null,
          moving: null,
        }),
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
    postponing: {
      invoke: {
        id: 'postponeRecall',
        src: 'postponeRecall',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: { actions: { type: 'keepLater', params: ({ event }) => event.output }, target: 'postponed' },
      },
    },
    postponed: {
      type: 'final',
      entry: [
        {
          type: 'setAlarm',
          params: ({ context: { alarm, later, appointment, visit } }) => ({
            name: alarm,
            at: later,
            event: {
              type: 'recall.fellDue',
              appointment,
              service: visit?.serviceId ?? '',
              vehicle: visit?.vehicle ?? '',
              at: later,
            },
          }),
        },
        {
          type: 'reply',
          params: ({ context }) => ({ text: 'recall.postponed', with: { start: context.later } }),
        },
      ],
    },
    declining: {
      invoke: {
        id: 'endRecall',
        src: 'endRecall',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: { target: 'declined' },
      },
    },
    /** Whoever wants none at all has it with one tap more. */
    declined: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({
          text: 'recall.declined',
          with: { vehicle: visit?.vehicle ?? '' },
          options: [{ id: 'recallNo', text: 'recall.optionNone', lasting: true }],
        }),
      },
    },
    thanked: { type: 'final', entry: { type: 'reply', params: { text: 'greeting.thanked' } } },
    ended: { type: 'final' },
  },
})

/** What finds no room for so long is not told any more: others are to be reminded first. */
function telling({ visit, kilometres, askedAt }: Memory, text: TextKey, why: TextKey): Reply {
  const about = {
    vehicle: visit?.vehicle ?? '',
    service: visit?.service ?? '',
    start: visit?.start ?? '',
    kilometres,
  }
  const week = 7 * 24 * 60 * 60 * 1000
  return {
    text,
    with: about,
    about: visit?.id ?? '',
    until: askedAt && new Date(Date.parse(askedAt) + week).toISOString(),
    options: [
      { id: 'book', text: 'recall.optionBook', means: ['yes', 'confirm', 'book'] },
      { id: 'later', text: 'recall.optionLater' },
      { id: 'decline', text: 'recall.optionNot', means: ['no', 'cancel'] },
    ],
    fallback: {
      template: 'service_recall',
      values: [
        { text: 'recall.templateWorkshop', with: {} },
        { text: 'recall.templateVehicle', with: about },
        { text: 'recall.templateService', with: about },
        { text: why, with: about },
      ],
    },
  }
}
