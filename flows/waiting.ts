import {
  type CustomerWrote,
  effects,
  type PlaceFreed,
  services,
  type TalkEvent,
  type Visit,
  type When,
  type Wish,
} from 'chasqui'
import { assign, setup } from 'xstate'
import { choosing, isChoice } from './arrows.ts'
import { booking } from './booking.ts'

type Offer = Wish & { start: string; until: string; vehicle: string; moving: Visit | null }

interface Memory {
  wish: string
  offeredAt: string
  offer: Offer | null
  /** The days and times that would suit better. */
  when: When[]
}

/** A place became free that a customer waits for: it is kept for them for a while, and then the next one is asked. */
export const waiting = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as PlaceFreed,
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepOffer: assign({ offer: (_, { offer }: { offer: Offer | null }) => offer }),
    keepWhen: assign({ when: (_, { when }: CustomerWrote) => when }),
  },
  actors: { ...services, booking },
  guards: {
    isChoice,
    isThere: (_, { offer }: { offer: Offer | null }) => offer !== null,
    leavesList: (_, { leavesList }: CustomerWrote) => leavesList,
    saidWhen: (_, { when }: CustomerWrote) => when.length > 0,
    isElsewhen: ({ context }) => context.when.length > 0,
    isBooked: (_, { booked }: { booked: boolean }) => booked,
  },
  delays: {
    /** How long it is kept. */
    lapsing: ({ context: { offer, offeredAt } }) =>
      Math.max(0, Date.parse(offer?.until ?? '') - Date.parse(offeredAt)),
  },
}).createMachine({
  id: 'waiting',
  context: ({ input }) => ({ wish: input?.wish ?? '', offeredAt: input?.at ?? '', offer: null, when: [] }),
  initial: 'holding',
  output: {},
  states: {
    holding: {
      invoke: {
        id: 'holdForWish',
        src: 'holdForWish',
        input: ({ context }) => ({ id: context.wish }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepOffer', params: ({ event }) => event.output },
            target: 'offering',
          },
          { target: 'ended' },
        ],
      },
    },
    offering: {
      entry: {
        type: 'reply',
        params: ({ context: { offer } }) => ({
          text: offer?.moving ? 'waiting.offerMove' : 'waiting.offer',
          with: about(offer),
          until: offer?.until ?? '',
          options: [
            { id: 'take', text: 'waiting.optionTake', means: ['yes', 'confirm', 'book'] },
            { id: 'decline', text: 'waiting.optionDecline', means: ['no', 'asIs'] },
            { id: 'leave', text: 'waiting.optionLeave' },
          ],
          fallback: {
            template: 'place_free',
            values: [
              { text: 'waiting.templateWorkshop', with: {} },
              { text: 'waiting.templateService', with: about(offer) },
              { text: 'waiting.templateDay', with: about(offer) },
              { text: 'waiting.templateHour', with: about(offer) },
            ],
          },
        }),
      },
      on: {
        'customer.chose': [
          choosing('take', 'booking'),
          choosing('decline', 'declining'),
          choosing('leave', 'leaving'),
        ],
        'customer.wrote': [
          { guard: { type: 'leavesList', params: ({ event }) => event }, target: 'leaving' },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'declining',
          },
        ],
        'question.gotLost': { target: 'lapsing' },
      },
      after: { lapsing: { target: 'lapsing' } },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { offer } }) => ({
          when: [],
          service: offer?.serviceId ?? null,
          vehicle: offer?.vehicle || null,
          kept: offer?.start ?? '',
          moving: offer?.moving ?? null,
        }),
        onDone: [
          { guard: { type: 'isBooked', params: ({ event }) => event.output }, target: 'forgetting' },
          { target: 'lapsing' },
        ],
      },
    },
    forgetting: {
      invoke: {
        id: 'leaveWaitingList',
        src: 'leaveWaitingList',
        input: ({ context }) => ({ id: context.wish }),
        onDone: { target: 'ended' },
      },
    },
    declining: {
      invoke: {
        id: 'declineOffer',
        src: 'declineOffer',
        onDone: [{ guard: 'isElsewhen', target: 'bookingElsewhen' }, { target: 'declined' }],
      },
    },
    /** "Mejor el viernes": what is free then. */
    bookingElsewhen: {
      invoke: {
        id: 'bookingElsewhen',
        src: 'booking',
        input: ({ context: { offer, when } }) => ({
          when,
          service: offer?.serviceId ?? null,
          vehicle: offer?.vehicle || null,
          moving: offer?.moving ?? null,
        }),
        onDone: [
          { guard: { type: 'isBooked', params: ({ event }) => event.output }, target: 'forgetting' },
          { target: 'ended' },
        ],
      },
    },
    declined: { type: 'final', entry: { type: 'reply', params: { text: 'waiting.declined' } } },
    leaving: {
      invoke: {
        id: 'leaveWaitingList',
        src: 'leaveWaitingList',
        input: ({ context }) => ({ id: context.wish }),
        onDone: { target: 'left' },
      },
    },
    left: { type: 'final', entry: { type: 'reply', params: { text: 'waiting.left' } } },
    /** Nobody answered, or could be asked: the next one is asked, and nothing is said. */
    lapsing: { invoke: { id: 'declineOffer', src: 'declineOffer', onDone: { target: 'ended' } } },
    ended: { type: 'final' },
  },
})

function about(offer: Offer | null) {
  return { start: offer?.start ?? '', service: offer?.service ?? '' }
}
