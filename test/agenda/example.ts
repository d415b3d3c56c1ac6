import { nothingAfterwards } from '../../src/agenda/afterwards.ts'
import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Service, Window, Workshop } from '../../src/agenda/workshop.ts'
import { isoIn } from '../../src/agenda/zone.ts'
import type { When } from '../../src/language/when.ts'

/** Thursday 26 November 2026, 09:30 in Montevideo. */
export const now = Date.parse('2026-11-26T09:30:00-03:00')

export const always: Window[][] = Array.from({ length: 7 }, () => [{ open: 0, close: 1440 }])

const weekday = [range('08:00-12:00'), range('13:30-18:00')]

/** Two bays; Monday to Friday 08:00-12:00 and 13:30-18:00, Saturday 08:00-12:00. */
export function workshop(changes: Partial<Workshop> = {}): Workshop {
  return {
    id: 'torke',
    name: 'Taller Torke',
    address: 'Montevideo',
    zone: 'America/Montevideo',
    language: 'es',
    hours: [[], weekday, weekday, weekday, weekday, weekday, [range('08:00-12:00')]],
    exceptions: {},
    holidays: { calendar: 'uruguay', closed: [] },
    bays: [
      { id: 'bay-1', name: 'Uno', away: [] },
      { id: 'bay-2', name: 'Dos', away: [] },
    ],
    mechanics: [],
    services: [service({ minutes: 240, buffer: 60 })],
    step: 30,
    lead: 60,
    cutOff: null,
    cancelUntil: 0,
    daily: { vehicles: null, minutes: null },
    dropOff: { arrivals: 2, load: 85 },
    horizon: 30,
    hold: 10,
    after: nothingAfterwards,
    handBack: 24,
    notice: null,
    burst: 0,
    reminder: 24,
    reminderAgain: 2,
    quietHours: null,
    contacts: 250,
    portfolio: null,
    currency: 'UYU',
    prices: null,
    ...changes,
  }
}

export function service(changes: Partial<Service> = {}): Service {
  return {
    id: 'alignment',
    title: 'Alineación',
    description: null,
    languages: {},
    minutes: 60,
    buffer: 0,
    bays: ['bay-1', 'bay-2'],
    mechanics: [],
    dropOff: false,
    days: 1,
    mayCrossBreak: false,
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    daily: null,
    onRequest: false,
    price: null,
    recall: null,
    recallKm: null,
    ...changes,
  }
}

/** Occupies a bay of a workshop in Montevideo, `bay-1` if none is given, for an hour from `start`. */
export function appointment(start: string, changes: Partial<Appointment> = {}): Appointment {
  const from = Date.parse(start)
  const end = isoIn('America/Montevideo', from + 3_600_000)
  return {
    id: `a${from}`,
    workshop: 'torke',
    customer: 'c1',
    phone: null,
    name: null,
    service: 'alignment',
    vehicle: null,
    bays: ['bay-1'],
    start,
    end,
    busyUntil: end,
    status: 'booked',
    ...changes,
  }
}

export function range(written: string): Window {
  const [open = 0, close = 0] = written.split('-').map((clock) => {
    const [hour = 0, minute = 0] = clock.split(':').map(Number)
    return hour * 60 + minute
  })
  return { open, close }
}

/** One thing said, written as in `2026-11-27T08:00/2026-11-27T12:00`, in Montevideo. */
export function said(interval: string, changes: Partial<When> = {}): When {
  const [start, end] = interval.split('/').map((wall) => (wall === '..' ? null : `${wall}:00-03:00`))
  return { start: start!, end: end ?? null, kind: 'range', saidDay: true, saidTime: true, ...changes }
}

/** The wall clock of a slot: `2026-11-27 08:00`. */
export function clock({ start }: { start: string }): string {
  return start.slice(0, 16).replace('T', ' ')
}

/** Runs with the machine in another zone. */
export function inMachineZone<T>(zone: string, run: () => T): T {
  const before = process.env.TZ
  process.env.TZ = zone
  try {
    return run()
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}
