/** @typedef {string | number} Instant ISO 8601 with offset, or Unix milliseconds. */
/** @typedef {string} Day local date, `2026-11-27` */

/**
 * @param {Instant} instant
 * @param {string} zone
 * @returns {Day}
 */
export function day(instant, zone) {
  const { year, month, day } = parts(instant, zone)
  return `${year}-${month}-${day}`
}

/**
 * @param {Instant} instant
 * @param {string} zone
 * @returns {string} `09:30`
 */
export function hour(instant, zone) {
  const { hour, minute } = parts(instant, zone)
  return `${hour}:${minute}`
}

/**
 * @param {Instant} instant
 * @param {string} zone
 * @returns {number} minutes since midnight
 */
export function minuteOfDay(instant, zone) {
  const { hour, minute } = parts(instant, zone)
  return Number(hour) * 60 + Number(minute)
}

/**
 * @param {Day} start
 * @param {number} count
 * @returns {Day}
 */
export function addDays(start, count) {
  return new Date(Date.parse(`${start}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/**
 * The day as a person says it from `today`.
 *
 * @param {Day} of
 * @param {Day} today
 */
export function dayWords(of, today) {
  if (of === today) return 'hoy'
  if (of === addDays(today, -1)) return 'ayer'
  if (of === addDays(today, 1)) return 'mañana'
  return wholeDay(of)
}

/**
 * @param {Day} of
 * @returns {string} `viernes 27 de noviembre`
 */
export function wholeDay(of) {
  return longDay.format(new Date(`${of}T00:00Z`)).replace(',', '')
}

/**
 * @param {Day} of
 * @returns {{weekday: string, number: string, month: string}} `{weekday: 'vie', number: '27', month: 'nov'}`
 */
export function dayLabel(of) {
  const date = new Date(`${of}T00:00Z`)
  return {
    weekday: word(shortWeekday.format(date)),
    number: String(date.getUTCDate()),
    month: word(shortMonth.format(date)),
  }
}

/**
 * @param {Instant} instant
 * @param {string} zone
 * @returns {string} `vie 27 nov, 09:30`
 */
export function moment(instant, zone) {
  const { weekday, number, month } = dayLabel(day(instant, zone))
  return `${weekday} ${number} ${month}, ${hour(instant, zone)}`
}

const longDay = new Intl.DateTimeFormat('es-UY', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const shortWeekday = new Intl.DateTimeFormat('es-UY', { timeZone: 'UTC', weekday: 'short' })
const shortMonth = new Intl.DateTimeFormat('es-UY', { timeZone: 'UTC', month: 'short' })

/** @type {Map<string, Intl.DateTimeFormat>} */
const wallClocks = new Map()

/**
 * @param {Instant} instant
 * @param {string} zone
 * @returns {Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>}
 */
function parts(instant, zone) {
  let wallClock = wallClocks.get(zone)
  if (!wallClock) {
    wallClock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    wallClocks.set(zone, wallClock)
  }
  const found = wallClock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value])
  return Object.fromEntries(found)
}

/** @param {string} text Browsers differ in capitals and full stops of short names. */
function word(text) {
  return text.replace('.', '').toLocaleLowerCase('es')
}
