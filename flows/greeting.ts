import {
  type CustomerWrote,
  effects,
  services,
  type TalkEvent,
  type TextKey,
  type Visit,
  type When,
  withModel,
  withPlate,
} from 'chasqui'
import { assign, setup } from 'xstate'
import { appointments } from './appointments.ts'
import { choosing, isChoice } from './arrows.ts'
import { booking } from './booking.ts'
import { howLate, late } from './late.ts'
import { namedIn } from './naming.ts'
import { hasSecondThoughts, mayReconsider } from './reconsidering.ts'

interface Memory {
  /** What was said at once, to be asked no more. */
  when: When[]
  service: string | null
  vehicle: string | null
  wanted: string | null
  /** As it was written, and the make and model, and the plate, in it. */
  text: string
  model: string | null
  plate: string | null
  /** What was just booked, as it was meant. */
  corrected: { visit: Visit; vehicle: string } | null
  /** What was said to be wrong with the vehicle. */
  note: string
  media: string[]
  /** Who is writing: their first name, whether they were here before, and their next appointment. */
  name: string | null
  isKnown: boolean
  visit: Visit | null
  /** Whether they want to be told when a work is due again, and how they said so. */
  consent: { isGiven: boolean; how: 'tapped' | 'wrote' } | null
  /** Of which appointment they want what they approved done otherwise. */
  quoted: string
}

type Customer = Pick<Memory, 'name' | 'isKnown' | 'visit'>

const bookingIntents = ['book', 'urgent']
const appointmentIntents = ['my_bookings', 'reschedule', 'cancel', 'confirm']
const personIntents = ['human', 'complaint']
/** What may be meant by who only says that they thought again. */
const mayBeVague = new Set([null, 'no', 'yes', 'approve_quote', 'reject_quote'])
const thanksIntents = ['thanks', 'bye', 'no']
const known = [...bookingIntents, ...appointmentIntents, ...personIntents, ...thanksIntents, 'yes']

