import { workshopNow } from '../shared/now.js'
import { hour, minuteOfDay } from '../shared/time.js'
import { html } from '../shared/view.js'
import { goneStatuses, statusWords } from '../shared/words.js'
import { minutesOn } from './block.js'
import { columnsOf } from './columns.js'
import { inLanes } from './lanes.js'
import { Place } from './place.js'
import { calledOf, shownDate, todayOf } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Column } from './columns.js' */
/** @import { Appointment, Day, State, Window } from './state.js' */

/**
 * One day: the hours downwards, a column for each bay (or mechanic), and one for what has none.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function AgendaDay({ state, actions }) {
  const { workshop, appointments } = state
  const date = shownDate(state)
  const day = state.days[date]
  const standing = appointments.filter(({ status }) => !goneStatuses.has(status))
  const columns = columnsOf(state, standing)
  const [from, to] = hoursToShow(day?.hours ?? [], standing, workshop.zone)
  const now = date === todayOf(state) ? minuteOfDay(workshopNow(state), workshop.zone) - from * 60 : -1
  return html`
    ${day?.closed && html`<p class="closed">${closedWords(day)}</p>`}
    ${!day?.closed && day?.reason && html`<p class="closed">${day.reason}</p>`}
    ${workshop.mechanics.length > 0 && html`<${Choice} state=${state} actions=${actions} />`}
    <div class="day-grid" style=${{ '--hours': to - from, '--columns': columns.length }}>
      <ol class="hours" aria-hidden="true">
        ${Array.from({ length: to - from }, (_, index) => html`<li key=${index}>${from + index}:00</li>`)}
      </ol>
      ${columns.map(
        (column) => html`
          <section class="column" key=${column.key} aria-label=${column.name}>
            <h3>${column.name}</h3>
            <ol onClick=${(/** @type {MouseEvent} */ event) => pointAt(event, { state, actions, from, date })}>
              <${Shut} hours=${day?.hours ?? []} from=${from} to=${to} />
              <${Away} column=${column} date=${date} from=${from} to=${to} />
              <${BlockedTimes} column=${column} date=${date} from=${from} to=${to} state=${state} actions=${actions} />
              ${placesOf(standing.filter(column.has), workshop.zone).map(
                (placed) => html`
                  <${Place} key=${placed.appointment.id} placed=${placed} from=${from} column=${column} state=${state} actions=${actions} />
                `,
              )}
            </ol>
          </section>
        `,
      )}
      ${now >= 0 && now <= (to - from) * 60 && html`<i class="now-line" style=${{ '--minutes': now }} />`}
    </div>
    <${Gone} state=${state} actions=${actions} />
  `
}

/** @param {{state: State, actions: Actions}} props */
function Choice({ state, actions }) {
  const { columns } = state
  return html`
    <div class="switch" role="group" aria-label="Columnas">
      <button aria-pressed=${columns === 'bays'} onClick=${() => actions.showColumns('bays')}>Puestos</button>
      <button aria-pressed=${columns === 'mechanics'} onClick=${() => actions.showColumns('mechanics')}>Mecánicos</button>
    </div>
  `
}

/**
 * The hours at which the workshop takes nobody.
 *
 * @param {{hours: Window[], from: number, to: number}} props
 */
function Shut({ hours, from, to }) {
  const edges = [from * 60, ...hours.flatMap(({ open, close }) => [open, close]), to * 60]
  const gaps = Array.from({ length: edges.length / 2 }, (_, index) => [
    edges[index * 2] ?? 0,
    edges[index * 2 + 1] ?? 0,
  ])
  return gaps
    .filter(([start = 0, end = 0]) => end > start)
    .map(
      ([start = 0, end = 0]) =>
        html`<li class="shut" key=${`shut ${start}`} aria-hidden="true" style=${{ '--top': start - from * 60, '--length': end - start }} />`,
    )
}

/**
 * When a bay or a mechanic is not there.
 *
 * @param {{column: Column, date: string, from: number, to: number}} props
 */
function Away({ column, date, from, to }) {
  return column.away
    .filter((each) => each.from <= date && date <= each.to)
    .map(({ window }) => {
      const open = Math.max(window?.open ?? 0, from * 60)
      const length = Math.min(window?.close ?? 1440, to * 60) - open
      const style = { '--top': open - from * 60, '--length': Math.max(0, length) }
      return html`<li class="shut away" key=${`away ${open}`} style=${style}>no está</li>`
    })
}

