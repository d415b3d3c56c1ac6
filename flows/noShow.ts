import { type CustomerWrote, effects, services, type TalkEvent, type Visit, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { afterAppointments, afterBooking, choosing, isBooking, isChoice, isWish } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  appointment: string
  askedAt: string
  visit: Visit | null
  /** What was said about another time, and what is wanted instead, as an intent. */
  when: When[]
  wanted: string | null
}

/** Asks a customer who did not come, once, whether they want another hour for the same. */
export const noShow = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { appointment: string; at: string },
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepVisit: assign({ visit: (_, { visit }: { visit: Visit | null }) => visit }),
    keepWhen: assign({ when: (_, { when }: CustomerWrote) => when }),
    keepWish: assign({ wanted: (_, { intent }: CustomerWrote) => intent, when: (_, { when }) => when }),
    keepWanted: assign({ wanted: (_, { wanted }: { wanted: string | null }) => wanted, when: [] }),
  },
  actors: { ...services, appointments, booking },
  guards: {
    isBooking,
    isWish,
    isChoice,
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet',
    isThanks: (_, { intent }: CustomerWrote) => intent === 'thanks' || intent === 'bye',
    wantsBooking: (_, { intent, when, service }: CustomerWrote) =>
      ['book', 'reschedule', 'urgent'].includes(intent ?? '') || when.length > 0 || service !== null,
    wantsAppointments: (_, { intent }: CustomerWrote) => intent === 'my_bookings',
  },
  delays: { forgetting: 24 * 60 * 60 * 1000 },
}).createMachine({
  id: 'noShow',
  context: ({ input }) => ({
    appointment: input?.appointment ?? '',
    askedAt: input?.at ?? '',
    visit: null,
    when: [],
    wanted: null,
  }),
  initial: 'judging',
  output: {},
  states: {
    judging: {
      invoke: {
        id: 'findMissed',
        src: 'findMissed',
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
          text: 'noShow.ask',
          with: about(visit),
          about: visit?.id ?? '',
          until: aDayAfter(askedAt),
          options: [
            { id: 'book', text: 'noShow.optionBook', means: ['yes', 'confirm', 'book'] },
            { id: 'decline', text: 'noShow.optionNot', means: ['no', 'cancel'] },
          ],
          fallback: {
            template: 'missed_visit',
            values: [
              { text: 'noShow.templateWorkshop', with: {} },
              { text: 'noShow.templateDay', with: about(visit) },
              { text: 'noShow.templateHour', with: about(visit) },
              { text: 'noShow.templateService', with: about(visit) },
            ],
          },
        }),
      },
      on: {
        'customer.chose': [choosing('book', 'booking'), choosing('decline', 'declined')],
        'customer.cancelled': { target: 'declined' },
        'customer.wrote': [
          { guard: { type: 'isGreeting', params: ({ event }) => event }, target: 'asking', reenter: true },
          { guard: { type: 'isThanks', params: ({ event }) => event }, target: 'declined' },
          {
            guard: { type: 'wantsBooking', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'booking',
          },
          {
            guard: { type: 'wantsAppointments', params: ({ event }) => event },
            actions: { type: 'keepWish', params: ({ event }) => event },
            target: 'seeingAppointments',
          },
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { visit, when } }) => ({
          when,
          service: visit?.serviceId ?? null,
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
        input: ({ context: { wanted, when } }) => ({ wanted, when }),
        onDone: afterAppointments('ended'),
      },
    },
    declined: { type: 'final', entry: { type: 'reply', params: { text: 'noShow.declined' } } },
    ended: { type: 'final' },
  },
})

function about(visit: Visit | null) {
  return { start: visit?.start ?? '', service: visit?.service ?? '' }
}

function aDayAfter(at: string): string {
  const day = 24 * 60 * 60 * 1000
  return at && new Date(Date.parse(at) + day).toISOString()
}