/** Where every talk begins: finds out what the customer wants, at once if it was said, else with a menu. */
export const greeting = setup({
  types: {
    context: {} as Memory,
    events: {} as TalkEvent,
    input: {} as Record<string, never>,
    output: {} as Record<string, never>,
  },
  actions: {
    ...effects,
    keepWish: assign({
      when: (_, { when }: CustomerWrote) => when,
      service: (_, { service }) => service,
      vehicle: (_, { vehicle }) => vehicle,
      wanted: (_, { intent }) => intent,
      note: (_, { text, isProblem }) => (isProblem ? text : ''),
      text: (_, { text }) => text,
      model: (_, { model }) => model,
      plate: (_, { plate }) => plate,
    }),
    forgetText: assign({ text: '' }),
    keepCorrected: assign({
      corrected: ({ context }, booked: Booked) => correctedBy(context, booked),
    }),
    keepNote: assign({
      note: (_, { note }: { note: string | undefined; media?: string | undefined }) => note ?? '',
      media: (_, { media }) => (media === undefined ? [] : [media]),
    }),
    keepCustomer: assign({
      name: (_, { name }: Customer) => name,
      isKnown: (_, { isKnown }) => isKnown,
      visit: (_, { visit }) => visit,
    }),
    keepVisit: assign({ visit: (_, { visit }: { visit: Visit | null }) => visit }),
    keepConsent: assign({ consent: (_, consent: NonNullable<Memory['consent']>) => consent }),
    keepQuoted: assign({ quoted: (_, { appointment }: { appointment: string | null }) => appointment ?? '' }),
    keepWanted: assign({ wanted: (_, { wanted }: { wanted: string | null }) => wanted }),
  },
  actors: { ...services, booking, appointments, late },
  guards: {
    /** Right after booking: "ah no, es el Corsa", "la matrícula es SAA 2222", "de paso, los frenos chillan". */
    mayBeAboutBooked: (_, event: CustomerWrote) => mayBeAboutBooked(event),
    isNoteOfBooked: ({ context }, { visit }: Booked) => visit !== null && context.note !== '',
    isCorrected: ({ context }, booked: Booked) => correctedBy(context, booked) !== null,
    namesService: ({ context }) => context.service !== null,
    saidNo: ({ context }) => context.wanted === 'no',
    asksToWait: (_, { asksToWait }: CustomerWrote) => asksToWait,
    leavesList: (_, { leavesList }: CustomerWrote) => leavesList,
    /** An appointment for the work that was named, if one was. */
    isAboutVisit: ({ context }, { visit }: { visit: Visit | null }) =>
      visit !== null && (context.service === null || context.service === visit.serviceId),
    wantsBooking: (_, { intent, when, service }: CustomerWrote) =>
      bookingIntents.includes(intent ?? '') || (intent === null && (when.length > 0 || service !== null)),
    wantsAppointments: (_, { intent }: CustomerWrote) => appointmentIntents.includes(intent ?? ''),
    isGreeting: (_, { intent }: CustomerWrote) => intent === 'greet' || intent === 'menu',
    isThanks: (_, { intent, when }: CustomerWrote) =>
      when.length === 0 && thanksIntents.includes(intent ?? ''),
    /** "No, mejor el viernes", when it is all over: it is about what they have. */
    corrects: (_, { intent, when, text }: CustomerWrote) =>
      when.length > 0 &&
      !known.filter((each) => each !== 'no' && each !== 'yes').includes(intent ?? '') &&
      /(?:^|\s)(?:no,|uy|mejor|perd[oó]n|me equivoqu|quise decir|actually|rather|melhor|na verdade)/i.test(
        text,
      ),
    hasVisit: ({ context }) => context.visit !== null,
    wantsPerson: (_, { intent }: CustomerWrote) => personIntents.includes(intent ?? ''),
    isChoice,
    isBooking: (_, { wanted }: { wanted: string | null }) => wanted === 'book',
    isWish: (_, { wanted }: { wanted: string | null }) => wanted !== null,
    /** "Perfecto" after a talk that is over. */
    isYes: (_, { intent }: CustomerWrote) => intent === 'yes',
    isUnknown: (_, event: CustomerWrote) =>
      !event.isProblem &&
      !event.asksToWait &&
      !event.leavesList &&
      !mayBeAboutBooked(event) &&
      event.when.length === 0 &&
      event.service === null &&
      !known.includes(event.intent ?? ''),
    /** "Dale" and "ok" may be about the booking: only a plain yes is one. */
    saysYes: (_, { text }: CustomerWrote) => plainYes.test(text),
    saysNo: (_, { text }: CustomerWrote) => plainNo.test(text),
    isConsent: ({ context }, { isAnswered }: { isAnswered: boolean }) =>
      isAnswered && (context.consent?.isGiven ?? false),
    isAnswered: (_, { isAnswered }: { isAnswered: boolean }) => isAnswered,
    /** Nothing but what is wrong with the vehicle. */
    tellsProblem: (_, { intent, isProblem }: CustomerWrote) => isProblem && intent === null,
    isFile: (_, { media }: { media: string }) => ['image', 'video', 'document', 'audio'].includes(media),
    isThere: (_, { visit }: { visit: Visit | null }) => visit !== null,
    saysHowLate: (_, { intent, text }: CustomerWrote) => intent === null && howLate.test(text),
    isNothing: (_, { isNothing }: { isNothing: boolean }) => isNothing,
    mayReconsider: (_, event: CustomerWrote) => mayReconsider(event),
    isQuoted: (_, { appointment }: { appointment: string | null }) => appointment !== null,
    /** What was said, when it turns out to be about no quote. */
    mayHaveBeenAboutBooked: ({ context }) =>
      mayBeAboutBooked({ ...context, intent: context.wanted, isProblem: context.note !== '' }),
    toldProblem: ({ context: { wanted, note } }) => wanted === null && note !== '',
    wantedBooking: ({ context: { wanted, when, service } }) =>
      bookingIntents.includes(wanted ?? '') || (wanted === null && (when.length > 0 || service !== null)),
    wantedAppointments: ({ context }) => appointmentIntents.includes(context.wanted ?? ''),
    wantedPerson: ({ context }) => personIntents.includes(context.wanted ?? ''),
    saidThanks: ({ context }) => thanksIntents.includes(context.wanted ?? ''),
  },
  delays: { forgetting: 12 * 60 * 60 * 1000 },
}).createMachine({
  id: 'greeting',
  context: {
    when: [],
    service: null,
    vehicle: null,
    wanted: null,
    note: '',
    media: [],
    name: null,
    isKnown: false,
    visit: null,
    text: '',
    model: null,
    plate: null,
    corrected: null,
    consent: null,
    quoted: '',
  },
  initial: 'listening',
  output: {},
  on: {
    'customer.chose': [
      choosing('book', '.booking'),
      choosing('appointments', '.seeingAppointments'),
      choosing('person', '.personCalled'),
      {
        ...choosing('recallYes', '.answeringConsent'),
        actions: { type: 'keepConsent', params: { isGiven: true, how: 'tapped' } },
      },
      {
        ...choosing('recallNo', '.answeringConsent'),
        actions: { type: 'keepConsent', params: { isGiven: false, how: 'tapped' } },
      },
      // A tap on what was offered to somebody who waited, and is kept for them no more.
      ...['take', 'decline'].map((choice) => ({
        ...choosing(choice, '.seeingAppointments' as const),
        actions: { type: 'keepWanted' as const, params: { wanted: 'offer' } },
      })),
      {
        ...choosing('leave', '.seeingAppointments'),
        actions: { type: 'keepWanted', params: { wanted: 'leave' } },
      },
    ],
    'customer.askedMenu': { target: '.recognising' },
    /** Beside a menu that names the appointment, it is that which is cancelled. */
    'customer.cancelled': [
      {
        guard: 'hasVisit',
        actions: { type: 'keepWanted', params: { wanted: 'cancel' } },
        target: '.seeingAppointments',
      },
      { target: '.cancelled' },
    ],
    'customer.sentMedia': {
      guard: { type: 'isFile', params: ({ event }) => event },
      actions: {
        type: 'keepNote',
        params: ({ event }) => ({ note: event.caption, media: event.message }),
      },
      target: '.notingFile',
    },
    'customer.wrote': [
      {
        guard: { type: 'leavesList', params: ({ event }) => event },
        actions: { type: 'keepWanted', params: { wanted: 'leave' } },
        target: '.seeingAppointments',
      },
      {
        guard: { type: 'asksToWait', params: ({ event }) => event },
        actions: [
          { type: 'keepWish', params: ({ event }) => event },
          { type: 'keepWanted', params: { wanted: 'wait' } },
        ],
        target: '.askingToWait',
      },
      {
        guard: { type: 'saysHowLate', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.notingDelay',
      },
      {
        guard: { type: 'mayReconsider', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.recallingQuote',
      },
      {
        guard: { type: 'corrects', params: ({ event }) => event },
        actions: [
          { type: 'keepWish', params: ({ event }) => event },
          { type: 'keepWanted', params: { wanted: 'reschedule' } },
        ],
        target: '.seeingAppointments',
      },
      {
        guard: { type: 'mayBeAboutBooked', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.recallingBooked',
      },
      {
        guard: { type: 'wantsBooking', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.booking',
      },
      {
        guard: { type: 'wantsAppointments', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.seeingAppointments',
      },
      {
        guard: { type: 'tellsProblem', params: ({ event }) => event },
        actions: { type: 'keepWish', params: ({ event }) => event },
        target: '.notingProblem',
      },
      { guard: { type: 'wantsPerson', params: ({ event }) => event }, target: '.personCalled' },
      { guard: { type: 'isThanks', params: ({ event }) => event }, target: '.thanked' },
      { guard: { type: 'isGreeting', params: ({ event }) => event }, target: '.recognising', reenter: true },
    ],
  },
  states: {
    /** Just begun: whatever is said first and is no wish we know gets the menu. */
    listening: {
      on: {
        'customer.wrote': [
          {
            guard: { type: 'saysYes', params: ({ event }) => event },
            actions: { type: 'keepConsent', params: { isGiven: true, how: 'wrote' } },
            target: 'answeringConsent',
          },
          {
            guard: { type: 'saysNo', params: ({ event }) => event },
            actions: { type: 'keepConsent', params: { isGiven: false, how: 'wrote' } },
            target: 'answeringConsent',
          },
          { guard: { type: 'isYes', params: ({ event }) => event }, target: 'thanked' },
          { guard: { type: 'isUnknown', params: ({ event }) => event }, target: 'recognising' },
        ],
      },
      after: { forgetting: { target: 'ended' } },
    },
    /** An answer to what was asked with the booking, if that was said last. */
    answeringConsent: {
      invoke: {
        id: 'answerConsent',
        src: 'answerConsent',
        input: ({ context: { consent } }) => consent ?? { isGiven: false, how: 'wrote' },
        onDone: [
          { guard: { type: 'isConsent', params: ({ event }) => event.output }, target: 'consented' },
          { guard: { type: 'isAnswered', params: ({ event }) => event.output }, target: 'refused' },
          { target: 'thanked' },
        ],
      },
    },
    consented: { type: 'final', entry: { type: 'reply', params: { text: 'recall.consented' } } },
    refused: { type: 'final', entry: { type: 'reply', params: { text: 'recall.refused' } } },
    /** Who is here again is greeted as such. */
    recognising: {
      invoke: {
        id: 'recallCustomer',
        src: 'recallCustomer',
        onDone: {
          actions: { type: 'keepCustomer', params: ({ event }) => event.output },
          target: 'welcoming',
        },
      },
    },
    welcoming: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          text: welcome(context),
          with: {
            name: context.name ?? '',
            start: context.visit?.start ?? '',
            service: context.visit?.service ?? '',
          },
          options: [
            { id: 'book', text: 'greeting.optionBook', means: ['book'], lasting: true },
            {
              id: 'appointments',
              text: 'greeting.optionAppointments',
              means: ['my_bookings'],
              lasting: true,
            },
            { id: 'person', text: 'greeting.optionPerson', means: ['human'], lasting: true },
          ],
        }),
      },
      after: { forgetting: { target: 'ended' } },
    },
    /** Who has an appointment wants an earlier one. */
    askingToWait: {
      invoke: {
        id: 'recallCustomer',
        src: 'recallCustomer',
        onDone: [
          {
            guard: { type: 'isAboutVisit', params: ({ event }) => event.output },
            target: 'seeingAppointments',
          },
          { target: 'booking' },
        ],
      },
    },
    booking: {
      invoke: {
        id: 'booking',
        src: 'booking',
        input: ({ context: { when, service, vehicle, note, wanted } }) => ({
          when,
          service,
          vehicle,
          note,
          waits: wanted === 'wait',
          moving: null,
        }),
        onDone: [
          {
            guard: { type: 'isWish', params: ({ event }) => event.output },
            actions: [{ type: 'keepWanted', params: ({ event }) => event.output }, { type: 'forgetText' }],
            target: 'seeingAppointments',
          },
          { target: 'ended' },
        ],
      },
    },
    recallingBooked: {
      invoke: {
        id: 'recallBooked',
        src: 'recallBooked',
        input: ({ context }) => ({ service: context.service }),
        onDone: [
          { guard: { type: 'isNoteOfBooked', params: ({ event }) => event.output }, target: 'notingProblem' },
          {
            guard: { type: 'isCorrected', params: ({ event }) => event.output },
            actions: { type: 'keepCorrected', params: ({ event }) => event.output },
            target: 'correcting',
          },
          { guard: 'namesService', target: 'booking' },
          { guard: 'saidNo', target: 'thanked' },
          { target: 'recognising' },
        ],
      },
    },
    notingDelay: {
      invoke: {
        id: 'late',
        src: 'late',
        input: ({ context: { text, when } }) => ({ text, when, follows: true }),
        onDone: [
          { guard: { type: 'isNothing', params: ({ event }) => event.output }, target: 'recognising' },
          { target: 'ended' },
        ],
      },
    },
    recallingQuote: {
      invoke: {
        id: 'reconsiderQuote',
        src: 'reconsiderQuote',
        input: ({ context: { text, service, wanted } }) => ({
          text,
          isVague: service === null && mayBeVague.has(wanted) && hasSecondThoughts(text),
        }),
        onDone: [
          {
            guard: { type: 'isQuoted', params: ({ event }) => event.output },
            actions: { type: 'keepQuoted', params: ({ event }) => event.output },
            target: 'reconsidered',
          },
          { guard: 'mayHaveBeenAboutBooked', target: 'recallingBooked' },
          { guard: 'wantedBooking', target: 'booking' },
          { guard: 'toldProblem', target: 'notingProblem' },
          { guard: 'wantedAppointments', target: 'seeingAppointments' },
          { guard: 'wantedPerson', target: 'personCalled' },
          { guard: 'saidThanks', target: 'thanked' },
          { target: 'recognising' },
        ],
      },
    },
    /** What was approved is kept as it was: only the workshop knows what is done already. */
    reconsidered: {
      type: 'final',
      entry: [
        { type: 'callPerson', params: ({ context }) => ({ about: context.quoted }) },
        { type: 'reply', params: { text: 'quote.reconsidered' } },
      ],
    },
    /** The same place, for the work or the vehicle that was meant; if it cannot be had so, another is offered. */
    correcting: {
      invoke: {
        id: 'correcting',
        src: 'booking',
        input: ({ context: { corrected } }) => ({
          when: [],
          service: null,
          kept: corrected?.visit.start ?? '',
          moving: corrected && { ...corrected.visit, vehicle: corrected.vehicle },
          corrects: true,
        }),
        onDone: { target: 'ended' },
      },
    },
    /** What is wrong belongs to the next appointment, or is a reason to make one. */
    notingProblem: {
      invoke: {
        id: 'addToNext',
        src: 'addToNext',
        input: ({ context: { note, media } }) => ({ note, media }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'noted',
          },
          { target: 'booking' },
        ],
      },
    },
    notingFile: {
      invoke: {
        id: 'addToNext',
        src: 'addToNext',
        input: ({ context: { note, media } }) => ({ note, media }),
        onDone: [
          {
            guard: { type: 'isThere', params: ({ event }) => event.output },
            actions: { type: 'keepVisit', params: ({ event }) => event.output },
            target: 'noted',
          },
          { target: 'unreadable' },
        ],
      },
    },
    seeingAppointments: {
      invoke: {
        id: 'appointments',
        src: 'appointments',
        input: ({ context: { wanted, when, service, text } }) => ({ wanted, when, service, text }),
        onDone: [
          { guard: { type: 'isBooking', params: ({ event }) => event.output }, target: 'booking' },
          { target: 'ended' },
        ],
      },
    },
    personCalled: {
      entry: [{ type: 'callPerson' }, { type: 'reply', params: { text: 'engine.personCalled' } }],
      type: 'final',
    },
    noted: {
      type: 'final',
      entry: {
        type: 'reply',
        params: ({ context: { visit } }) => ({ text: 'greeting.noted', with: { start: visit?.start ?? '' } }),
      },
    },
    unreadable: {
      entry: { type: 'reply', params: { text: 'engine.unreadable' } },
      always: { target: 'recognising' },
    },
    cancelled: { type: 'final', entry: { type: 'reply', params: { text: 'engine.cancelled' } } },
    thanked: { entry: { type: 'reply', params: { text: 'greeting.thanked' } }, type: 'final' },
    ended: { type: 'final' },
  },
})

