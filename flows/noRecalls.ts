import { effects, services } from 'chasqui'
import { setup } from 'xstate'

/** Somebody wants to be told of no vehicle any more when it is due again: that counts at once, whatever is talked about. */
export const noRecalls = setup({
  types: {
    context: {} as Record<string, never>,
    input: {} as Record<string, never>,
    output: {} as Record<string, never>,
  },
  actions: effects,
  actors: services,
}).createMachine({
  id: 'noRecalls',
  context: {},
  initial: 'refusing',
  output: {},
  states: {
    refusing: {
      invoke: {
        id: 'answerConsent',
        src: 'answerConsent',
        input: { isGiven: false, how: 'tapped' },
        onDone: { target: 'refused' },
      },
    },
    refused: { type: 'final', entry: { type: 'reply', params: { text: 'recall.refused' } } },
  },
})
