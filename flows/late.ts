import { type CustomerWrote, effects, services, type Visit } from 'chasqui'
import { assign, setup } from 'xstate'

interface Memory {
  wrote: Pick<CustomerWrote, 'text' | 'when'>
  minutes: number
}

type Noted = { visit: Visit | null; minutes: number | null; isLong: boolean }

/** Somebody comes later: it is written down for the workshop; when it is much later, a person sees what can be done. */
export const late = setup({
  types: {
    context: {} as Memory,
    events: {} as CustomerWrote,
    input: {} as CustomerWrote,
    output: {} as Record<string, never>,
  },
  actions: { ...effects, keepMinutes: assign({ minutes: (_, { minutes }: Noted) => minutes ?? 0 }) },
  actors: services,
  guards: {
    isNothing: (_, { visit }: Noted) => visit === null,
    isLong: (_, { isLong }: Noted) => isLong,
    isExact: (_, { minutes }: Noted) => minutes !== null,
  },
}).createMachine({
  id: 'late',
  context: ({ input }) => ({ wrote: { text: input?.text ?? '', when: input?.when ?? [] }, minutes: 0 }),
  initial: 'noting',
  output: {},
  states: {
    noting: {
      invoke: {
        id: 'noteDelay',
        src: 'noteDelay',
        input: ({ context }) => context.wrote,
        onDone: [
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
    nothing: { type: 'final', entry: { type: 'reply', params: { text: 'late.nothing' } } },
  },
})
