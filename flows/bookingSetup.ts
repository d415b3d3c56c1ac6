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
import { isChoice } from './arrows.ts'
import { canWait } from './bookingTexts.ts'
import { isName, namedIn } from './naming.ts'

/** What a booking remembers. */
export interface Memory {
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
  /** They asked to be told when a place becomes free: where none is now, that is done. */
  waits: boolean
  start: string
  vehicle: string
  /** Those that they came with, the last one first. */
  known: { vehicle: string; title: string }[]
  /** What they said of the vehicle, and the messages that brought files about it. */
  note: string
  media: string[]
  /** The appointment that is being moved, if one is. */
  moving: Visit | null
  /** It is moved nowhere: its work or its vehicle was another one. */
  corrects: boolean
  /** What the customer wants instead, as an intent. */
  wanted: string | null
}

/** What the flow `booking` can do and asks itself. */
export const bookingSetup = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as {
      when: When[]
      service: string | null
      vehicle?: string | null
      note?: string
      waits?: boolean
      /** The start of a place that is kept for the customer already. */
      kept?: string
      moving: Visit | null
      /** What was just booked, with another work or another vehicle. */
      corrects?: boolean
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
      // "El sábado", and then "a las 9": the hour is meant on that day.
      when: ({ context }, { when }) =>
        when.length > 0 && context.said.length > 0 ? context.said : context.when,
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
      waits: false,
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
    keepNamedVehicle: assign({
      vehicle: ({ context }, { text }: CustomerWrote) => namedIn(text, context.known)?.vehicle ?? '',
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
    isMovingToKept: ({ context }) => context.moving !== null && context.start !== '',
    isKept: ({ context }) => context.start !== '',
    isKeptWithVehicle: ({ context }) => context.start !== '' && context.vehicle !== '',
    asksToWait: (_, { asksToWait }: CustomerWrote) => asksToWait,
    /** Nothing is free of what was asked; of who has an appointment, and says no more, nothing before it. */
    hasToWait: ({ context: { waits, moving, said } }, { slots, why }: Pick<Memory, 'slots' | 'why'>) =>
      waits &&
      (moving && said.length === 0
        ? slots.every(({ start }) => Date.parse(start) > Date.parse(moving.start))
        : canWait(why, slots)),
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
    saidVehicle: (_, { vehicle, plate, when, text }: CustomerWrote) =>
      vehicle !== null || (plate !== null && when.length === 0 && isName(text)),
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
      (intent === null || ['book', 'yes', 'confirm'].includes(intent)) &&
      context.services.some((each) => each.id === service),
    saysAnotherVehicle: (_, { isAnotherVehicle, plate }: CustomerWrote) => isAnotherVehicle && plate === null,
    /** They do not know the plate: make and model will do. */
    lacksPlate: (_, { text }: CustomerWrote) =>
      /(?:^|\s)(?:no|don't|nao|não)\s(?:.*\s)?(?:s[eé]i?|acuerdo|recuerdo|tengo|lembro|know|remember|have)\s.*(?:matr[ií]cula|chapa|patente|placa|plate)/i.test(
        text,
      ),
    tellsProblem: (_, { isProblem }: CustomerWrote) => isProblem,
    isFile: (_, { media }: { media: string }) => ['image', 'video', 'document'].includes(media),
    isVoice: (_, { media }: { media: string }) => media === 'audio',
    hasOneVehicle: (_, { vehicles }: { vehicles: unknown[] }) => vehicles.length === 1,
    hasVehicles: (_, { vehicles }: { vehicles: unknown[] }) => vehicles.length > 1,
    isKnownVehicle: ({ context }, { choice }: { choice: string }) =>
      context.known[Number(choice)] !== undefined,
    /** "Es el Gol": one of those that they came with, by its make, its model or its plate. */
    namesKnownVehicle: ({ context }, { text, intent }: CustomerWrote) =>
      (intent === null || intent === 'yes' || intent === 'confirm') &&
      namedIn(text, context.known) !== undefined,
    /** "Es otro auto, un Corsa SBB4321": all of it at once. */
    saidOtherVehicle: (_, { vehicle, when, intent, isProblem }: CustomerWrote) =>
      !isProblem && vehicle !== null && when.length === 0 && (intent === null || intent === 'no'),
    isGone: (_, { isGone }: { isGone?: true }) => isGone ?? false,
    isThere: (_, { there }: { there: unknown }) => there !== null,
    isNewThere: ({ context }, { there }: { there: unknown }) => there !== null && context.moving === null,
    asksConsent: (_, { asks }: { asks: boolean }) => asks,
    isPending: (_, { booked }: { booked: Visit | null }) => booked?.pending ?? false,
  },
  delays: {
    abandoning: 24 * 60 * 60 * 1000,
    /** A summary may be answered the next morning: whether the place is still free is judged then. */
    lapsing: 5 * 24 * 60 * 60 * 1000,
  },
})

/** A time of day is meant on the day of this. */
export function minuteOf({ start, end }: Offer): When {
  return { start, end, kind: 'minute', saidDay: true, saidTime: true }
}
