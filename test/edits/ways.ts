import type { Step } from '../../src/cli/talks/talk.ts'

/** How a customer comes to stand in a state, and what is to be said there. */
export interface Way {
  /** A month before the day of the edit. */
  lastMonth?: Step[]
  /** On the morning of that day, and in the middle of it. */
  morning?: Step[]
  noon?: Step[]
  /** When the waiting list has something to offer, just before the edit. */
  now?: Step[]
  /** What answers the question there, in words. */
  answer: string
  /** What a person has in place of the state, who takes it out of the flow. */
  instead: string
}

const heard = (...texts: string[]): Step[] => texts.map((text) => ({ heard: text }) as Step)
const tapped = (title: string) => ({ tapped: title }) as Step
const marked = (...all: string[]): Step[] => all.map((status) => ({ marked: status }) as Step)

const gol = 'Gol SBC 1234'
const booked = heard('frenos el jueves a las 10', gol)
const here = heard('quiero cambiar el aceite hoy a las 11', gol)
const quoted = {
  morning: here,
  noon: [...marked('arrived', 'inWork'), { quoted: { Pastillas: 3500, Discos: 6000 } } as unknown as Step],
}
const missed = { morning: here, noon: marked('noShow') }
const done = { morning: here, noon: marked('arrived', 'inWork', 'ready', 'done') }
const recalled = {
  lastMonth: [...here, tapped('Sí, avisame'), ...marked('arrived', 'inWork', 'ready', 'done')],
}
const waits = { morning: heard('avisame si se libera un lugar para frenos el miércoles') }
const mine = heard('mis horas')
const books = heard('quiero agendar')

/** To every state that a conversation can stand in, by its name. */
export const ways: Record<string, Way> = {
  'greeting.listening': {
    morning: heard('borren mis datos', 'xq zzt plof'),
    now: [...heard('¿ya está listo para el jueves?'), { floor: 'bot' } as Step],
    answer: 'quiero agendar',
    instead: 'recognising',
  },
  'greeting.welcoming': { now: heard('hola'), answer: 'agendar hora', instead: 'booking' },
  'greeting.booking': { now: books, answer: 'frenos', instead: 'personCalled' },
  'greeting.correcting': {
    now: heard('cambio de aceite el jueves a las 11:30', gol, 'perdón, era service completo'),
    answer: 'el viernes a las 15',
    instead: 'booking',
  },
  'greeting.seeingAppointments': { now: mine, answer: 'quiero agendar', instead: 'personCalled' },
  'booking.askingService': { now: books, answer: 'frenos', instead: 'dropped' },
  'booking.askingWhich': {
    now: heard('frenos para el próximo martes'),
    answer: 'el jueves a las 10',
    instead: 'askingSlot',
  },
  'booking.askingSlot': {
    now: heard('quiero agendar', 'frenos'),
    answer: 'el jueves a las 10',
    instead: 'askingDay',
  },
  'booking.askingDay': {
    now: [...heard('quiero agendar', 'frenos'), tapped('Otro día u hora')],
    answer: 'el jueves a las 10',
    instead: 'dropped',
  },
  'booking.askingSameVehicle': {
    morning: booked,
    now: heard('alineación el viernes a las 15'),
    answer: 'sí',
    instead: 'askingVehicle',
  },
  'booking.askingWhichVehicle': {
    morning: [...booked, ...heard('diagnóstico el viernes a las 9', 'es otro auto, un Corsa SBB 4321')],
    now: heard('alineación el viernes a las 15'),
    answer: 'el Corsa',
    instead: 'askingVehicle',
  },
  'booking.askingVehicle': { now: heard('frenos el jueves a las 10'), answer: gol, instead: 'askingDay' },
  'booking.confirming': {
    now: heard('frenos el jueves a las 10', 'gol gris'),
    answer: 'sí',
    instead: 'booking',
  },
  'appointments.askingWhich': {
    morning: [...booked, ...heard('diagnóstico el viernes a las 9', 'sí')],
    now: mine,
    answer: 'la de frenos',
    instead: 'none',
  },
  'appointments.showing': { morning: booked, now: mine, answer: 'está bien así', instead: 'none' },
  'appointments.showingWish': {
    morning: heard('avisame si se libera un lugar para frenos el sábado'),
    now: mine,
    answer: 'sí',
    instead: 'stayed',
  },
  'appointments.none': { now: mine, answer: 'agendar hora', instead: 'notWaiting' },
  'appointment.askingCancel': {
    morning: booked,
    now: heard('quiero cancelar mi hora'),
    answer: 'no',
    instead: 'cancelling',
  },
  'appointment.reminding': {
    morning: heard('frenos mañana a las 13:30', gol),
    answer: 'sí',
    instead: 'ended',
  },
  'appointment.showing': { morning: booked, now: mine, answer: 'está bien así', instead: 'kept' },
  'appointment.moving': {
    morning: booked,
    now: heard('quiero cambiar mi hora'),
    answer: 'el viernes a las 15',
    instead: 'tooCloseToMove',
  },
  'appointment.booking': {
    morning: booked,
    now: [...mine, ...books],
    answer: 'diagnóstico',
    instead: 'kept',
  },
  'privacy.askingToDelete': { now: heard('borren mis datos'), answer: 'no', instead: 'kept' },
  'waiting.offering': { ...waits, answer: 'sí', instead: 'lapsing' },
  'waiting.booking': { ...waits, now: [tapped('Sí, lo quiero')], answer: gol, instead: 'declining' },
  'waiting.bookingElsewhen': {
    ...waits,
    now: heard('mejor el viernes'),
    answer: 'a las 15',
    instead: 'declined',
  },
  'noShow.asking': { ...missed, answer: 'sí', instead: 'ended' },
  'noShow.booking': {
    ...missed,
    now: [tapped('Sí, otra hora')],
    answer: 'el jueves a las 10',
    instead: 'declined',
  },
  'noShow.seeingAppointments': { ...missed, now: mine, answer: 'agendar hora', instead: 'declined' },
  'rating.asking': { ...done, answer: '5', instead: 'ended' },
  'rating.listening': {
    ...done,
    now: [tapped('5 · Excelente')],
    answer: 'muy amables todos',
    instead: 'thanked',
  },
  'rating.booking': { ...done, now: books, answer: 'diagnóstico', instead: 'thanked' },
  'rating.seeingAppointments': { ...done, now: mine, answer: 'agendar hora', instead: 'thanked' },
  'quote.asking': { ...quoted, answer: 'no', instead: 'ended' },
  'quote.choosing': { ...quoted, now: [tapped('Elegir')], answer: '1', instead: 'asking' },
  'quote.booking': { ...quoted, now: books, answer: 'diagnóstico', instead: 'superseded' },
  'quote.seeingAppointments': { ...quoted, now: mine, answer: 'agendar hora', instead: 'superseded' },
  'recall.asking.byDate': { ...recalled, answer: 'no', instead: 'asking.byKilometres' },
  'recall.asking.byKilometres': {
    lastMonth: [
      ...heard('quiero cambiar el aceite hoy a las 11', `${gol}, tiene 49000 km`),
      ...recalled.lastMonth.slice(2),
    ],
    answer: 'no',
    instead: 'asking.byDate',
  },
  'recall.booking': {
    ...recalled,
    now: [tapped('Agendar hora')],
    answer: 'el jueves a las 10',
    instead: 'thanked',
  },
  'recall.seeingAppointments': { ...recalled, now: mine, answer: 'agendar hora', instead: 'thanked' },
}
