import { Icon } from '../shared/icon.js'
import { workshopNow } from '../shared/now.js'
import { day, dayWords, hour, moment } from '../shared/time.js'
import { html } from '../shared/view.js'
import { titleOf } from './place.js'
import { Reason } from './reason.js'
import { talkAddress } from './route.js'
import { attended, calledOf, isWaiting, todayOf, waitsSince } from './state.js'
import { agoWords, lastWords } from './talk-row.js'
import { callReasons } from './words.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, State, Talk, Unsent } from './state.js' */

/**
 * All that waits for a person.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Pending({ state, actions }) {
  const waiting = attended(state).filter(isWaiting)
  const { toCall, asked, unsent } = state
  return html`
    <div class="pending">
      <section aria-labelledby="waiting-title">
        <h2 id="waiting-title">Esperan respuesta</h2>
        ${waiting.length === 0 && html`<p class="none">Nadie espera a una persona.</p>`}
        <ul aria-live="polite">
          ${waiting.map((talk) => html`<${Waiting} key=${talk.customer} talk=${talk} state=${state} />`)}
        </ul>
      </section>
      ${
        asked.length > 0 &&
        html`
        <section aria-labelledby="asked-title">
          <h2 id="asked-title">Piden hora</h2>
          <ul aria-live="polite">
            ${asked.map((each) => html`<${Asked} key=${each.id} appointment=${each} state=${state} actions=${actions} />`)}
          </ul>
        </section>
      `
      }
      <section aria-labelledby="call-title">
        <h2 id="call-title">Para llamar</h2>
        ${toCall.length === 0 && html`<p class="none">Nadie a quien llamar.</p>`}
        <ul aria-live="polite">
          ${toCall.map((each) => html`<${ToCall} key=${each.id} appointment=${each} state=${state} actions=${actions} />`)}
        </ul>
      </section>
      ${
        unsent.length > 0 &&
        html`
        <section aria-labelledby="unsent-title">
          <h2 id="unsent-title">No llegaron</h2>
          <ul aria-live="polite">
            ${unsent.slice(0, mostUnsent).map((each) => html`<${Lost} key=${each.id} message=${each} state=${state} />`)}
          </ul>
        </section>
      `
      }
    </div>
  `
}

const mostUnsent = 12

/** @param {{message: Unsent, state: State}} props */
function Lost({ message, state }) {
  const { customer, at, text, reason } = message
  return html`
    <li class="task">
      <a href=${talkAddress(customer)}>
        <strong>${calledOf(message)}</strong>
        <span class="since">${agoWords(at, workshopNow(state))}</span>
        <span class="words">«${text}»</span>
        <span class="words error"><${Reason} reason=${reason} /></span>
      </a>
    </li>
  `
}

/** @param {{talk: Talk, state: State}} props */
function Waiting({ talk, state }) {
  return html`
    <li class="task">
      <a href=${talkAddress(talk.customer)}>
        <strong>${calledOf(talk)}</strong>
        <span class="since">${agoWords(waitsSince(talk), workshopNow(state))}</span>
        <span class="words">${lastWords(talk)}</span>
      </a>
    </li>
  `
}

/** @param {{appointment: Appointment, state: State, actions: Actions}} props */
function Asked({ appointment, state, actions }) {
  const { id, start, vehicle } = appointment
  const { zone } = state.workshop
  return html`
    <li class="task">
      <button class="quiet" onClick=${() => actions.open({ kind: 'visit', id })}>
        <strong>${calledOf(appointment)}</strong>
        <span class="since">${dayWords(day(start, zone), todayOf(state))} ${hour(start, zone)}</span>
        <span class="words">${[titleOf(appointment, state), vehicle].filter(Boolean).join(' · ')}</span>
      </button>
      <div class="acts">
        <button onClick=${() => actions.amendAtOnce(id, { status: 'booked' })}><${Icon} name="tick" /> Aceptar</button>
      </div>
    </li>
  `
}

/** @param {{appointment: Appointment, state: State, actions: Actions}} props */
function ToCall({ appointment, state, actions }) {
  const { id, start, phone, note, toCall = '' } = appointment
  const { zone } = state.workshop
  return html`
    <li class="task call">
      <button class="quiet" onClick=${() => actions.open({ kind: 'visit', id })}>
        <strong>${calledOf(appointment)}</strong>
        <span class="since">${dayWords(day(start, zone), todayOf(state))} ${hour(start, zone)}</span>
        <span class="words">${callReasons[toCall] ?? toCall} · ${titleOf(appointment, state)}</span>
        ${note && html`<span class="words">${note.split('\n').at(-1)}</span>`}
      </button>
      <div class="acts">
        ${phone && html`<a class="button" href=${`tel:+${phone}`}><${Icon} name="call" /> Llamar</a>`}
        <button onClick=${() => actions.amendAtOnce(id, { status: 'confirmed' })}><${Icon} name="tick" /> Confirmó</button>
        <button onClick=${() => actions.amendAtOnce(id, { note: called(appointment, state) })}>No atendió</button>
      </div>
    </li>
  `
}

/**
 * The note, with a line that says that nobody answered.
 *
 * @param {Appointment} appointment
 * @param {State} state
 */
function called({ note }, state) {
  const line = `Llamado ${moment(workshopNow(state), state.workshop.zone)}: no atendió.`
  return [note, line].filter(Boolean).join('\n').slice(-1000)
}