/**
 * What was blocked at the desk; it opens, and can be taken away.
 *
 * @param {{column: Column, date: string, from: number, to: number, state: State, actions: Actions}} props
 */
function BlockedTimes({ column, date, from, to, state, actions }) {
  const { zone } = state.workshop
  return state.absences
    .filter((each) => each.all || each[column.of].includes(column.key))
    .flatMap((each) => {
      const [open, close] = minutesOn(each, date, zone)
      const top = Math.max(open, from * 60)
      const length = Math.min(close, to * 60) - top
      if (length <= 0) return []
      const style = { '--top': top - from * 60, '--length': length }
      return html`
        <li class="shut blocked" key=${each.id} style=${style}>
          <button class="quiet" onClick=${() => actions.open({ kind: 'blocked', absence: each })}>Bloqueado${each.reason && `: ${each.reason}`}</button>
        </li>
      `
    })
}

/** @param {{state: State, actions: Actions}} props */
function Gone({ state, actions }) {
  const { appointments, workshop } = state
  const gone = appointments.filter(({ status }) => goneStatuses.has(status))
  if (gone.length === 0) return null
  return html`
    <section class="gone" aria-label="Ya no ocupan lugar">
      <h3>Ya no ocupan lugar</h3>
      <ul>
        ${gone.map(
          (each) => html`
            <li key=${each.id} data-status=${each.status}>
              <button class="quiet" onClick=${() => actions.open({ kind: 'visit', id: each.id })}>
                <s>${hour(each.start, workshop.zone)} ${calledOf(each)}</s> ${statusWords[each.status]}
              </button>
            </li>
          `,
        )}
      </ul>
    </section>
  `
}

/**
 * @param {Appointment[]} appointments
 * @param {string} zone
 */
function placesOf(appointments, zone) {
  const ranges = appointments.map((appointment) => {
    const start = minuteOfDay(appointment.start, zone)
    const minutes = (Date.parse(appointment.end) - Date.parse(appointment.start)) / 60_000
    return { appointment, start, end: start + Math.max(shortest, minutes) }
  })
  return inLanes(ranges)
}

/** In minutes: less could not be read. */
const shortest = 25

/**
 * Whoever points at a free spot means to put something there.
 *
 * @param {MouseEvent} event
 * @param {{state: State, actions: Actions, from: number, date: string}} place
 */
function pointAt(event, { state, actions, from, date }) {
  if (event.target !== event.currentTarget && !(/** @type {Element} */ (event.target).matches('.shut')))
    return
  const list = /** @type {HTMLElement} */ (event.currentTarget)
  const { top, height } = list.getBoundingClientRect()
  const hours = Number(list.closest('.day-grid')?.querySelectorAll('.hours li').length)
  const minute = ((event.clientY - top) / height) * hours * 60 + from * 60
  const { step } = state.workshop
  const start = Math.floor(minute / step) * step
  const time = `${String(Math.floor(start / 60)).padStart(2, '0')}:${String(start % 60).padStart(2, '0')}`
  actions.open({ kind: 'new', date, time })
}

/** @param {Day} day */
export function closedWords({ closed, reason }) {
  const what = closed === 'holiday' ? 'Cerrado por feriado' : 'Cerrado'
  return reason ? `${what}: ${reason}` : what
}

/**
 * The opening hours, and longer if something is outside them.
 *
 * @param {Window[]} windows
 * @param {Appointment[]} appointments
 * @param {string} zone
 * @returns {[number, number]}
 */
function hoursToShow(windows, appointments, zone) {
  const starts = appointments.map(({ start }) => minuteOfDay(start, zone))
  const ends = appointments.map(
    ({ start, end }) => minuteOfDay(start, zone) + (Date.parse(end) - Date.parse(start)) / 60_000,
  )
  const opens = windows.map(({ open }) => open)
  const closes = windows.map(({ close }) => close)
  const hasHours = windows.length > 0
  const first = Math.min(hasHours ? 1440 : 540, ...opens, ...starts)
  const last = Math.max(hasHours ? 0 : 1020, ...closes, ...ends)
  return [Math.floor(first / 60), Math.min(24, Math.ceil(last / 60))]
}
