import {
  type CustomerWrote,
  effects,
  type Offer,
  type Reading,
  services,
  type TalkEvent,
  type Visit,
  type When,
  type WhyNot,
} from 'chasqui'
import { assign, setup } from 'xstate'
import { choosing, isChoice } from './arrows.ts'

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
  /** What the day that was said can mean, while that is asked. */
  readings: Reading[]
  /** Whether those places are an answer to a day or a time that was said. */
  wasAsked: boolean
  start: string
  vehicle: string
  /** Those that they came with, the last one first. */
  known: { vehicle: string; title: string }[]
  /** What they said of the vehicle, and the messages that brought files about it. */
  note: string
  media: string[]
  /** The appointment that is being moved, if one is. */
  moving: Visit | null
  /** What the customer wants instead, as an intent. */
  wanted: string | null
}

/** Finds a place in the agenda and books it: service, day and time, vehicle, one summary to confirm. */
export const booking = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as {
      when: When[]
      service: string | null
      vehicle?: string | null
      note?: string
      /** The start of a place that is kept for the customer already. */
      kept?: string
      moving: Visit | null
    },
    output: {} as { booked: boolean; wanted: string | null },
  },
  actions: {
    ...effects,
    keepServices: assign({ services: (_, { services }: { services: Memory['services'] }) => services }),
    keepService: assign({
      service: (_, { id }: { id: string }) => id,
      serviceTitle: ({ context }, { id }) => context.services.find((each) => each.id === id)?.title ?? id,
    }),
    keepSaid: assign({
      said: ({ context }, { when }: CustomerWrote) => (when.length > 0 ? when : context.said),
      vehicle: ({ context }, { vehicle }) => vehicle ?? context.vehicle,
    }),
    /** Another work is meant for the same day and hour. */
    keepSaidOrAsked: assign({
      said: ({ context }, { when }: CustomerWrote) => (when.length > 0 ? when : context.when),
    }),
    keepWanted: assign({ wanted: (_, { intent }: CustomerWrote) => intent }),
    forgetWanted: assign({ wanted: null }),
    forgetSaid: assign({ said: [], when: [] }),
    keepSlots: assign({
      slots: (_, { slots }: { slots: Offer[]; why: Memory['why']; when?: When[] }) => slots,
      why: (_, { why }) => why,
      when: ({ context }, { when = [] }) => (when.length > 0 ? when : context.when),
      wasAsked: ({ context }) => context.said.length > 0,
      said: [],
    }),
    keepReadings: assign({ readings: (_, { readings }: { readings: Reading[] }) => readings }),
    keepMeant: assign({
      said: ({ context }, { choice }: { choice: string }) => context.readings[Number(choice)]?.when ?? [],
    }),
    keepStart: assign({
      start: (_, { start }: { start: string }) => start,
      // "Mejor a las 9" is meant on the day of the place that was taken.
      when: ({ context }, { start }) => (start ? [minuteOf({ start, end: start })] : context.when),
    }),
    keepVehicle: assign({ vehicle: (_, { vehicle }: { vehicle: string }) => vehicle }),
    keepKnown: assign({ known: (_, { vehicles }: { vehicles: Memory['known'] }) => vehicles }),
    keepKnownVehicle: assign({
      vehicle: ({ context }, { choice }: { choice: string }) => context.known[Number(choice)]?.vehicle ?? '',
    }),
    forgetVehicle: assign({ vehicle: '' }),
    keepNote: assign({
      note: ({ context }, { note }: { note: string | undefined }) =>
        [context.note, note].filter(Boolean).join('\n'),
    }),
    keepFile: assign({
      media: ({ context }, { message }: { message: string | undefined }) =>
        message === undefined ? context.media : [...context.media, message],
    }),
  },
  actors: services,
  guards: {
    isMoving: ({ context }) => context.moving !== null,
    isKept: ({ context }) => context.start !== '',
    isKeptWithVehicle: ({ context }) => context.start !== '' && context.vehicle !== '',
    asksToWait: ({ context }, { asksToWait }: CustomerWrote) => asksToWait && context.moving === null,
    hasVehicle: ({ context }) => context.vehicle !== '',
    isOnlyOne: (_, { services }: { services: Memory['services'] }) => services.length === 1,
    canChooseService: ({ context }) => context.services.length > 1,
    isService: ({ context }, { id }: { id: string }) => context.services.some((each) => each.id === id),
    isSlot: ({ context }, { start }: { start: string }) => context.slots.some((each) => each.start === start),
    isChoice,
    isInDoubt: (_, { readings }: { readings: Reading[] }) => readings.length > 1,
    isReading: ({ context }, { choice }: { choice: string }) =>
      context.readings[Number(choice)] !== undefined,
    saidWhen: (_, { when }: CustomerWrote) => when.length > 0,
    saidAnotherTime: (_, { when, plate }: CustomerWrote) => plate === null && when.length > 0,
    wantsNoMore: ({ context }, { intent }: CustomerWrote) =>
      intent === 'cancel' ||
      (context.moving === null &&
        (intent === 'my_bookings' || (intent === 'reschedule' && context.slots.length === 0))),
    /** "Otra hora" while a place is being chosen is about this one. */
    wantsAnotherTime: ({ context }, { intent }: CustomerWrote) =>
      intent === 'reschedule' && context.slots.length > 0,
    wantsBack: (_, { intent }: CustomerWrote) => intent === 'back',
    hasNothingToCancel: ({ context }, { visits }: { visits: Visit[] }) =>
      context.wanted === 'cancel' && visits.length === 0,
    hasService: ({ context }, { services }: { services: Memory['services'] }) =>
      services.some((each) => each.id === context.service),
    /** At the summary, another plate; or a name where there was none. */
    correctsVehicle: ({ context }, { plate, when, intent, text, isProblem }: CustomerWrote) =>
      plate !== null ||
      (!isProblem &&
        when.length === 0 &&
        intent === null &&
        !/\d{3}/.test(context.vehicle) &&
        isName(text) &&
        /\d|\p{Lu}/u.test(text)),
    /** The answer that books: what was asked for, and nothing beside it. */
    isVehicle: (_, { text, intent, plate, when, isProblem }: CustomerWrote) =>
      !isProblem &&
      intent === null &&
      when.length === 0 &&
      text.length <= 120 &&
      isName(text) &&
      (plate !== null || /\p{L}.*\d|\p{Lu}/su.test(text)),
    /** The vehicle, before it was asked for. */
    saidVehicle: (_, { vehicle }: CustomerWrote) => vehicle !== null,
    looksLikeVehicle: (_, { text, intent, plate, isProblem }: CustomerWrote) =>
      !isProblem &&
      text.length <= 120 &&
      /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text) &&
      (plate !== null || (intent === null && isName(text))),
    /** Another work than the one that was being talked about; what is moved stays what it is. */
    saysOtherService: ({ context }, { service, isProblem }: CustomerWrote) =>
      !isProblem &&
      service !== context.service &&
      context.service !== '' &&
      context.services.some((each) => each.id === service),
    /** The work that was asked for, by other words than its title. */
    saysService: ({ context }, { service, intent, isProblem }: CustomerWrote) =>
      !isProblem &&
      (intent === null || intent === 'book') &&
      context.services.some((each) => each.id === service),
    saysAnotherVehicle: (_, { isAnotherVehicle, plate }: CustomerWrote) => isAnotherVehicle && plate === null,
    tellsProblem: (_, { isProblem }: CustomerWrote) => isProblem,
    isFile: (_, { media }: { media: string }) => ['image', 'video', 'document'].includes(media),
    isVoice: (_, { media }: { media: string }) => media === 'audio',
    hasOneVehicle: (_, { vehicles }: { vehicles: unknown[] }) => vehicles.length === 1,
    hasVehicles: (_, { vehicles }: { vehicles: unknown[] }) => vehicles.length > 1,
    isKnownVehicle: ({ context }, { choice }: { choice: string }) =>
      context.known[Number(choice)] !== undefined,
    isThere: (_, { there }: { there: unknown }) => there !== null,
    isPending: (_, { booked }: { booked: Visit | null }) => booked?.pending ?? false,
  },
  delays: {
    abandoning: 24 * 60 * 60 * 1000,
    /** A summary may be answered the next morning: whether the place is still free is judged then. */
    lapsing: 5 * 24 * 60 * 60 * 1000,
  },
}).createMachine({
  id: 'booking',
  context: ({ input }) => ({
    services: [],
    service: input?.moving?.serviceId ?? input?.service ?? '',
    serviceTitle: input?.moving?.service ?? '',
    said: input?.when ?? [],
    // A lone time of day is meant on the day of the appointment that is moved.
    when: input?.moving ? [minuteOf(input.moving)] : [],
    slots: [],
    why: null,
    readings: [],
    wasAsked: false,
    start: input?.kept ?? '',
    vehicle: input?.moving?.vehicle ?? input?.vehicle ?? '',
    known: [],
    note: input?.note ?? '',
    media: [],
    moving: input?.moving ?? null,
    wanted: null,
  }),
  initial: 'starting',
  output: ({ context }) => ({ booked: context.start !== '', wanted: context.wanted }),
  on: {
    'customer.wrote': [
      {
        guard: { type: 'wantsNoMore', params: ({ event }) => event },
        actions: { type: 'keepWanted', params: ({ event }) => event },
        target: '.leaving',
      },
      {
        guard: { type: 'wantsAnotherTime', params: ({ event }) => event },
        actions: { type: 'forgetSaid' },
        target: '.findingSlots',
      },
      { guard: { type: 'wantsBack', params: ({ event }) => event }, target: '.goingBack' },
      {
        guard: { type: 'saysOtherService', params: ({ event }) => event },
        actions: [
          { type: 'keepService', params: ({ event }) => ({ id: event.service ?? '' }) },
          { type: 'keepSaidOrAsked', params: ({ event }) => event },
        ],
        target: '.findingSlots',
      },
      {
        guard: { type: 'tellsProblem', params: ({ event }) => event },
        actions: [
          { type: 'keepNote', params: ({ event }) => ({ note: event.text }) },
          { type: 'remark', params: { text: 'booking.noted' } },
        ],
      },
    ],
    'customer.sentMedia': [
      {
        guard: { type: 'isFile', params: ({ event }) => event },
        actions: [
          { type: 'keepFile', params: ({ event }) => ({ message: event.message }) },
          { type: 'keepNote', params: ({ event }) => ({ note: event.caption }) },
          { type: 'remark', params: { text: 'booking.notedFile' } },
        ],
      },
      {
        guard: { type: 'isVoice', params: ({ event }) => event },
        actions: [
          { type: 'keepFile', params: ({ event }) => ({ message: event.message }) },
          { type: 'remark', params: { text: 'booking.notedVoice' } },
        ],
      },
    ],
  },
  states: {
    starting: { always: [{ guard: 'isMoving', target: 'findingSlots' }, { target: 'findingServices' }] },
    findingServices: {
      invoke: {
        id: 'listServices',
        src: 'listServices',
        onDone: [
          {
            guard: { type: 'hasService', params: ({ event }) => event.output },
            actions: [
              { type: 'keepServices', params: ({ event }) => event.output },
              { type: 'keepService', params: ({ context }) => ({ id: context.service }) },
            ],
            target: 'serviceFound',
          },
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
    serviceFound: {
      always: [
        { guard: 'isKeptWithVehicle', target: 'booking' },
        { guard: 'isKept', target: 'recallingVehicle' },
        { target: 'findingSlots' },
      ],
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
        'customer.wrote': [
          {
            guard: { type: 'saysService', params: wrote },
            actions: [
              { type: 'keepService', params: ({ event }) => ({ id: event.service ?? '' }) },
              { type: 'keepSaid', params: wrote },
            ],
            target: 'findingSlots',
          },
          {
            guard: { type: 'saidWhen', params: ({ event }) => event },
            actions: { type: 'keepSaid', params: ({ event }) => event },
            target: 'askingService',
            reenter: true,
          },
          noting('askingService'),
        ],
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
            guard: { type: 'isInDoubt', params: ({ event }) => event.output },
            actions: [
              { type: 'keepSlots', params: ({ event }) => event.output },
              { type: 'keepReadings', params: ({ event }) => event.output },
            ],
            target: 'askingWhich',
          },
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
    /** "El viernes que viene": this one, or that of next week. */
    askingWhich: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'booking.askWhich',
          options: context.readings.slice(0, 3).map(({ start, by }, index) => ({
            id: String(index),
            text: readingTexts[by],
            with: { start },
          })),
        }),
      },
      on: {
        'customer.chose': {
          guard: { type: 'isReading', params: ({ event }) => ({ choice: event.choice }) },
          actions: { type: 'keepMeant', params: ({ event }) => ({ choice: event.choice }) },
          target: 'findingSlots',
        },
        'customer.wrote': [lookingUp('saidWhen'), noting('askingWhich')],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingSlot: {
      entry: {
        type: 'reply',
        params: ({ context: { slots, why, wasAsked, serviceTitle, moving } }) => ({
          text: slots.length === 0 ? 'booking.noSlots' : askSlot(why, wasAsked),
          with: { service: serviceTitle },
          list: 'booking.listSlots',
          options: [
            // A list takes ten rows.
            ...slots.slice(0, canWait(why, slots) ? 8 : 9).map(({ start }) => ({
              id: start,
              text: 'booking.slot',
              with: { start },
              lasting: true,
            })),
            ...(slots.length > 0 ? [{ id: 'other', text: 'booking.optionOther' }] : []),
            ...(canWait(why, slots) && !moving ? [{ id: 'wait', text: 'booking.optionWait' }] : []),
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
          choosing('other', 'askingDay'),
          choosing('wait', 'joining'),
        ],
        'customer.wrote': [
          { guard: { type: 'asksToWait', params: wrote }, target: 'joining' },
          lookingUp('saidWhen'),
          noting('askingSlot'),
        ],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingDay: {
      entry: [{ type: 'forgetSaid' }, { type: 'reply', params: { text: 'booking.askDay' } }],
      on: {
        'customer.wrote': [lookingUp('saidWhen'), noting('askingDay')],
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
    held: { always: [{ guard: 'hasVehicle', target: 'confirming' }, { target: 'recallingVehicle' }] },
    recallingVehicle: {
      invoke: {
        id: 'recallVehicles',
        src: 'recallVehicles',
        onDone: [
          {
            guard: { type: 'hasOneVehicle', params: ({ event }) => event.output },
            actions: { type: 'keepKnown', params: ({ event }) => event.output },
            target: 'askingSameVehicle',
          },
          {
            guard: { type: 'hasVehicles', params: ({ event }) => event.output },
            actions: { type: 'keepKnown', params: ({ event }) => event.output },
            target: 'askingWhichVehicle',
          },
          { target: 'askingVehicle' },
        ],
      },
    },
    /** Who came before most likely comes with the same one. */
    askingSameVehicle: {
      entry: {
        type: 'reply',
        params: ({ context: { start, serviceTitle, known } }) => ({
          text: 'booking.askSameVehicle',
          with: { start, service: serviceTitle, vehicle: known[0]?.vehicle ?? '' },
          options: [
            { id: 'same', text: 'booking.optionSame', means: ['yes', 'confirm'] },
            { id: 'another', text: 'booking.optionAnother', means: ['no'] },
            { id: 'change', text: 'booking.optionChange', means: ['reschedule', 'back'] },
          ],
        }),
      },
      on: {
        'customer.chose': [
          {
            ...choosing('same', 'booking'),
            actions: { type: 'keepKnownVehicle', params: { choice: '0' } },
          },
          choosing('another', 'askingVehicle'),
          { ...choosing('change', 'findingSlots'), actions: { type: 'forgetSaid' } },
        ],
        'customer.wrote': [lookingUp('saidAnotherTime'), takingVehicle('isVehicle', 'booking')],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    /** Who has several is asked which one. */
    askingWhichVehicle: {
      entry: {
        type: 'reply',
        params: ({ context: { start, serviceTitle, known } }) => ({
          text: 'booking.askWhichVehicle',
          with: { start, service: serviceTitle },
          list: 'booking.listVehicles',
          options: [
            ...known.map(({ title }, index) => ({ id: String(index), title })),
            { id: 'another', text: 'booking.optionAnother', means: ['no'] },
          ],
        }),
      },
      on: {
        'customer.chose': [
          {
            guard: { type: 'isKnownVehicle', params: ({ event }) => ({ choice: event.choice }) },
            actions: { type: 'keepKnownVehicle', params: ({ event }) => ({ choice: event.choice }) },
            target: 'booking',
          },
          choosing('another', 'askingVehicle'),
        ],
        'customer.wrote': [lookingUp('saidAnotherTime'), takingVehicle('isVehicle', 'booking')],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingVehicle: {
      entry: {
        type: 'reply',
        params: ({ context: { start, serviceTitle } }) => ({
          text: 'booking.askVehicle',
          with: { start, service: serviceTitle },
        }),
      },
      on: {
        'customer.wrote': [
          lookingUp('saidAnotherTime'),
          takingVehicle('isVehicle', 'booking'),
          takingVehicle('looksLikeVehicle', 'confirming'),
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
            { id: 'drop', text: 'booking.optionDrop' },
          ],
        }),
      },
      on: {
        'customer.chose': [
          choosing('yes', 'booking'),
          { ...choosing('change', 'findingSlots'), actions: { type: 'forgetSaid' } },
          choosing('drop', 'dropped'),
        ],
        'customer.wrote': [
          {
            guard: { type: 'correctsVehicle', params: ({ event }) => event },
            actions: { type: 'keepVehicle', params: ({ event }) => ({ vehicle: tidy(event.text) }) },
            target: 'confirming',
            reenter: true,
          },
          {
            guard: { type: 'saysAnotherVehicle', params: ({ event }) => event },
            actions: { type: 'forgetVehicle' },
            target: 'askingVehicle',
          },
          lookingUp('saidWhen'),
        ],
      },
      after: { lapsing: { target: 'abandoned' } },
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
          note: context.note,
          media: context.media,
        }),
        onDone: [
          { guard: { type: 'isPending', params: ({ event }) => event.output }, target: 'requested' },
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
      entry: {
        type: 'reply',
        params: ({ context: { start, vehicle, serviceTitle, moving } }) => ({
          text: moving ? 'booking.moved' : 'booking.booked',
          with: { start, vehicle, service: serviceTitle },
        }),
      },
    },
    /** The workshop says whether it takes it. */
    requested: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { start, vehicle, serviceTitle } }) => ({
          text: 'booking.requested',
          with: { start, vehicle, service: serviceTitle },
        }),
      },
    },
    joining: {
      invoke: {
        id: 'joinWaitingList',
        src: 'joinWaitingList',
        input: ({ context: { service, when, vehicle } }) => ({ service, when, vehicle }),
        onDone: { target: 'joined' },
      },
    },
    joined: {
      type: 'final',
      entry: [
        { type: 'keepStart', params: { start: '' } },
        {
          type: 'reply',
          params: ({ context }) => ({ text: 'waiting.joined', with: { service: context.serviceTitle } }),
        },
      ],
    },
    /** Something else is wanted: if it can be about an appointment, whoever began this takes it up. */
    leaving: {
      invoke: {
        id: 'listAppointments',
        src: 'listAppointments',
        onDone: [
          { guard: { type: 'hasNothingToCancel', params: ({ event }) => event.output }, target: 'dropped' },
          { target: 'left' },
        ],
      },
    },
    left: { type: 'final', entry: { type: 'keepStart', params: { start: '' } } },
    goingBack: {
      always: [
        { guard: 'isMoving', target: 'findingSlots' },
        { guard: 'canChooseService', actions: { type: 'forgetSaid' }, target: 'askingService' },
        { target: 'findingSlots' },
      ],
    },
    dropped: {
      type: 'final',
      entry: [
        { type: 'forgetWanted' },
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

/** Looks up a day or an hour that was said. */
function lookingUp<Guard extends 'saidWhen' | 'saidAnotherTime'>(guard: Guard) {
  return {
    guard: { type: guard, params: wrote },
    actions: { type: 'keepSaid' as const, params: wrote },
    target: 'findingSlots' as const,
  }
}

/** Takes what was written for the vehicle. */
function takingVehicle<Guard extends 'isVehicle' | 'looksLikeVehicle', State extends string>(
  guard: Guard,
  state: State,
) {
  const params = ({ event }: { event: CustomerWrote }) => ({ vehicle: tidy(event.text) })
  return {
    guard: { type: guard, params: wrote },
    actions: { type: 'keepVehicle' as const, params },
    target: state,
  }
}

function wrote({ event }: { event: CustomerWrote }): CustomerWrote {
  return event
}

/** Keeps a vehicle that is said before it is asked for, and asks again what was asked. */
function noting<State extends string>(state: State) {
  return {
    guard: { type: 'saidVehicle' as const, params: ({ event }: { event: CustomerWrote }) => event },
    actions: {
      type: 'keepVehicle' as const,
      params: ({ event }: { event: CustomerWrote }) => ({ vehicle: event.vehicle ?? '' }),
    },
    target: state,
    reenter: true,
  }
}

/** A make and a model, not a sentence: "Gol rojo", but not "no me acuerdo la matrícula". */
function isName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  return (
    words.length <= 6 &&
    !/[?¿]/.test(text) &&
    !/(^|\s)(no|sé|se|acuerdo|tengo|es|mi|después|luego|mejor|prefiero|puede|podría|podria|hora|tarde|temprano|antes|otra|otro|sea)(\s|$)/i.test(
      text,
    )
  )
}

const readingTexts: Record<Reading['by'], string> = {
  hour: 'booking.optionReadingHour',
  day: 'booking.optionReadingDay',
  week: 'booking.optionReadingWeek',
  days: 'booking.optionReadingDays',
}

/** Where what was asked for is taken, or nothing is left at all. */
function canWait(why: Memory['why'], slots: Offer[]): boolean {
  return why === 'full' || why === 'taken' || slots.length === 0
}

function minuteOf({ start, end }: Offer): When {
  return { start, end, kind: 'minute', saidDay: true, saidTime: true }
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, 120)
}

function askSlot(why: Memory['why'], wasAsked: boolean): string {
  const texts = {
    closed: 'booking.whyClosed',
    holiday: 'booking.whyHoliday',
    notThatDay: 'booking.whyNotThatDay',
    full: 'booking.whyFull',
    taken: 'booking.whyTaken',
    tooSoon: 'booking.whyTooSoon',
    past: 'booking.whyPast',
    beyondHorizon: 'booking.whyBeyondHorizon',
    notOnGrid: 'booking.whyNotOnGrid',
    outsideHours: 'booking.whyOutsideHours',
  }
  if (why) return texts[why]
  return wasAsked ? 'booking.askSlotAsked' : 'booking.askSlot'
}
