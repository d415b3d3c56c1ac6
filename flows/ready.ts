import {
  effects,
  type Opening,
  type Reply,
  type StaffMarked,
  services,
  type TextKey,
  type Visit,
} from 'chasqui'
import { assign, setup } from 'xstate'

interface Memory {
  appointment: string
  visit: Visit | null
  opening: Opening | null
}

type Told = Pick<Memory, 'visit' | 'opening'>

/** Tells a customer, once, that their vehicle can be fetched, and when the workshop is open for that. */
export const ready = setup({
  types: {
    context: {} as Memory,
    events: {} as StaffMarked,
    input: {} as StaffMarked,
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepTold: assign({ visit: (_, { visit }: Told) => visit, opening: (_, { opening }) => opening }),
  },
  actors: services,
  guards: {
    isThere: (_, { visit }: Told) => visit !== null,
    isUntilClose: ({ context }) => context.opening?.kind === 'untilClose',
    isToday: ({ context }) => context.opening?.kind === 'today',
  },
}).createMachine({
  id: 'ready',
  context: ({ input }) => ({ appointment: input?.appointment ?? '', visit: null, opening: null }),
  initial: 'judging',
  output: {},
  states: {
    /** It may have been fetched meanwhile, or not be ready after all. */
    judging: {
      invoke: {
        id: 'tellReady',
        src: 'tellReady',
        input: ({ context }) => ({ id: context.appointment }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepTold', params: ({ event }) => event.output },
            target: 'choosingWords',
          },
          { target: 'ended' },
        ],
      },
    },
    choosingWords: {
      always: [
        { guard: 'isUntilClose', target: 'toldUntilClose' },
        { guard: 'isToday', target: 'toldToday' },
        { target: 'toldLater' },
      ],
    },
    toldUntilClose: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => telling(context, 'ready.tellUntilClose', 'ready.templateUntilClose'),
      },
    },
    toldToday: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => telling(context, 'ready.tellToday', 'ready.templateToday'),
      },
    },
    toldLater: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context }) => telling(context, 'ready.tellLater', 'ready.templateLater'),
      },
    },
    ended: { type: 'final' },
  },
})

/** What could not be sent until the workshop closes says the wrong hour from then on. */
function telling({ visit, opening }: Memory, text: TextKey, when: TextKey): Reply {
  const about = {
    vehicle: visit?.vehicle || (visit?.service ?? ''),
    hours: opening?.hours ?? '',
    start: (opening?.kind === 'later' ? opening.opens : opening?.closes) ?? '',
  }
  return {
    text,
    with: about,
    about: visit?.id ?? '',
    until: opening?.closes ?? '',
    fallback: {
      template: 'vehicle_ready',
      values: [
        { text: 'ready.templateWorkshop', with: {} },
        { text: 'ready.templateVehicle', with: about },
        { text: when, with: about },
      ],
    },
  }
}
