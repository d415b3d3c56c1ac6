/** @import { Appointment, Resource, State } from './state.js' */

/**
 * Of the day's grid: a bay or a mechanic, and what has none.
 *
 * @typedef {{key: string, name: string, of: 'bays' | 'mechanics', has: (appointment: Appointment) => boolean,
 *   away: NonNullable<Resource['away']>}} Column
 */

/**
 * @param {State} state
 * @param {Appointment[]} appointments
 * @returns {Column[]}
 */
export function columnsOf({ workshop, columns: wanted }, appointments) {
  /** @type {Column['of']} */
  const of = wanted === 'mechanics' && workshop.mechanics.length > 0 ? 'mechanics' : 'bays'
  const known = workshop[of]
  const columns = known.map(({ id, name, away = [] }) => ({
    key: id,
    away,
    name,
    of,
    has: (/** @type {Appointment} */ appointment) => (appointment[of] ?? []).includes(id),
  }))
  const isOther = (/** @type {Appointment} */ appointment) => !columns.some(({ has }) => has(appointment))
  if (!appointments.some(isOther)) return columns
  return [
    ...columns,
    { key: '', name: of === 'bays' ? 'Sin puesto' : 'Sin mecánico', of, has: isOther, away: [] },
  ]
}
