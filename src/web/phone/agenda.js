import { workshopNow } from '../shared/now.js'
import { addDays, day, dayLabel, dayWords, hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { goneStatuses, statusWords } from '../shared/words.js'
import { AgendaDay } from './agenda-day.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, State } from './state.js' */

/**
 * The workshop's agenda, on the day where something happened last.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Agenda({ state, actions }) {
  const { appointments, workshop } = state
  const today = day(workshopNow(state), workshop.zone)
  const chosen = state.agendaDay && state.agendaDay >= today ? state.agendaDay : null
  const shown = chosen ?? firstDay(state) ?? today
  const ofDay = appointments.filter(({ start }) => day(start, workshop.zone) === shown)
  const news = appointments.find(({ id }) => id === state.news)
  return html`
    <section class="panel agenda" aria-labelledby="agenda-title">
      <header>
        <h2 id="agenda-title">La agenda del taller</h2>
        <p class="agenda-day">${dayWords(shown, today)}</p>
      </header>
      <p class="unseen" role="status">${news && announce(news, today, workshop.zone)}</p>
      <ul class="days" aria-label="Días">
        ${daysToShow(appointments, today, shown, workshop.zone).map((each) => {
          const { weekday, number, month } = dayLabel(each)
          const count = appointments.filter(
            (a) => day(a.start, workshop.zone) === each && takesPlace(a),
          ).length
          return html`
            <li key=${each}>
              <button aria-current=${each === shown ? 'date' : undefined} onClick=${() => actions.showDay(each)}>
                <span>${weekday}</span>
                <strong>${number}</strong>
                <span class="month">${month}</span>
                <span class="count">${count > 0 && count}</span>
                <span class="unseen">${count === 1 ? 'hora' : 'horas'}</span>
              </button>
            </li>
          `
        })}
      </ul>
      <${AgendaDay}
        appointments=${ofDay.filter(takesPlace)}
        workshop=${workshop}
        phone=${state.phone}
        news=${state.news}
        now=${shown === today ? workshopNow(state) : null}
      />
      <${Gone} appointments=${ofDay.filter((appointment) => !takesPlace(appointment))} zone=${workshop.zone} />
      <ul class="legend" aria-label="Colores">
        ${['held', 'booked', 'confirmed'].map(
          (status) =>
            html`<li key=${status}><i class=${`swatch is-${status}`} /> ${statusWords[status]}</li>`,
        )}
      </ul>
    </section>
  `
}

/** @param {{appointments: Appointment[], zone: string}} props */
function Gone({ appointments, zone }) {
  if (appointments.length === 0) return null
  return html`
    <ul class="gone" aria-label="Ya no ocupan lugar">
      ${appointments.map(
        ({ id, start, name, status }) => html`
          <li key=${id} data-status=${status}>
            <s>${hour(start, zone)} ${name}</s> ${statusWords[status]}
          </li>
        `,
      )}
    </ul>
  `
}

/** @param {Appointment} appointment */
function takesPlace({ status }) {
  return !goneStatuses.has(status)
}

/**
 * Where to begin to look: at what this customer has, else at anything.
 *
 * @param {State} state
 */
function firstDay({ appointments, phone, workshop }) {
  const ahead = appointments.filter(takesPlace)
  const first = ahead.find((appointment) => appointment.phone === phone) ?? ahead[0]
  return first && day(first.start, workshop.zone)
}

/**
 * The week that begins today, and any other day with something in it.
 *
 * @param {Appointment[]} appointments
 * @param {string} today
 * @param {string} shown
 * @param {string} zone
 */
function daysToShow(appointments, today, shown, zone) {
  const week = Array.from({ length: 7 }, (_, index) => addDays(today, index))
  const others = appointments.filter(takesPlace).map(({ start }) => day(start, zone))
  return [...new Set([...week, ...others, shown])].sort()
}

/**
 * @param {Appointment} appointment
 * @param {string} today
 * @param {string} zone
 */
function announce({ start, status, name }, today, zone) {
  return `Agenda: ${dayWords(day(start, zone), today)} a las ${hour(start, zone)}, ${name ?? 'sin nombre'}, ${statusWords[status] ?? status}.`
}
