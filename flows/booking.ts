import {
  type CustomerWrote,
  effects,
  type Offer,
  services,
  type TalkEvent,
  type Visit,
  type When,
  type WhyNot,
} from 'chasqui'
import { assign, setup } from 'xstate'

interface Memory {
  /** What can be booked. */
  services: { id: string; title: string; description?: string }[]
  service: string
  serviceTitle: string
  /** The days and times that were said and not looked up yet, and those that were. */
  said: When[]
  when: When[]
  /** The places on offer, and why they are not what was asked for. */
  slots: Offer[]
  why: WhyNot | 'taken' | null
  start: string
  vehicle: string
  /** The appointment that is being moved, if one is. */
  moving: Visit | null
}

/** Finds a place in the agenda and books it: service, day and time, vehicle, one summary to confirm. */
export const booking = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as { when: When[]; moving: Visit | null },
    output: {} as { booked: boolean },
  },
  actions: {
    ...effects,
    keepServices: assign({ services: (_, { services }: { services: Memory['services'] }) => services }),
    keepService: assign({
      service: (_, { id }: { id: string }) => id,
      serviceTitle: ({ context }, { id }) => context.services.find((each) => each.id === id)?.title ?? id,
    }),
    keepSaid: assign({ said: (_, { when }: { when: When[] }) => when }),
    forgetSaid: assign({ said: [], when: [] }),
    keepSlots: assign({
      slots: (_, { slots }: { slots: Offer[]; why: Memory['why']; when?: When[] }) => slots,
      why: (_, { why }) => why,
      when: ({ context }, { when }) => when ?? context.when,
      said: [],
    }),
    keepStart: assign({ start: (_, { start }: { start: string }) => start }),
    keepVehicle: assign({ vehicle: (_, { vehicle }: { vehicle: string }) => vehicle }),
  },
  actors: services,
  guards: {
    isMoving: ({ context }) => context.moving !== null,
    hasVehicle: ({ context }) => context.vehicle !== '',
    isOnlyOne: (_, { services }: { services: Memory['services'] }) => services.length === 1,
    isService: ({ context }, { id }: { id: string }) => context.services.some((each) => each.id === id),
    isSlot: ({ context }, { start }: { start: string }) => context.slots.some((each) => each.start === start),
    isChoice: (_, { choice, wanted }: { choice: string; wanted: string }) => choice === wanted,
    saidWhen: (_, { when }: CustomerWrote) => when.length > 0,
    saidAnotherDay: (_, { when, plate }: CustomerWrote) =>
      plate === null && when.some((each) => each.saidDay),
    wantsNoMore: (_, { intent }: CustomerWrote) => intent === 'cancel',
    hasPlate: (_, { plate }: CustomerWrote) => plate !== null,
    looksLikeVehicle: (_, { text, intent, plate }: CustomerWrote) =>
      text.length <= 120 &&
      /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text) &&
      (plate !== null || (intent === null && !text.includes('?'))),
    isThere: (_, { there }: { there: unknown }) => there !== null,
  },
  delays: { abandoning: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'booking',
  context: ({ input }) => ({
    services: [],
    service: input?.moving?.serviceId ?? '',
    serviceTitle: input?.moving?.service ?? '',
    said: input?.when ?? [],
    when: [],
    slots: [],
    why: null,
    start: '',
    vehicle: input?.moving?.vehicle ?? '',
    moving: input?.moving ?? null,
  }),
  initial: 'starting',
  output: ({ context }) => ({ booked: context.start !== '' }),
  on: {
    'customer.wrote': { guard: { type: 'wantsNoMore', params: ({ event }) => event }, target: '.dropped' },
  },
  states: {
    starting: { always: [{ guard: 'isMoving', target: 'findingSlots' }, { target: 'findingServices' }] },
    findingServices: {
      invoke: {
        id: 'listServices',
        src: 'listServices',
        onDone: [
          {
            guard: { type: 'isOnlyOne', params: ({ event }) => event.output },
            actions: [
              { type: 'keepServices', params: ({ event }) => event.output },
              { type: 'keepService', params: ({ event }) => ({ id: event.output.services[0]?.id ?? '' }) },
            ],
            target: 'findingSlots',
          },
          { actions: { type: 'keepServices', params: ({ event }) => event.output }, target: 'askingService' },
        ],
      },
    },
    askingService: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'booking.askService',
          list: 'booking.listServices',
          options: context.services.map((service) => ({ ...service, lasting: true })),
        }),
      },
      on: {
        'customer.chose': {
          guard: { type: 'isService', params: ({ event }) => ({ id: event.choice }) },
          actions: { type: 'keepService', params: ({ event }) => ({ id: event.choice }) },
          target: 'findingSlots',
        },
        'customer.wrote': {
          guard: { type: 'saidWhen', params: ({ event }) => event },
          actions: { type: 'keepSaid', params: ({ event }) => event },
          target: 'askingService',
          reenter: true,
        },
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    findingSlots: {
      invoke: {
        id: 'findSlots',
        src: 'findSlots',
        input: ({ context }) => ({
          service: context.service,
          when: context.said,
          before: context.when,
          moving: context.moving?.id ?? null,
        }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => ({ there: event.output.exact }) },
            actions: [
              { type: 'keepSlots', params: ({ event }) => event.output },
              { type: 'keepStart', params: ({ event }) => ({ start: event.output.exact?.start ?? '' }) },
            ],
            target: 'holding',
          },
          { actions: { type: 'keepSlots', params: ({ event }) => event.output }, target: 'askingSlot' },
        ],
      },
    },
    askingSlot: {
      entry: {
        type: 'reply',
        params: ({ context: { slots, why, when, serviceTitle } }) => ({
          text: slots.length === 0 ? 'booking.noSlots' : askSlot(why, when),
          with: { service: serviceTitle },
          list: 'booking.listSlots',
          options: [
            ...slots.map(({ start }) => ({
              id: start,
              text: 'booking.slot',
              with: { start },
              lasting: true,
            })),
            ...(slots.length > 0 ? [{ id: 'other', text: 'booking.optionOther' }] : []),
          ],
        }),
      },
      on: {
        'customer.chose': [
          {
            guard: { type: 'isSlot', params: ({ event }) => ({ start: event.choice }) },
            actions: { type: 'keepStart', params: ({ event }) => ({ start: event.choice }) },
            target: 'holding',
          },
          {
            guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'other' }) },
            target: 'askingDay',
          },
        ],
        'customer.wrote': {
          guard: { type: 'saidWhen', params: ({ event }) => event },
          actions: { type: 'keepSaid', params: ({ event }) => event },
          target: 'findingSlots',
        },
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingDay: {
      entry: [{ type: 'forgetSaid' }, { type: 'reply', params: { text: 'booking.askDay' } }],
      on: {
        'customer.wrote': {
          guard: { type: 'saidWhen', params: ({ event }) => event },
          actions: { type: 'keepSaid', params: ({ event }) => event },
          target: 'findingSlots',
        },
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    holding: {
      invoke: {
        id: 'holdSlot',
        src: 'holdSlot',
        input: ({ context }) => ({
          service: context.service,
          start: context.start,
          moving: context.moving?.id ?? null,
        }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => ({ there: event.output.held }) },
            target: 'held',
          },
          {
            actions: {
              type: 'keepSlots',
              params: ({ event }) => ({ slots: event.output.slots, why: 'taken' }),
            },
            target: 'askingSlot',
          },
        ],
      },
    },
    held: { always: [{ guard: 'hasVehicle', target: 'confirming' }, { target: 'askingVehicle' }] },
    askingVehicle: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({ text: 'booking.askVehicle', with: { start: context.start } }),
      },
      on: {
        'customer.wrote': [
          {
            guard: { type: 'saidAnotherDay', params: ({ event }) => event },
            actions: { type: 'keepSaid', params: ({ event }) => event },
            target: 'findingSlots',
          },
          {
            guard: { type: 'looksLikeVehicle', params: ({ event }) => event },
            actions: { type: 'keepVehicle', params: ({ event }) => ({ vehicle: tidy(event.text) }) },
            target: 'confirming',
          },
        ],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    confirming: {
      entry: {
        type: 'reply',
        params: ({ context: { start, vehicle, serviceTitle, moving } }) => ({
          text: moving ? 'booking.confirmMove' : 'booking.confirm',
          with: { start, vehicle, service: serviceTitle },
          options: [
            { id: 'yes', text: 'booking.optionYes', means: ['yes', 'confirm'] },
            { id: 'change', text: 'booking.optionChange', means: ['no', 'reschedule', 'back'] },
            { id: 'drop', text: 'booking.optionDrop', means: ['cancel'] },
          ],
        }),
      },
      on: {
        'customer.chose': [
          {
            guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'yes' }) },
            target: 'booking',
          },
          {
            guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'change' }) },
            actions: { type: 'forgetSaid' },
            target: 'findingSlots',
          },
          {
            guard: { type: 'isChoice', params: ({ event }) => ({ choice: event.choice, wanted: 'drop' }) },
            target: 'dropped',
          },
        ],
        'customer.wrote': [
          {
            guard: { type: 'hasPlate', params: ({ event }) => event },
            actions: { type: 'keepVehicle', params: ({ event }) => ({ vehicle: tidy(event.text) }) },
            target: 'confirming',
            reenter: true,
          },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepSaid', params: ({ event }) => event },
            target: 'findingSlots',
          },
        ],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    booking: {
      invoke: {
        id: 'bookSlot',
        src: 'bookSlot',
        input: ({ context }) => ({
          service: context.service,
          start: context.start,
          vehicle: context.vehicle,
          moving: context.moving?.id ?? null,
        }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => ({ there: event.output.remindAt }) },
            actions: {
              type: 'setAlarm',
              params: ({ event }) => {
                const appointment = event.output.booked?.id ?? ''
                const at = event.output.remindAt ?? ''
                return {
                  name: `reminder/${appointment}`,
                  at,
                  event: { type: 'reminder.fellDue', appointment, at },
                }
              },
            },
            target: 'booked',
          },
          {
            guard: { type: 'isThere', params: ({ event }) => ({ there: event.output.booked }) },
            target: 'booked',
          },
          {
            actions: {
              type: 'keepSlots',
              params: ({ event }) => ({ slots: event.output.slots, why: 'taken' }),
            },
            target: 'askingSlot',
          },
        ],
      },
    },
    booked: {
      type: 'final',
      entry: [
        { type: 'clearAlarm', params: ({ context }) => ({ name: `reminder/${context.moving?.id ?? ''}` }) },
        {
          type: 'reply',
          params: ({ context: { start, vehicle, serviceTitle, moving } }) => ({
            text: moving ? 'booking.moved' : 'booking.booked',
            with: { start, vehicle, service: serviceTitle },
          }),
        },
      ],
    },
    dropped: {
      type: 'final',
      entry: [
        { type: 'keepStart', params: { start: '' } },
        {
          type: 'reply',
          params: ({ context }) => ({ text: context.moving ? 'booking.leftAsItWas' : 'booking.dropped' }),
        },
      ],
    },
    /** The customer went quiet: nothing is said. */
    abandoned: { type: 'final', entry: { type: 'keepStart', params: { start: '' } } },
  },
})

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, 120)
}

function askSlot(why: Memory['why'], when: When[]): string {
  const texts = {
    closed: 'booking.whyClosed',
    holiday: 'booking.whyHoliday',
    full: 'booking.whyFull',
    taken: 'booking.whyTaken',
    tooSoon: 'booking.whyTooSoon',
    past: 'booking.whyPast',
    beyondHorizon: 'booking.whyBeyondHorizon',
    notOnGrid: 'booking.whyNotOnGrid',
    outsideHours: 'booking.whyOutsideHours',
  }
  if (why) return texts[why]
  return when.length > 0 ? 'booking.askSlotAsked' : 'booking.askSlot'
}
