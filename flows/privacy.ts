import { type CustomerWrote, effects } from 'chasqui'
import { setup } from 'xstate'
import { choosing, isChoice } from './arrows.ts'

interface Memory {
  /** What is wanted, as an intent: `delete_data` or `export_data`. */
  asked: string
}

/** What the law gives customers over their data: to have it deleted, after one question, or to have a copy of it. */
export const privacy = setup({
  types: {
    context: {} as Memory,
    events: {} as { type: 'customer.chose'; choice: string; title: string; at: string } | CustomerWrote,
    input: {} as CustomerWrote,
    output: {} as Record<string, never>,
  },
  actions: effects,
  guards: {
    wantsCopy: ({ context }) => context.asked === 'export_data',
    isChoice,
  },
  delays: { forgetting: 60 * 60 * 1000 },
}).createMachine({
  id: 'privacy',
  context: ({ input }) => ({ asked: input?.intent ?? '' }),
  initial: 'answering',
  output: {},
  states: {
    answering: { always: [{ guard: 'wantsCopy', target: 'copyAsked' }, { target: 'askingToDelete' }] },
    /** A copy has names and numbers in it: a person sends it. */
    copyAsked: {
      type: 'final',
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: 'privacy.copyAsked' } }],
    },
    askingToDelete: {
      entry: {
        type: 'reply',
        params: {
          text: 'privacy.askToDelete',
          options: [
            { id: 'delete', text: 'privacy.optionDelete' },
            { id: 'keep', text: 'privacy.optionKeep', means: ['no'] },
          ],
        },
      },
      on: {
        'customer.chose': [choosing('delete', 'deleted'), choosing('keep', 'kept')],
      },
      after: { forgetting: { target: 'ended' } },
    },
    deleted: {
      type: 'final',
      entry: [{ type: 'reply', params: { text: 'privacy.deleted' } }, { type: 'forgetCustomer' }],
    },
    kept: { type: 'final', entry: { type: 'reply', params: { text: 'privacy.kept' } } },
    ended: { type: 'final' },
  },
})
