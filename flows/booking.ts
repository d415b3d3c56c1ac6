import { choosing } from './arrows.ts'
import { lookingUp, noting, takingOther, takingVehicle, tidy, wrote } from './bookingArrows.ts'
import { bookingSetup, minuteOf } from './bookingSetup.ts'
import { askSlot, canWait, readingTexts } from './bookingTexts.ts'

/** Finds a place in the agenda and books it: service, day and time, vehicle, one summary to confirm. */
export const booking = bookingSetup.createMachine({
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
    waits: input?.waits ?? false,
    start: input?.kept ?? '',
    vehicle: input?.moving?.vehicle ?? input?.vehicle ?? '',
    known: [],
    note: input?.note ?? '',
    media: [],
    moving: input?.moving ?? null,
    corrects: input?.corrects ?? false,
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
    starting: {
      always: [
        { guard: 'isMovingToKept', target: 'booking' },
        { guard: 'isMoving', target: 'findingSlots' },
        { target: 'findingServices' },
      ],
    },
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
        { guard: 'isKept', target: 'holding' },
        { target: 'findingSlots' },
      ],
    },
    askingService: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: 'booking.askService',
          list: 'booking.listServices',
          // As many as a list takes.
          options: context.services.slice(0, 10).map((service) => ({ ...service, lasting: true })),
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
            guard: { type: 'saidWhen', params: wrote },
            actions: [
              { type: 'keepSaid', params: wrote },
              { type: 'remark', params: { text: 'booking.kept' } },
            ],
          },
          noting(),
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
            guard: { type: 'hasToWait', params: ({ event }) => event.output },
            actions: { type: 'keepSlots', params: ({ event }) => event.output },
            target: 'joining',
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
        'customer.wrote': [lookingUp('saidWhen'), noting()],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingSlot: {
      entry: {
        type: 'reply',
        params: ({ context: { slots, why, wasAsked, serviceTitle } }) => ({
          text: slots.length === 0 ? 'booking.noSlots' : askSlot(why, wasAsked),
          with: { service: serviceTitle },
          list: 'booking.listSlots',
          options: [
            // A list takes ten rows.
            ...slots.slice(0, canWait(why, slots) ? 8 : 9).map(({ start }) => ({
              id: start,
              text: 'booking.slot' as const,
              with: { start },
              lasting: true,
              // Who agrees to the only one takes it.
              ...(slots.length === 1 && { means: ['yes', 'confirm'] }),
            })),
            ...(slots.length > 0 ? [{ id: 'other', text: 'booking.optionOther' as const }] : []),
            ...(canWait(why, slots) ? [{ id: 'wait', text: 'booking.optionWait' as const }] : []),
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
          {
            guard: { type: 'asksToWait', params: wrote },
            actions: { type: 'keepSaid', params: wrote },
            target: 'joining',
          },
          lookingUp('saidWhen'),
          noting(),
        ],
      },
      after: { abandoning: { target: 'abandoned' } },
    },
    askingDay: {
      entry: [{ type: 'forgetSaid' }, { type: 'reply', params: { text: 'booking.askDay' } }],
      on: {
        'customer.wrote': [lookingUp('saidWhen'), noting()],
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
            guard: { type: 'isGone', params: ({ event }) => event.output },
            actions: { type: 'keepStart', params: { start: '' } },
            target: 'gone',
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
        'customer.wrote': [
          lookingUp('saidAnotherTime'),
          takingOther(),
          {
            guard: { type: 'namesKnownVehicle', params: wrote },
            actions: { type: 'keepNamedVehicle', params: wrote },
            target: 'booking',
          },
          takingVehicle('isVehicle', 'booking'),
        ],
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
            ...known.slice(0, 9).map(({ title }, index) => ({ id: String(index), title })),
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
        'customer.wrote': [
          lookingUp('saidAnotherTime'),
          takingOther(),
          {
            guard: { type: 'namesKnownVehicle', params: wrote },
            actions: { type: 'keepNamedVehicle', params: wrote },
            target: 'booking',
          },
          takingVehicle('isVehicle', 'booking'),
        ],
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
          {
            guard: { type: 'lacksPlate', params: wrote },
            actions: { type: 'remark', params: { text: 'booking.noPlate' } },
          },
          lookingUp('saidAnotherTime'),
          takingOther(),
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
            {
              id: 'yes',
              text: moving ? 'booking.optionYesMove' : 'booking.optionYes',
              means: ['yes', 'confirm'],
            },
            { id: 'change', text: 'booking.optionChange', means: ['no', 'reschedule', 'back'] },
            {
              id: 'drop',
              text: moving ? 'booking.optionDropMove' : 'booking.optionDrop',
              ...(moving && { means: ['asIs'] }),
            },
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
            actions: {
              type: 'keepVehicle',
              params: ({ event }) => ({ vehicle: event.vehicle ?? tidy(event.text) }),
            },
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
            guard: { type: 'isNewThere', params: ({ event }) => ({ there: event.output.booked }) },
            target: 'offeringRecalls',
          },
          {
            guard: { type: 'isThere', params: ({ event }) => ({ there: event.output.booked }) },
            target: 'booked',
          },
          {
            guard: { type: 'isGone', params: ({ event }) => event.output },
            actions: { type: 'keepStart', params: { start: '' } },
            target: 'gone',
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
        params: ({ context: { start, vehicle, serviceTitle, moving, corrects } }) => ({
          text: corrects ? 'booking.corrected' : moving ? 'booking.moved' : 'booking.booked',
          with: { start, vehicle, service: serviceTitle },
        }),
      },
    },
    /** Who was never asked whether they want to be told when it is due again is asked with the same message. */
    offeringRecalls: {
      invoke: {
        id: 'offerRecalls',
        src: 'offerRecalls',
        input: ({ context }) => ({ service: context.service }),
        onDone: [
          { guard: { type: 'asksConsent', params: ({ event }) => event.output }, target: 'bookedAsking' },
          { target: 'booked' },
        ],
      },
    },
    bookedAsking: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { start, vehicle, serviceTitle } }) => ({
          text: 'booking.bookedAsking',
          with: { start, vehicle, service: serviceTitle },
          options: [
            { id: 'recallYes', text: 'booking.optionRecall', lasting: true },
            { id: 'recallNo', text: 'booking.optionNoRecall', lasting: true },
          ],
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
        input: ({ context: { service, said, when, vehicle, moving, wasAsked } }) => ({
          service,
          // The hour of what is moved was not asked for.
          when: said.length > 0 ? said : moving && !wasAsked ? [] : when,
          vehicle,
          moving: moving?.id ?? null,
        }),
        onDone: { target: 'joined' },
      },
    },
    joined: {
      type: 'final',
      entry: [
        { type: 'keepStart', params: { start: '' } },
        {
          type: 'reply',
          params: ({ context: { moving, serviceTitle } }) => ({
            text: moving ? 'waiting.joinedMoving' : 'waiting.joined',
            with: { service: serviceTitle },
          }),
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
    /** What was to be moved was cancelled by the workshop meanwhile. */
    gone: { type: 'final', entry: { type: 'reply', params: { text: 'appointment.gone' } } },
    /** The customer went quiet: nothing is said. */
    abandoned: { type: 'final', entry: { type: 'keepStart', params: { start: '' } } },
  },
})
