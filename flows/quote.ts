import { type CustomerWrote, effects, type QuoteShown, services, type TalkEvent, type When } from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { afterAppointments, afterBooking, choosing, isBooking, isChoice, isWish, wishing } from './arrows.ts'
import { booking } from './booking.ts'

interface Memory {
  appointment: string
  id: string
  quote: QuoteShown | null
  /** Ids of the lines that are approved so far, and what they come to. */
  approved: string[]
  total: string
  text: string
  /** What is wanted beside it, as an intent, and what was said with it. */
  wanted: string | null
  when: When[]
  service: string | null
}

type Found = { quote: QuoteShown | null }

const appointmentIntents = ['my_bookings', 'reschedule', 'cancel']
/** What is approved in words is said back before it counts: only a tap says exactly what was on it. */
const approvingIntents = ['yes', 'confirm', 'approve_quote']

/** Shows a customer what the workshop would do at their vehicle: they approve all of it, some lines, or none. */
export const quote = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { appointment: string; quote: string },
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepWanted: assign({
      wanted: (_, { wanted }: { wanted: string | null }) => wanted,
      when: [],
      service: null,
    }),
    keepQuote: assign({ quote: (_, { quote }: Found) => quote }),
    approveAll: assign({ approved: ({ context }) => context.quote?.lines.map(({ id }) => id) ?? [] }),
    approveNone: assign({ approved: [] }),
    /** A line that is chosen twice is taken back. */
    toggle: assign({
      approved: ({ context }, { choice }: { choice: string }) =>
        context.approved.includes(choice)
          ? context.approved.filter((id) => id !== choice)
          : [...context.approved, choice],
    }),
    keepApproved: assign({ approved: (_, { lines }: { lines: string[] | null }) => lines ?? [] }),
    keepTotal: assign({ total: (_, { total }: { total: string }) => total }),
    keepText: assign({
      text: (_, { text }: CustomerWrote) => text,
      wanted: (_, { intent }) => intent,
      when: (_, { when }) => when,
      service: (_, { service }) => service,
    }),
  },
  actors: { ...services, appointments, booking },
  guards: {
    isBooking,
    isWish,
    isChoice,
    isThere: (_, { quote }: Found) => quote !== null,
    isLine: ({ context }, { choice }: { choice: string }) =>
      context.quote?.lines.some(({ id }) => id === choice) ?? false,
    areLines: (_, { lines }: { lines: string[] | null }) => lines !== null,
    hasSome: ({ context }) => context.approved.length > 0,
    isAnswered: (_, { isAnswered }: { isAnswered: boolean }) => isAnswered,
    isApproving: (_, { intent }: CustomerWrote) => approvingIntents.includes(intent ?? ''),
    isRejecting: (_, { intent }: CustomerWrote) => intent === 'reject_quote' || intent === 'no',
    wantsBooking: (_, { intent }: CustomerWrote) => intent === 'book',
    wantsAppointments: (_, { intent }: CustomerWrote) => appointmentIntents.includes(intent ?? ''),
    isWords: (_, { intent }: CustomerWrote) => intent !== 'greet',
  },
  delays: { lapsing: 14 * 24 * 60 * 60 * 1000 },
}).createMachine({
  id: 'quote',
  context: ({ input }) => ({
    appointment: input?.appointment ?? '',
    id: input?.quote ?? '',
    quote: null,
    approved: [],
    total: '',
    text: '',
    wanted: null,
    when: [],
    service: null,
  }),
  initial: 'finding',
  output: {},
  states: {
    /** Another one may have taken its place. */
    finding: {
      invoke: {
        id: 'findQuote',
        src: 'findQuote',
        input: ({ context: { appointment, id } }) => ({ appointment, quote: id }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepQuote', params: ({ event }) => event.output },
            target: 'asking',
          },
          { target: 'ended' },
        ],
      },
    },
    asking: {
      entry: {
        type: 'reply',
        params: ({ context: { quote, appointment } }) => ({
          text: 'quote.ask',
          with: { ...about(quote), lines: listed(quote, '\n') },
          about: appointment,
          options: [
            {
              id: 'all',
              text: 'quote.optionAll',
              isWorded: true,
            },
            { id: 'some', text: 'quote.optionSome', isWorded: true },
            { id: 'none', text: 'quote.optionNone', means: ['no', 'reject_quote'], isWorded: true },
          ],
          fallback: {
            template: 'quote_ready',
            values: [
              { text: 'quote.templateWorkshop', with: {} },
              { text: 'quote.templateService', with: about(quote) },
              { text: 'quote.templateLines', with: { lines: listed(quote, ' · ') } },
              { text: 'quote.templateTotal', with: about(quote) },
            ],
          },
        }),
      },
      on: {
        'customer.chose': [
          { ...choosing('all', 'answering'), actions: { type: 'approveAll' } },
          { ...choosing('some', 'summing'), actions: { type: 'approveNone' } },
          { ...choosing('none', 'answering'), actions: { type: 'approveNone' } },
        ],
        'customer.wrote': [
          {
            guard: { type: 'isRejecting', params: ({ event }) => event },
            actions: { type: 'approveNone' },
            target: 'answering',
          },
          {
            guard: { type: 'isApproving', params: ({ event }) => event },
            actions: { type: 'approveAll' },
            target: 'summing',
          },
          ...wishing('keepText'),
          {
            guard: { type: 'isWords', params: ({ event }) => event },
            actions: { type: 'keepText', params: ({ event }) => event },
            target: 'reading',
          },
        ],
      },
      after: { lapsing: { target: 'ended' } },
    },
    /** "1 y 3", "todo menos los discos": said back before it counts. */
    reading: {
      invoke: {
        id: 'readQuote',
        src: 'readQuote',
        input: ({ context: { appointment, id, text } }) => ({ appointment, quote: id, text }),
        onDone: [
          {
            guard: { type: 'areLines', params: ({ event }) => event.output },
            actions: { type: 'keepApproved', params: ({ event }) => event.output },
            target: 'summing',
          },
          { actions: { type: 'approveNone' }, target: 'unclear' },
        ],
      },
    },
    unclear: {
      always: { actions: { type: 'reply', params: { text: 'quote.unclear' } }, target: 'summing' },
    },
    summing: {
      invoke: {
        id: 'sumQuote',
        src: 'sumQuote',
        input: ({ context: { appointment, id, approved } }) => ({ appointment, quote: id, lines: approved }),
        onDone: {
          actions: { type: 'keepTotal', params: ({ event }) => event.output },
          target: 'choosing',
        },
      },
    },
    choosing: {
      entry: {
        type: 'reply',
        params: ({ context: { quote, appointment, approved, total } }) => ({
          text: approved.length === 0 ? 'quote.choose' : 'quote.chosen',
          with: { lines: marked(quote, approved), total },
          about: appointment,
          list: 'quote.listLines',
          options: [
            ...(quote?.lines ?? []).slice(0, 9).map(({ id, title, price }) => ({
              id,
              title: `${approved.includes(id) ? '✓ ' : ''}${title}`.slice(0, 24),
              description: price,
            })),
            { id: '.done', text: 'quote.optionDone', means: ['yes', 'confirm'] },
          ],
        }),
      },
      on: {
        'customer.chose': [
          {
            guard: { type: 'isLine', params: ({ event }) => event },
            actions: { type: 'toggle', params: ({ event }) => event },
            target: 'summing',
          },
          { ...choosing('.done', 'judging') },
        ],
        'customer.wrote': [
          ...wishing('keepText'),
          {
            guard: { type: 'isRejecting', params: ({ event }) => event },
            target: 'asking',
          },
          {
            guard: { type: 'isWords', params: ({ event }) => event },
            actions: { type: 'keepText', params: ({ event }) => event },
            target: 'reading',
          },
        ],
      },
      after: { lapsing: { target: 'ended' } },
    },
    judging: { always: [{ guard: 'hasSome', target: 'answering' }, { target: 'asking' }] },
    answering: {
      invoke: {
        id: 'answering',
        src: 'sumQuote',
        input: ({ context: { appointment, id, approved } }) => ({ appointment, quote: id, lines: approved }),
        onDone: { actions: { type: 'keepTotal', params: ({ event }) => event.output }, target: 'keeping' },
      },
    },
    keeping: {
      invoke: {
        id: 'answerQuote',
        src: 'answerQuote',
        input: ({ context: { appointment, id, approved } }) => ({ appointment, quote: id, approved }),
        onDone: [
          { guard: { type: 'isAnswered', params: ({ event }) => event.output }, target: 'answered' },
          { target: 'superseded' },
        ],
      },
    },
    answered: { always: [{ guard: 'hasSome', target: 'approved' }, { target: 'rejected' }] },
    approved: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { quote, approved, total } }) => ({
          text: 'quote.approved',
          with: {
            lines: (quote?.lines ?? [])
              .filter(({ id }) => approved.includes(id))
              .map(({ title }) => title)
              .join(', '),
            total,
          },
        }),
      },
    },
    rejected: { type: 'final', entry: { type: 'reply', params: { text: 'quote.rejected' } } },
    superseded: { type: 'final', entry: { type: 'reply', params: { text: 'quote.superseded' } } },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { when, service } }) => ({ when, service, moving: null }),
        onDone: afterBooking('keepWanted', 'finding'),
      },
    },
    seeingAppointments: {
      invoke: {
        id: 'appointments',
        src: 'appointments',
        input: ({ context: { wanted, when, service } }) => ({ wanted, when, service }),
        onDone: afterAppointments('finding'),
      },
    },
    ended: { type: 'final' },
  },
})

function about(quote: QuoteShown | null) {
  return { service: quote?.service ?? '', total: quote?.total ?? '' }
}

function listed(quote: QuoteShown | null, between: string): string {
  return (quote?.lines ?? [])
    .map(({ title, price }, index) => `${index + 1}. ${title}: ${price}`)
    .join(between)
}

function marked(quote: QuoteShown | null, approved: string[]): string {
  return (quote?.lines ?? [])
    .map(
      ({ id, title, price }, index) =>
        `${approved.includes(id) ? '✓' : '·'} ${index + 1}. ${title}: ${price}`,
    )
    .join('\n')
}
