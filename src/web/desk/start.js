import { day, minuteOfDay } from '../shared/time.js'

/**
 * The instant at which the workshop's wall clock shows this.
 *
 * @param {string} date `2026-11-27`
 * @param {string} time `10:30`
 * @param {string} zone
 * @returns {string} ISO 8601
 */
export function startAt(date, time, zone) {
  const wall = Date.parse(`${date}T${time}Z`)
  // The offset of the place is found from what its clock shows at a time nearby.
  let instant = wall
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${day(instant, zone)}T00:00Z`) + minuteOfDay(instant, zone) * 60_000
    instant += wall - shown
  }
  return new Date(instant).toISOString()
}
