import { day } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { Places } from './places.js'
import { todayOf } from './state.js'

/** @import { Actions, Place } from './actions.js' */
/** @import { Appointment, State } from './state.js' */

/**
 * Moves an appointment to another place.
 *
 * @typedef {{appointment: Appointment, state: State, actions: Actions}} Props
 * @extends {Component<Props, {date: string, error: string, forcible: string}>}
 */
export class Move extends Component {
  /** @param {Props} props */
  constructor(props) {
    super(props)
    const date = day(props.appointment.start, props.state.workshop.zone)
    const today = todayOf(props.state)
    this.state = { date: date < today ? today : date, error: '', forcible: '' }
  }

  /**
   * @param {string} start
   * @param {boolean} force
   */
  move = async (start, force) => {
    const { appointment, actions } = this.props
    const outcome = await actions.amend(appointment.id, { start, ...(force && { force }) })
    if (!outcome.ok) {
      this.setState({ error: outcome.message, forcible: outcome.isTaken ? start : '' })
      return
    }
    // The appointment at the new place is another one.
    actions.open({ kind: 'visit', id: outcome.appointment.id })
  }

  /** @param {Props} props */
  render({ appointment, state }) {
    const { date, error, forcible } = this.state
    return html`
      <details class="move">
        <summary>Cambiar de hora</summary>
        <label>Día <input key=${date} type="date" min=${todayOf(state)} defaultValue=${date} onChange=${(/** @type {Event} */ event) => this.setState({ date: /** @type {HTMLInputElement} */ (event.currentTarget).value || date, error: '', forcible: '' })} /></label>
        <${Places}
          key=${date}
          service=${appointment.service}
          date=${date}
          moving=${appointment.id}
          state=${state}
          onChosen=${(/** @type {string} */ start, /** @type {boolean} */ force) => this.move(start, force)}
        />
        ${error && html`<p class="error" role="alert">${error}</p>`}
        ${forcible && html`<button class="danger" onClick=${() => this.move(forcible, true)}>Ponerla igual</button>`}
      </details>
    `
  }
}