type Booked = { visit: Visit | null; title: string | null; vehicles: { vehicle: string }[] }

const plainYes =
  /^\s*(?:s[ií]+|sim|yes)(?:[\s,.]+(?:avis[aá]me|quiero|por favor|porfa|gracias|pode avisar|me avise|quero|obrigad[oa]|please|thanks|let me know|tell me))*[\s.!]*$/i
const plainNo =
  /^\s*(?:no|n[aã]o)(?:[\s,.]+(?:gracias|quiero|hace falta|obrigad[oa]|quero|precisa|thanks|thank you))*[\s.!]*$/i

/** How somebody begins who takes back what they said. */
const slips =
  /(?:^|\s)(?:no,|no (?:es|era)|ah no|uy|perd[oó]n|disculp\w+|me equivoqu\w+|le err[eé]|quise decir|en realidad|era|digo|sorry|actually|i meant|i mean|desculp\w+|na verdade|quis dizer|errei)(?:[\s,:.]|$)/i

type MayBeAboutBooked = Pick<CustomerWrote, 'when' | 'text' | 'service' | 'model' | 'plate' | 'isProblem'> & {
  intent: string | null
}

function mayBeAboutBooked({
  intent,
  when,
  text,
  service,
  model,
  plate,
  isProblem,
}: MayBeAboutBooked): boolean {
  if (when.length > 0 || (intent !== null && intent !== 'no' && intent !== 'back')) return false
  if (isProblem) return service !== null
  const isNamed = service !== null || model !== null || plate !== null
  return isNamed && (plate !== null || slips.test(text)) && !another.test(text)
}

