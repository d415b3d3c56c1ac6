import { effects, services } from 'chasqui'
import { setup } from 'xstate'

interface Memory {
  appointment: string
}

/** Nobody answered the reminders of an appointment: it goes on the list of those whom somebody has to call. */
export const unanswered = setup({
  types: {
    context: {} as Memory,
    events: {} as { type: 'reminder.unanswered'; appointment: string; at: string },
    input: {} as Memory,
    output: {} as Record<string, never>,
  },
  actions: effects,
  actors: services,
}).createMachine({
  id: 'unanswered',
  context: ({ input }) => ({ appointment: input?.appointment ?? '' }),
  initial: 'listing',
  output: {},
  states: {
    listing: {
      invoke: {
        id: 'listToCall',
        src: 'listToCall',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: { target: 'listed' },
      },
    },
    listed: { type: 'final' },
  },
})
