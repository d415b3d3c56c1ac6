import { type CustomerWrote, effects, services, type Visit } from 'chasqui'
import { assign, setup } from 'xstate'

interface Memory {
  wrote: Pick<CustomerWrote, 'text' | 'when'>
  /** It only says how much, after they said that they are late. */
  follows: boolean
  minutes: number
  /** Nothing was noted, and nothing said. */
  isNothing: boolean
}

type Noted = { visit: Visit | null; minutes: number | null; isLong: boolean }

/** Somebody comes later: it is written down for the workshop; when it is much later, a person sees what can be done. */
export const late = setup({
  types: {
    context: {} as Memory,
    events: {} as CustomerWrote,
    input: {} as Pick<CustomerWrote, 'text' | 'when'> & { follows?: boolean },
    output: {} as { isNothing: boolean },
  },
  actions: {
    ...effects,
    keepMinutes: assign({ minutes: (_, { minutes }: Noted) => minutes ?? 0 }),
    keepNothing: assign({ isNothing: true }),
  },
  actors: services,
  guards: {
    followsNothing: ({ context }, { visit }: Noted) => context.follows && visit === null,
    isNothing: (_, { visit }: Noted) => visit === null,
    isLong: (_, { isLong }: Noted) => isLong,
    isExact: (_, { minutes }: Noted) => minutes !== null,
  },
}).createMachine({
  id: 'late',
  context: ({ input }) => ({
    wrote: { text: input?.text ?? '', when: input?.when ?? [] },
    follows: input?.follows ?? false,
    minutes: 0,
    isNothing: false,
  }),
  initial: 'noting',
  output: ({ context }) => ({ isNothing: context.isNothing }),
  states: {
    noting: {
      invoke: {
        id: 'noteDelay',
        src: 'noteDelay',
        input: ({ context: { wrote, follows } }) => ({ ...wrote, follows }),
        onDone: [
          {
            guard: { type: 'followsNothing', params: ({ event }) => event.output },
            actions: { type: 'keepNothing' },
            target: 'unsaid',
          },
          { guard: { type: 'isNothing', params: ({ event }) => event.output }, target: 'nothing' },
          { guard: { type: 'isLong', params: ({ event }) => event.output }, target: 'tooLate' },
          {
            guard: { type: 'isExact', params: ({ event }) => event.output },
            actions: { type: 'keepMinutes', params: ({ event }) => event.output },
            target: 'noted',
          },
          { target: 'thanked' },
        ],
      },
    },
    noted: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { minutes } }) => ({ text: 'late.noted', with: { minutes } }),
      },
    },
    thanked: { type: 'final', entry: { type: 'reply', params: { text: 'late.thanked' } } },
    tooLate: {
      type: 'final',
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: 'late.tooLate' } }],
    },
    unsaid: { type: 'final' },
    nothing: { type: 'final', entry: { type: 'reply', params: { text: 'late.nothing' } } },
  },
})

/** Nothing but so many minutes: "unos 15 minutos", "media hora". */
export const howLate =
  /^\W*(?:(?:unos|unas|como|ser[aá]n|capaz|casi|uns|umas|quase|about|around|like|maybe|m[aá]s o menos|mais ou menos)\s+)*(?:\d{1,3}|cinco|die?z|qui(?:nce|nze)|v(?:ei|i)nte|treinta|trinta|cuarenta|quarenta|five|ten|fifteen|twenty|thirty|media|meia|half an|una?|uma|an)\s*(?:min(?:uto|ute)?s?|hor(?:a|ita)s?|hours?|hs?|')(?:\s+(?:m[aá]s o menos|tarde|nom[aá]s|mais ou menos|late|or so))*\W*$/i