/** It is about one more. */
const another = /(?:^|\s)(?:tambi[eé]n|adem[aá]s|otr[oa]|outr[oa]|tamb[eé]m|also|another|too)(?:\s|$)/i

/** What was just booked as it was meant, if that is something else. */
function correctedBy(
  { vehicle: said, service, model, plate }: Pick<Memory, 'vehicle' | 'service' | 'model' | 'plate'>,
  { visit, title, vehicles }: Booked,
): Memory['corrected'] {
  if (!visit) return null
  const others = vehicles.filter(({ vehicle }) => vehicle !== visit.vehicle)
  const known = model === null ? undefined : namedIn(model, others)?.vehicle
  const isSame = model === null || (visit.vehicle ?? '').toLowerCase().includes(model.toLowerCase())
  // Who takes back a make or a model does not take back the plate.
  const renamed = model === null ? null : withModel(visit.vehicle ?? '', model)
  const named = (isSame ? visit.vehicle : (known ?? renamed)) ?? ''
  const vehicle = said ?? (plate ? withPlate(named, plate) : named)
  const isOther = vehicle.toLowerCase() !== (visit.vehicle ?? '').toLowerCase()
  const isOtherWork = service !== null && service !== visit.serviceId
  if (!isOther && !isOtherWork) return null
  return { visit: isOtherWork ? { ...visit, serviceId: service, service: title ?? '' } : visit, vehicle }
}

function welcome({ name, isKnown, visit }: Customer): TextKey {
  if (visit) return name === null ? 'greeting.menuVisit' : 'greeting.menuVisitNamed'
  if (!isKnown) return 'greeting.menu'
  return name === null ? 'greeting.menuAgain' : 'greeting.menuAgainNamed'
}
