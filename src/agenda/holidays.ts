import { addDays, weekday } from './zone.ts'

/** A public holiday on its date of that year. Shops close on the paid ones; on the others they may open. */
export interface Holiday {
  id: HolidayId
  /** As people in Uruguay call it. */
  name: string
  day: string
  paid: boolean
}

export type HolidayId = keyof typeof names

export const holidayIds = () => Object.keys(names) as HolidayId[]

/**
 * Uruguay's holidays of a year by law 16.805 as worded by 17.414: all stay on their date but 19 April, 18 May and
 * 12 October, which leave Tuesday and Wednesday for the Monday before, Thursday and Friday for the Monday after.
 */
export function uruguayanHolidays(year: number): Holiday[] {
  let holidays = years.get(year)
  if (!holidays) {
    holidays = computed(year)
    years.set(year, holidays)
  }
  return holidays
}

/** Those that fall on a date: mostly none, seldom two (19 April in Tourism Week). */
export function holidaysOn(day: string): Holiday[] {
  return uruguayanHolidays(Number(day.slice(0, 4))).filter((holiday) => holiday.day === day)
}

const names = {
  'new-year': 'Año Nuevo',
  epiphany: 'Día de los Niños',
  carnival: 'Carnaval',
  'tourism-week': 'Semana de Turismo',
  'landing-of-the-33': 'Desembarco de los Treinta y Tres Orientales',
  'labour-day': 'Día de los Trabajadores',
  'las-piedras': 'Batalla de las Piedras',
  'artigas-birthday': 'Natalicio de Artigas',
  constitution: 'Jura de la Constitución',
  independence: 'Declaratoria de la Independencia',
  'october-12': 'Día de la Diversidad Cultural',
  'all-souls': 'Día de los Difuntos',
  christmas: 'Navidad',
  'change-of-government': 'Cambio de mando',
}

const years = new Map<number, Holiday[]>()

function computed(year: number): Holiday[] {
  const on = (id: HolidayId, day: string, paid = false): Holiday => ({ id, name: names[id], day, paid })
  const easter = easterSunday(year)
  return [
    on('new-year', `${year}-01-01`, true),
    on('epiphany', `${year}-01-06`),
    ...[-48, -47].map((days) => on('carnival', addDays(easter, days))),
    ...[-6, -5, -4, -3, -2].map((days) => on('tourism-week', addDays(easter, days))),
    on('landing-of-the-33', moved(`${year}-04-19`)),
    on('labour-day', `${year}-05-01`, true),
    on('las-piedras', moved(`${year}-05-18`)),
    on('artigas-birthday', `${year}-06-19`),
    on('constitution', `${year}-07-18`, true),
    on('independence', `${year}-08-25`, true),
    on('october-12', moved(`${year}-10-12`)),
    on('all-souls', `${year}-11-02`),
    on('christmas', `${year}-12-25`, true),
    // The government changes on 1 March of every fifth year.
    ...(year % 5 === 0 ? [on('change-of-government', `${year}-03-01`, true)] : []),
  ]
}

function moved(day: string): string {
  const daysToMonday = [0, 0, -1, -2, 4, 3, 0]
  return addDays(day, daysToMonday[weekday(day)]!)
}

/** Easter of the Gregorian calendar (the anonymous algorithm of 1876). */
function easterSunday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const correction = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const shift = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * shift) / 451)
  const days = epact + shift - 7 * late + 114
  const month = Math.floor(days / 31)
  return `${year}-${String(month).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}`
}
