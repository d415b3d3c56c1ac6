/** The file of a new flow: small, and working as it is. */
export function flowFile(name: string): string {
  return `import { type CustomerWrote, effects, type TalkEvent } from 'chasqui'
import { assign, setup } from 'xstate'
import { choosing, isChoice } from './arrows.ts'

interface Memory {
  isWanted: boolean
}

/** Asks whether a person of the workshop should write to the customer, and calls one if so. */
export const ${name} = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as CustomerWrote,
    output: {} as Memory,
  },
  actions: { ...effects, keepYes: assign({ isWanted: true }) },
  guards: { isChoice },
  delays: { forgetting: 60 * 60 * 1000 },
}).createMachine({
  id: '${name}',
  context: { isWanted: false },
  initial: 'asking',
  output: ({ context: { isWanted } }) => ({ isWanted }),
  states: {
    asking: {
      entry: {
        type: 'reply',
        params: {
          text: '${name}.ask',
          options: [
            { id: 'yes', text: '${name}.optionYes', means: ['yes'] },
            { id: 'no', text: '${name}.optionNo', means: ['no'] },
          ],
        },
      },
      on: {
        'customer.chose': [
          { ...choosing('yes', 'called'), actions: { type: 'keepYes' } },
          choosing('no', 'declined'),
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    called: {
      type: 'final',
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: '${name}.called' } }],
    },
    declined: { type: 'final', entry: { type: 'reply', params: { text: '${name}.declined' } } },
    ended: { type: 'final' },
  },
})
`
}
