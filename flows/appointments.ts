import {
  type CustomerWrote,
  effects,
  services,
  type TalkEvent,
  type Visit,
  type When,
  type Wish,
} from 'chasqui'
import { assign, setup } from 'xstate'
import { appointment } from './appointment.ts'
import { choosing, isChoice } from './arrows.ts'
import { visitNamed } from './naming.ts'

interface Memory {
  visits: Visit[]
  /** What is waited for. */
  wish: Wish | null
  chosen: string
  /** What was wanted of it, as an intent (`cancel`, `reschedule`), and the days and times that were said. */
  wanted: string | null
  /** The service that was named with it, and all that was said. */
  service: string | null
  text: string
  when: When[]
}

/** Shows the customer's appointments that are still ahead; which one it is about is asked when there are several. */
export const appointments = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { wanted: string | null; when: When[]; service?: string | null; text?: string },
    output: {} as { wanted: string | null },
  },
  actions: {
    ...effects,
    keepVisits: assign({ visits: (_, { visits }: { visits: Visit[] }) => visits }),
    keepWish: assign({ wish: (_, { wishes }: { wishes: Wish[] }) => wishes[0] ?? null }),
    keepWanted: assign({ wanted: (_, { wanted }: { wanted: string | null }) => wanted }),
    keepChosen: assign({ chosen: (_, { id }: { id: string }) => id }),
  },
  actors: { ...services, appointment },
  guards: {
    isChoice,
    asksForOne: (_, { intent }: CustomerWrote) =>
      ['my_bookings', 'reschedule', 'cancel', 'confirm'].includes(intent ?? ''),
    /** A tap on what was offered to who waits, or the wish to wait no more. */
    isAboutWish: ({ context }) => context.wanted === 'offer' || context.wanted === 'leave',
    leaves: ({ context }, { wishes }: { wishes: Wish[] }) => context.wanted === 'leave' && wishes.length > 0,
    wasOffered: ({ context }) => context.wanted === 'offer',
    wantsToLeave: ({ context }) => context.wanted === 'leave',
    waits: (_, { wishes }: { wishes: Wish[] }) => wishes.length > 0,
    /** "Cambiar los frenos para el viernes" of somebody who has no appointment wants one. */
    booksInstead: ({ context }, { visits }: { visits: Visit[] }) =>
      visits.length === 0 && context.wanted === 'reschedule' && context.service !== null,
    isEmpty: (_, { visits }: { visits: Visit[] }) => visits.length === 0,
    /** "La del Gol", "la de frenos". */
    isNamed: ({ context }, { visits }: { visits: Visit[] }) =>
      visits.length > 1 && visitNamed(visits, context) !== undefined,
    namesOne: ({ context }, wrote: CustomerWrote) => visitNamed(context.visits, wrote) !== undefined,
    isOne: (_, { visits }: { visits: Visit[] }) => visits.length === 1,
    isVisit: ({ context }, { id }: { id: string }) => context.visits.some((each) => each.id === id),
  },
  delays: { abandoning: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'appointments',
  context: ({ input }) => ({
    visits: [],
    wish: null,
    chosen: '',
    wanted: input?.wanted ?? null,
    service: input?.service ?? null,
    text: input?.text ?? '',
    when: input?.when ?? [],
  }),
  initial: 'starting',
  output: ({ context }) => ({ wanted: context.wanted }),
  states: {
    starting: { always: [{ guard: 'isAboutWish', target: 'findingWishes' }, { target: 'finding' }] },
    finding: {
      invoke: {
        id: 'listAppointments',
        src: 'listAppointments',
        onDone: [
          { guard: { type: 'booksInstead', params: ({ event }) => event.output }, target: 'wantingToBook' },
          { guard: { type: 'isEmpty', params: ({ event }) => event.output }, target: 'findingWishes' },
          ...choosingVisit(),
        ],
      },
    },
    /** What they were offered is another's by now: an appointment of theirs may be meant. */
    findingOthers: {
      invoke: {
        id: 'listAppointments',
        src: 'listAppointments',
        onDone: [
          { guard: { type: 'isEmpty', params: ({ event }) => event.output }, target: 'none' },
          ...choosingVisit(),
        ],
      },
    },
    askingWhich: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'appointments.askWhich',
          list: 'appointments.list',
          options: context.visits.slice(0, 10).map(({ id, start, service }) => ({
            id,
            text: 'booking.slot',
            with: { start },
            description: service,
            lasting: true,
          })),
        }),
      },
      on: {
        'customer.chose': {
          guard: { type: 'isVisit', params: ({ event }) => ({ id: event.choice }) },
          actions: { type: 'keepChosen', params: ({ event }) => ({ id: event.choice }) },
          target: 'showing',
        },
        'customer.wrote': {
          guard: { type: 'namesOne', params: ({ event }) => event },
          actions: {
            type: 'keepChosen',
            params: ({ context, event }) => ({ id: visitNamed(context.visits, event)?.id ?? '' }),
          },
          target: 'showing',
        },
      },
      after: { abandoning: { target: 'ended' } },
    },
    showing: {
      invoke: {
        id: 'appointment',
        src: 'appointment',
        input: ({ context: { chosen, wanted, when } }) => ({ appointment: chosen, wanted, when }),
        onDone: { target: 'ended' },
      },
    },
    findingWishes: {
      invoke: {
        id: 'listWishes',
        src: 'listWishes',
        onDone: [
          { guard: { type: 'leaves', params: ({ event }) => event.output }, target: 'leavingList' },
          {
            guard: { type: 'waits', params: ({ event }) => event.output },
            actions: { type: 'keepWish', params: ({ event }) => event.output },
            target: 'showingWish',
          },
          { guard: 'wantsToLeave', target: 'notWaiting' },
          { guard: 'wasOffered', target: 'findingOthers' },
          { target: 'none' },
        ],
      },
    },
    showingWish: {
      entry: {
        type: 'reply',
        params: ({ context: { wish, wanted } }) => ({
          text: wanted === 'offer' ? 'waiting.lapsed' : 'waiting.show',
          with: { service: wish?.service ?? '' },
          options: [
            { id: 'stay', text: 'waiting.optionStay', means: ['yes', 'thanks', 'confirm'] },
            { id: 'leave', text: 'waiting.optionLeave', means: ['cancel'] },
          ],
        }),
      },
      on: { 'customer.chose': [choosing('stay', 'stayed'), choosing('leave', 'leavingList')] },
      after: { abandoning: { target: 'ended' } },
    },
    leavingList: {
      invoke: {
        id: 'leaveWaitingList',
        src: 'leaveWaitingList',
        input: ({ context }) => ({ id: context.wish?.id ?? null }),
        onDone: { target: 'leftList' },
      },
    },
    leftList: { type: 'final', entry: { type: 'reply', params: { text: 'waiting.left' } } },
    stayed: { type: 'final', entry: { type: 'reply', params: { text: 'waiting.stayed' } } },
    notWaiting: { type: 'final', entry: { type: 'reply', params: { text: 'waiting.none' } } },
    none: {
      entry: {
        type: 'reply',
        params: {
          text: 'appointments.none',
          options: [{ id: 'book', text: 'greeting.optionBook', means: ['yes', 'book'], lasting: true }],
        },
      },
      on: {
        'customer.chose': choosing('book', 'wantingToBook'),
        'customer.wrote': {
          guard: { type: 'asksForOne', params: ({ event }) => event },
          target: 'none',
          reenter: true,
        },
      },
      after: { abandoning: { target: 'ended' } },
    },
    /** Whoever began this goes on with that. */
    wantingToBook: { type: 'final', entry: { type: 'keepWanted', params: { wanted: 'book' } } },
    ended: { type: 'final' },
  },
})

/** The only one is shown at once; which one it is about is asked when there are several. */
function choosingVisit() {
  const params = ({ event }: { event: { output: { visits: Visit[] } } }) => event.output
  const first = ({ event }: { event: { output: { visits: Visit[] } } }) => ({
    id: event.output.visits[0]?.id ?? '',
  })
  const named = ({ context, event }: { context: Memory; event: { output: { visits: Visit[] } } }) => ({
    id: visitNamed(event.output.visits, context)?.id ?? '',
  })
  return [
    {
      guard: { type: 'isOne' as const, params },
      actions: { type: 'keepChosen' as const, params: first },
      target: 'showing' as const,
    },
    {
      guard: { type: 'isNamed' as const, params },
      actions: { type: 'keepChosen' as const, params: named },
      target: 'showing' as const,
    },
    { actions: { type: 'keepVisits' as const, params }, target: 'askingWhich' as const },
  ]
}
