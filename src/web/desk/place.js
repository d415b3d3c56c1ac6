import { workshopNow } from '../shared/now.js'
import { hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { statusWords } from '../shared/words.js'
import { calledOf } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Column } from './columns.js' */
/** @import { Appointment, State } from './state.js' */

/**
 * An appointment in its place of the day.
 *
 * @typedef {{appointment: Appointment, start: number, end: number, lane: number, lanes: number}} Placed in minutes of the day
 * @param {{placed: Placed, from: number, column: Column, state: State, actions: Actions}} props
 */
export function Place({ placed, from, column, state, actions }) {
  const { appointment, start, end, lane, lanes } = placed
  const { id, status, vehicle } = appointment
  const length = end - start
  const isShort = length < 45
  const style = { '--top': start - from * 60, '--length': length, '--lane': lane, '--lanes': lanes }
  const mark = markOf(appointment, workshopNow(state))
  const who = column.of === 'bays' ? mechanicsOf(appointment, state) : ''
  return html`
    <li class=${`place is-${status} ${isShort ? 'short' : ''}`} style=${style} data-status=${status}>
      <button onClick=${() => actions.open({ kind: 'visit', id })}>
        <span class="head">
          <time>${hour(appointment.start, state.workshop.zone)}</time>
          <strong>${calledOf(appointment)}</strong>
          <em>${mark ?? statusWords[status] ?? status}</em>
        </span>
        <span>${[titleOf(appointment, state), vehicle].filter(Boolean).join(' · ')}</span>
        ${(who || appointment.note) && html`<span class="faint">${[who, appointment.note].filter(Boolean).join(' · ')}</span>`}
      </button>
    </li>
  `
}

/**
 * @param {Pick<Appointment, 'service'>} appointment
 * @param {State} state
 */
export function titleOf({ service }, { workshop }) {
  return workshop.services.find(({ id }) => id === service)?.title ?? service
}

/**
 * What somebody should know of it beyond its status; null if nothing.
 *
 * @param {Appointment} appointment
 * @param {number} now Unix ms
 */
export function markOf({ status, start, lateBy, toCall }, now) {
  const isAwaited = status === 'booked' || status === 'confirmed'
  if (!isAwaited) return null
  const late = (now - Date.parse(start)) / 60_000 - (lateBy ?? 0)
  if (late >= grace) return 'no llegó'
  if (lateBy) return `llega ${lateBy} min tarde`
  return status === 'booked' && toCall ? 'para llamar' : null
}

/** In minutes. */
const grace = 15

/**
 * @param {Appointment} appointment
 * @param {State} state
 */
function mechanicsOf({ mechanics = [] }, { workshop }) {
  return mechanics.map((id) => workshop.mechanics.find((each) => each.id === id)?.name ?? id).join(', ')
}
