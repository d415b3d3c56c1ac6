import { type CustomerWrote, effects, services, type TalkEvent, type Visit, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { choosing, isChoice } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  id: string
  /** When the reminder fell due, if this is one and not an answer. */
  remindedAt: string | null
  /** It is not the first reminder. */
  isAgain: boolean
  visit: Visit | null
  /** What is wanted of it, as an intent. */
  wanted: string | null
  /** What was said about another time. */
  when: When[]
}

/** One appointment: confirm it, move it, cancel it. It is also the reminder of it. */
export const appointment = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { appointment: string; at?: string; again?: true; wanted?: string | null; when?: When[] },
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepVisit: assign({ visit: (_, { visit }: { visit: Visit | null }) => visit }),
    keepWanted: assign({ wanted: (_, { wanted }: { wanted: string }) => wanted }),
    keepWhen: assign({ when: (_, { when }: { when: When[] }) => when }),
  },
  actors: { ...services, booking },
  guards: {
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
    isClose: (_, { visit }: { visit: Visit | null }) => visit?.isClose ?? false,
    isWanted: ({ context }, { wanted }: { wanted: string }) => context.wanted === wanted,
    wantsToCancel: (_, { intent }: CustomerWrote) => intent === 'cancel' || intent === 'no',
    asksToWait: (_, { asksToWait }: CustomerWrote) => asksToWait,
    /** "Sí, el martes no puedo, cancelala": it names no other day. */
    cancelsAgain: (_, { intent, when }: CustomerWrote) =>
      intent === 'cancel' && when.length > 0 && when.every(({ not }) => not),
    wantsToMove: (_, { intent }: CustomerWrote) => intent === 'reschedule',
    reminds: ({ context }) => context.remindedAt !== null,
    hasConfirmed: ({ context }) => context.isAgain && (context.visit?.confirmed ?? false),
    isChoice,
    saidWhen: (_, { when }: CustomerWrote) => when.length > 0,
    isWish: (_, { wanted }: { wanted: string | null }) => wanted !== null,
    isCancel: (_, { wanted }: { wanted: string | null }) => wanted === 'cancel',
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet',
    wantsBooking: (_, { intent }: CustomerWrote) => intent === 'book',
  },
  delays: {
    forgetting: 12 * 60 * 60 * 1000,
    /** A reminder is over when the appointment begins. */
    beginning: ({ context: { visit, remindedAt } }) =>
      Math.max(0, Date.parse(visit?.start ?? '') - Date.parse(remindedAt ?? '')),
  },
}).createMachine({
  id: 'appointment',
  context: ({ input }) => ({
    id: input?.appointment ?? '',
    remindedAt: input?.at ?? null,
    isAgain: input?.again ?? false,
    visit: null,
    wanted: input?.wanted ?? null,
    when: input?.when ?? [],
  }),
  initial: 'finding',
  output: {},
  states: {
    finding: {
      invoke: {
        id: 'findAppointment',
        src: 'findAppointment',
        input: ({ context }) => ({ id: context.id }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'found',
          },
          { target: 'missing' },
        ],
      },
    },
    found: {
      always: [
        { guard: 'hasConfirmed', target: 'ended' },
        { guard: 'reminds', target: 'reminding' },
        { guard: { type: 'isWanted', params: { wanted: 'cancel' } }, target: 'askingCancel' },
        { guard: { type: 'isWanted', params: { wanted: 'reschedule' } }, target: 'judgingMove' },
        { guard: { type: 'isWanted', params: { wanted: 'wait' } }, target: 'judgingMove' },
        { target: 'showing' },
      ],
    },
    /** Cancelling is asked for once more, unless a button said it. */
    askingCancel: {
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({
          text: 'appointment.askCancel',
          with: about(visit),
          options: [
            {
              id: 'cancel',
              text: 'appointment.optionReally',
              means: ['yes', 'confirm', 'cancel'],
              lasting: true,
            },
            { id: 'move', text: 'appointment.optionMove', means: ['reschedule'], lasting: true },
            { id: 'keep', text: 'appointment.optionNotCancel', means: ['no', 'asIs'] },
          ],
        }),
      },
      on: {
        'customer.chose': [
          choosing('cancel', 'cancelling'),
          choosing('move', 'judgingMove'),
          choosing('keep', 'kept'),
        ],
        'customer.wrote': [
          { guard: { type: 'cancelsAgain', params: ({ event }) => event }, target: 'cancelling' },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'judgingMove',
          },
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    /** A reminder of what is no more is not sent; who asked gets an answer. */
    missing: { always: [{ guard: 'reminds', target: 'ended' }, { target: 'gone' }] },
    reminding: {
      entry: {
        type: 'reply',
        params: ({ context: { visit, isAgain } }) => ({
          text: isAgain ? 'reminder.askAgain' : 'reminder.ask',
          with: about(visit),
          ...(visit && { until: visit.start, about: visit.id, reminds: true as const }),
          options: [
            { id: 'confirm', text: 'reminder.optionConfirm', means: ['yes', 'confirm'], lasting: true },
            { id: 'move', text: 'appointment.optionMove', means: ['reschedule'], lasting: true },
            { id: 'cancel', text: 'appointment.optionCancel', lasting: true },
          ],
          fallback: {
            template: 'appointment_reminder',
            values: [
              { text: 'reminder.templateWorkshop', with: {} },
              { text: 'reminder.templateDay', with: about(visit) },
              { text: 'reminder.templateHour', with: about(visit) },
              { text: 'reminder.templateService', with: about(visit) },
            ],
          },
        }),
      },
      on: {
        'customer.chose': [
          choosing('confirm', 'confirming'),
          choosing('move', 'judgingMove'),
          choosing('cancel', 'cancelling'),
        ],
        'customer.cancelled': { target: 'askingCancel' },
        'customer.wrote': [
          { guard: { type: 'isGreeting', params: ({ event }) => event }, target: 'reminding', reenter: true },
          { guard: { type: 'wantsToCancel', params: ({ event }) => event }, target: 'askingCancel' },
          {
            guard: { type: 'wantsToMove', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'judgingMove',
          },
          { guard: { type: 'wantsBooking', params: ({ event }) => event }, target: 'booking' },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'judgingMove',
          },
        ],
      },
      after: { beginning: { target: 'ended' } },
    },
    showing: {
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({
          text: visit?.pending ? 'appointment.showPending' : 'appointment.show',
          with: about(visit),
          options: [
            { id: 'keep', text: 'appointment.optionKeep', means: ['yes', 'confirm', 'thanks'] },
            { id: 'move', text: 'appointment.optionMove', means: ['reschedule'], lasting: true },
            { id: 'cancel', text: 'appointment.optionCancel', lasting: true },
          ],
        }),
      },
      on: {
        'customer.chose': [
          choosing('keep', 'kept'),
          choosing('move', 'judgingMove'),
          choosing('cancel', 'cancelling'),
        ],
        'customer.cancelled': { target: 'askingCancel' },
        'customer.wrote': [
          {
            guard: { type: 'asksToWait', params: ({ event }) => event },
            actions: [
              { type: 'keepWanted', params: { wanted: 'wait' } },
              { type: 'keepWhen', params: ({ event }) => event },
            ],
            target: 'judgingMove',
          },
          { guard: { type: 'wantsToCancel', params: ({ event }) => event }, target: 'askingCancel' },
          {
            guard: { type: 'wantsToMove', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'judgingMove',
          },
          { guard: { type: 'wantsBooking', params: ({ event }) => event }, target: 'booking' },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepWhen', params: ({ event }) => event },
            target: 'judgingMove',
          },
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    confirming: {
      invoke: {
        id: 'confirmAppointment',
        src: 'confirmAppointment',
        input: ({ context }) => ({ id: context.id }),
        onDone: [
          { guard: { type: 'isThere', params: ({ event }) => event.output }, target: 'confirmed' },
          { target: 'gone' },
        ],
      },
    },
    cancelling: {
      invoke: {
        id: 'cancelAppointment',
        src: 'cancelAppointment',
        input: ({ context }) => ({ id: context.id }),
        onDone: [
          { guard: { type: 'isClose', params: ({ event }) => event.output }, target: 'tooCloseToCancel' },
          { guard: { type: 'isThere', params: ({ event }) => event.output }, target: 'cancelled' },
          { target: 'gone' },
        ],
      },
    },
    judgingMove: {
      invoke: {
        id: 'findAppointment',
        src: 'findAppointment',
        input: ({ context }) => ({ id: context.id }),
        onDone: [
          { guard: { type: 'isClose', params: ({ event }) => event.output }, target: 'tooCloseToMove' },
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'moving',
          },
          { target: 'gone' },
        ],
      },
    },
    moving: {
      invoke: {
        id: 'moving',
        src: 'booking',
        input: ({ context }) => ({
          when: context.when,
          service: null,
          waits: context.wanted === 'wait',
          moving: context.visit,
        }),
        onDone: [
          { guard: { type: 'isCancel', params: ({ event }) => event.output }, target: 'askingCancel' },
          { target: 'ended' },
        ],
      },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: { when: [], service: null, moving: null },
        onDone: [
          { guard: { type: 'isCancel', params: ({ event }) => event.output }, target: 'askingCancel' },
          { guard: { type: 'isWish', params: ({ event }) => event.output }, target: 'showing' },
          { target: 'ended' },
        ],
      },
    },
    confirmed: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({ text: 'reminder.confirmed', with: about(visit) }),
      },
    },
    cancelled: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({ text: 'appointment.cancelled', with: about(visit) }),
      },
    },
    /** The workshop counts on it already: a person sees what can be done. */
    tooCloseToCancel: {
      type: 'final',
      entry: [
        { type: 'callPerson' },
        {
          type: 'reply',
          params: ({ context: { visit } }) => ({ text: 'appointment.tooCloseToCancel', with: about(visit) }),
        },
      ],
    },
    tooCloseToMove: {
      type: 'final',
      entry: [
        { type: 'callPerson' },
        {
          type: 'reply',
          params: ({ context: { visit } }) => ({ text: 'appointment.tooCloseToMove', with: about(visit) }),
        },
      ],
    },
    kept: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({ text: 'appointment.kept', with: about(visit) }),
      },
    },
    gone: { type: 'final', entry: { type: 'reply', params: { text: 'appointment.gone' } } },
    ended: { type: 'final' },
  },
})

function about(visit: Visit | null) {
  return { start: visit?.start ?? '', service: visit?.service ?? '', vehicle: visit?.vehicle ?? '' }
}
