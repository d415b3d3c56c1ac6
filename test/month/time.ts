/** Times of the simulated workshop, which is in Montevideo: UTC−3 all year. Instants are Unix ms. */
export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

const offset = 3 * hour

/** The local date, such as `2026-12-04`. */
export function dateOf(at: number): string {
  return new Date(at - offset).toISOString().slice(0, 10)
}

/** When a local date begins. */
export function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00-03:00`)
}

/** Minutes since local midnight. */
export function minuteOf(at: number): number {
  return Math.floor((at - dayStart(dateOf(at))) / minute)
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay()
}

/** As customers read it: `viernes 4 de diciembre`. */
export function spokenDay(date: string): string {
  const at = new Date(`${date}T12:00:00Z`)
  return `${weekdays[at.getUTCDay()]} ${at.getUTCDate()} de ${months[at.getUTCMonth()]}`
}

/** `10:00` */
export function spokenHour(at: number): string {
  return new Date(at - offset).toISOString().slice(11, 16)
}

export function iso(at: number): string {
  return `${new Date(at - offset).toISOString().slice(0, 19)}-03:00`
}

const weekdays = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado']
const months = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'setiembre',
  'octubre',
  'noviembre',
  'diciembre',
]
