import { Icon } from '../shared/icon.js'
import { addDays, dayLabel, dayWords, wholeDay } from '../shared/time.js'
import { html } from '../shared/view.js'
import { goneStatuses } from '../shared/words.js'
import { AgendaDay } from './day.js'
import { dayAddress, weekAddress } from './route.js'
import { mondayOf, rangeOf, shownDate, todayOf } from './state.js'
import { AgendaWeek } from './week.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, State } from './state.js' */

/** @param {{state: State, actions: Actions}} props */
export function Agenda({ state, actions }) {
  const date = shownDate(state)
  const today = todayOf(state)
  const isWeek = state.route.view === 'week'
  const address = isWeek ? weekAddress : dayAddress
  const step = isWeek ? 7 : 1
  const goTo = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.currentTarget)
    if (value) location.hash = address(value)
  }
  const isRead = state.readRange === rangeOf(state).join('/')
  return html`
    <section class="agenda" aria-labelledby="agenda-title" aria-busy=${!isRead}>
      <header class="bar">
        <h2 id="agenda-title">
          ${isWeek ? weekWords(date) : capital(dayWords(date, today))}
          ${!isWeek && dayWords(date, today) !== wholeDay(date) && html` <small>${wholeDay(date)}</small>`}
        </h2>
        <p class="sum">${isRead && sumWords(state)}</p>
        <div class="go">
          <a class="button" href=${address(addDays(date, -step))} aria-label=${isWeek ? 'La semana anterior' : 'El día anterior'}><${Icon} name="back" /></a>
          <a class="button" href=${address()}>Hoy</a>
          <a class="button" href=${address(addDays(date, step))} aria-label=${isWeek ? 'La semana siguiente' : 'El día siguiente'}><${Icon} name="forward" /></a>
          <input key=${date} type="date" aria-label="Ir a una fecha" defaultValue=${date} onChange=${goTo} />
          <span class="switch">
            <a href=${dayAddress(state.route.date)} aria-current=${isWeek ? undefined : 'true'}>Día</a>
            <a href=${weekAddress(state.route.date)} aria-current=${isWeek ? 'true' : undefined}>Semana</a>
          </span>
          <button onClick=${() => actions.open({ kind: 'block', date: date < today ? today : date })}>Bloquear</button>
          <button class="main" onClick=${() => actions.open({ kind: 'new', date: date < today ? today : date })}>
            <${Icon} name="plus" /> Nueva hora
          </button>
        </div>
      </header>
      ${isWeek ? html`<${AgendaWeek} state=${state} actions=${actions} />` : html`<${AgendaDay} state=${state} actions=${actions} />`}
    </section>
  `
}

/** @param {State} state */
function sumWords({ appointments }) {
  const count = (/** @type {(status: string) => boolean} */ is) =>
    appointments.filter(({ status }) => is(status)).length
  const all = count((status) => !goneStatuses.has(status) && status !== 'held')
  if (all === 0) return 'Sin horas'
  const inside = count((status) => status === 'arrived' || status === 'inWork')
  const ready = count((status) => status === 'ready')
  return [
    `${all} ${all === 1 ? 'hora' : 'horas'}`,
    inside > 0 && `${inside} en el taller`,
    ready > 0 && `${ready} ${ready === 1 ? 'lista' : 'listas'} para entregar`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** @param {string} date */
function weekWords(date) {
  const monday = mondayOf(date)
  const [first, last] = [dayLabel(monday), dayLabel(addDays(monday, 6))]
  const month = first.month === last.month ? '' : ` ${first.month}`
  return `Semana del ${first.number}${month} al ${last.number} ${last.month}`
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toLocaleUpperCase('es') + text.slice(1)
}
