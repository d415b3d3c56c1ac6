import { workshopNow } from '../shared/now.js'
import { addDays, day, dayLabel, hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { goneStatuses, statusWords } from '../shared/words.js'
import { hoursWords, isOn, whatWords } from './block.js'
import { closedWords } from './day.js'
import { markOf, titleOf } from './place.js'
import { dayAddress } from './route.js'
import { calledOf, rangeOf, todayOf } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, State } from './state.js' */

/**
 * A week: a column for each day, with what it has in order of time.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function AgendaWeek({ state, actions }) {
  const [monday] = rangeOf(state)
  const { zone } = state.workshop
  const standing = state.appointments.filter(({ status }) => !goneStatuses.has(status))
  const dates = Array.from({ length: 7 }, (_, index) => addDays(monday, index))
  return html`
    <ol class="week">
      ${dates
        .map((date) => ({ date, ofDay: standing.filter(({ start }) => day(start, zone) === date) }))
        .filter(
          ({ date, ofDay }) =>
            ofDay.length > 0 ||
            state.absences.some((each) => isOn(each, date, zone)) ||
            !state.days[date]?.closed ||
            state.days[date]?.reason,
        )
        .map(
          ({ date, ofDay }) =>
            html`<${WeekDay} key=${date} date=${date} appointments=${ofDay} state=${state} actions=${actions} />`,
        )}
    </ol>
  `
}

/** @param {{date: string, appointments: Appointment[], state: State, actions: Actions}} props */
function WeekDay({ date, appointments, state, actions }) {
  const { weekday, number, month } = dayLabel(date)
  const known = state.days[date]
  const isToday = date === todayOf(state)
  return html`
    <li class=${`week-day ${isToday ? 'today' : ''} ${known?.closed ? 'is-closed' : ''}`}>
      <h3>
        <a href=${dayAddress(date)} aria-current=${isToday ? 'date' : undefined}>
          ${weekday} <b>${number}</b> <span class="unseen">${month}</span>
        </a>
        ${appointments.length > 0 && html`<span class="count">${appointments.length}<span class="unseen"> ${appointments.length === 1 ? 'hora' : 'horas'}</span></span>`}
      </h3>
      ${known?.closed ? html`<p class="faint">${closedWords(known)}</p>` : known?.reason && html`<p class="faint">${known.reason}</p>`}
      ${state.absences.filter((each) => isOn(each, date, state.workshop.zone)).map((each) => html`<p key=${each.id}><button class="quiet" onClick=${() => actions.open({ kind: 'blocked', absence: each })}>${whatWords(each, state)} ${hoursWords(each, date, state.workshop.zone)}</button></p>`)}
      <ol>
        ${appointments.map((each) => html`<${WeekPlace} key=${each.id} appointment=${each} state=${state} actions=${actions} />`)}
      </ol>
    </li>
  `
}

/** @param {{appointment: Appointment, state: State, actions: Actions}} props */
function WeekPlace({ appointment, state, actions }) {
  const { id, status, start, vehicle } = appointment
  const mark = markOf(appointment, workshopNow(state))
  return html`
    <li class=${`slip is-${status}`} data-status=${status}>
      <button onClick=${() => actions.open({ kind: 'visit', id })}>
        <time>${hour(start, state.workshop.zone)}</time>
        <strong>${calledOf(appointment)}</strong>
        <span>${titleOf(appointment, state)}</span>
        ${vehicle && html`<span>${vehicle}</span>`}
        ${mark ? html`<em>${mark}</em>` : html`<span class="unseen">, ${statusWords[status] ?? status}</span>`}
      </button>
    </li>
  `
}
