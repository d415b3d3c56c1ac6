import { get, RefusedError } from '../shared/api.js'
import { Icon } from '../shared/icon.js'
import { closeModal, Modal } from '../shared/modal.js'
import { day, dayWords, hour } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { statusWords } from '../shared/words.js'
import { Details } from './details.js'
import { Move } from './move.js'
import { titleOf } from './place.js'
import { talkAddress } from './route.js'
import { calledOf, todayOf } from './state.js'
import { Steps } from './steps.js'
import { callReasons, movable } from './words.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, Conversation, State } from './state.js' */

/**
 * An appointment, laid open: who, what, where it stands, and what can be done with it.
 *
 * @typedef {{id: string, state: State, actions: Actions}} Props
 * @extends {Component<Props, {appointment: Appointment | null, conversation: Conversation | null, error: string}>}
 */
export class Visit extends Component {
  state = { appointment: null, conversation: null, error: '' }

  componentDidMount() {
    void this.read()
  }

  /** @param {Props} previous */
  componentDidUpdate(previous) {
    // Whatever changed the agenda may have changed this one.
    if (previous.state.appointments !== this.props.state.appointments) void this.read()
  }

  async read() {
    try {
      const appointment = await get(`/api/v1/appointments/${this.props.id}`)
      const { customer } = appointment
      const path = `/api/v1/conversations/${customer}?limit=100`
      const conversation = customer ? await get(path).catch(nobody) : null
      this.setState({ appointment, conversation })
    } catch (error) {
      if (!(error instanceof RefusedError)) return
      this.setState({ error: 'Esta hora ya no existe.' })
    }
  }

  /** @param {Props} props */
  render({ id, state, actions }) {
    const known = state.appointments.find((each) => each.id === id)
    const appointment = /** @type {Appointment | null} */ (this.state.appointment) ?? known
    const { error } = this.state
    return html`
      <${Modal} class="drawer" label="La hora" onClosed=${actions.close}>
        ${error && html`<p role="alert">${error}</p>`}
        ${
          appointment &&
          html`
          <${Head} appointment=${appointment} state=${state} />
          <${Steps} appointment=${appointment} state=${state} actions=${actions} />
          <${Who} appointment=${appointment} />
          <${Details} appointment=${appointment} conversation=${this.state.conversation} state=${state} actions=${actions} />
          ${movable.has(appointment.status) && html`<${Move} appointment=${appointment} state=${state} actions=${actions} />`}
        `
        }
      <//>
    `
  }
}

/** @param {unknown} error */
function nobody(error) {
  if (error instanceof RefusedError) return null
  throw error
}

/** @param {{appointment: Appointment, state: State}} props */
function Head({ appointment, state }) {
  const { start, end, status, lateBy, toCall, bays, mechanics = [] } = appointment
  const { workshop } = state
  const { zone } = workshop
  const named = (/** @type {{id: string, name: string}[]} */ all, /** @type {string[]} */ ids) =>
    ids.map((id) => all.find((each) => each.id === id)?.name ?? id)
  const where = [...named(workshop.bays, bays), ...named(workshop.mechanics, mechanics)].join(' · ')
  return html`
    <header class="sheet-head">
      <div>
        <h2>${calledOf(appointment)}</h2>
        <p>
          <strong>${dayWords(day(start, zone), todayOf(state))}, ${hour(start, zone)} a ${hour(end, zone)}</strong>
        </p>
        <p>${[titleOf(appointment, state), where].filter(Boolean).join(' · ')}</p>
      </div>
      <button class="quiet" aria-label="Cerrar" onClick=${closeModal}>✕</button>
      <p class=${`chip is-${status}`} role="status">${statusWords[status] ?? status}</p>
      ${lateBy && html`<p class="chip warn">avisó que llega ${lateBy} min tarde</p>`}
      ${toCall && status === 'booked' && html`<p class="chip warn">${callReasons[toCall]}</p>`}
    </header>
  `
}

/** @param {{appointment: Appointment}} props */
function Who({ appointment }) {
  const { phone, customer } = appointment
  return html`
    <nav class="who" aria-label="Hablar con el cliente">
      ${phone && html`<a class="button" href=${`tel:+${phone}`}><${Icon} name="call" /> +${phone}</a>`}
      ${customer && html`<a class="button" href=${talkAddress(customer)} onClick=${closeModal}><${Icon} name="chat" /> Ver la charla</a>`}
      ${phone && html`<a class="button" href=${`https://wa.me/${phone}`} target="_blank" rel="noreferrer">WhatsApp propio</a>`}
    </nav>
  `
}
