import { type CustomerWrote, effects, services } from 'chasqui'
import { assign, setup } from 'xstate'

interface Memory {
  /** What is asked: `hours`, `location` or `price`, as an intent. */
  asked: string
  /** Of a price: the service that was named, if one was. */
  service: string | null
  prices: { id: string; title: string; price: string }[]
}

/** Answers a question about the workshop in the middle of anything; what was being talked about goes on after it. */
export const questions = setup({
  types: {
    context: {} as Memory,
    events: {} as CustomerWrote,
    input: {} as CustomerWrote,
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepPrices: assign({ prices: (_, { prices }: { prices: Memory['prices'] }) => prices }),
  },
  actors: services,
  guards: {
    asks: ({ context }, { what }: { what: string }) => context.asked === what,
    hasItsPrice: ({ context }) => context.prices.some(({ id }) => id === context.service),
    hasPrices: ({ context }) => context.prices.length > 0 && context.service === null,
  },
}).createMachine({
  id: 'questions',
  context: ({ input }) => ({ asked: input?.intent ?? '', service: input?.service ?? null, prices: [] }),
  initial: 'answering',
  output: {},
  states: {
    answering: {
      always: [
        { guard: { type: 'asks', params: { what: 'hours' } }, target: 'tellingHours' },
        { guard: { type: 'asks', params: { what: 'location' } }, target: 'tellingPlace' },
        { target: 'findingPrices' },
      ],
    },
    tellingHours: { type: 'final', entry: { type: 'reply', params: { text: 'questions.hours' } } },
    tellingPlace: { type: 'final', entry: { type: 'reply', params: { text: 'questions.place' } } },
    findingPrices: {
      invoke: {
        id: 'listPrices',
        src: 'listPrices',
        onDone: {
          actions: { type: 'keepPrices', params: ({ event }) => event.output },
          target: 'tellingPrices',
        },
      },
    },
    tellingPrices: {
      always: [
        { guard: 'hasItsPrice', target: 'tellingOne' },
        { guard: 'hasPrices', target: 'tellingAll' },
        { target: 'tellingNone' },
      ],
    },
    tellingOne: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { prices, service } }) => {
          const found = prices.find(({ id }) => id === service)
          return { text: 'questions.price', with: { service: found?.title ?? '', price: found?.price ?? '' } }
        },
      },
    },
    tellingAll: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'questions.prices',
          with: { prices: context.prices.map(({ title, price }) => `${title}: ${price}`).join('\n') },
        }),
      },
    },
    tellingNone: { type: 'final', entry: { type: 'reply', params: { text: 'questions.noPrice' } } },
  },
})
