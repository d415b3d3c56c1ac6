import { attended, isWaiting } from './state.js'

/** @import { State } from './state.js' */

/**
 * The page's title: how many wait is seen also where another page is in front.
 *
 * @param {State} state
 */
export function titleOf(state) {
  const waiting = attended(state).filter(isWaiting).length
  return `${waiting > 0 ? `(${waiting}) ` : ''}${titles[state.route.view]} · ${state.workshop.name || 'Chasqui'}`
}

const titles = { day: 'Agenda', week: 'Agenda', talks: 'Charlas', pending: 'Pendientes' }
