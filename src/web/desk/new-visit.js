import { closeModal, Modal } from '../shared/modal.js'
import { day, dayWords, hour } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { Places } from './places.js'
import { startAt } from './start.js'
import { calledOf, todayOf } from './state.js'

/** @import { Actions, Place } from './actions.js' */
/** @import { Sheet, State } from './state.js' */

/**
 * A new appointment: of whoever came in or called.
 *
 * @typedef {{sheet: Extract<Sheet, {kind: 'new'}>, state: State, actions: Actions}} Props
 * @typedef {{date: string, service: string, start: string, error: string, alternatives: Place[], isTaken: boolean, isBusy: boolean}} Own
 * @extends {Component<Props, Own>}
 */
export class NewVisit extends Component {
  /** One for the appointment that is meant. */
  key = crypto.randomUUID()

  /** @param {Props} props */
  constructor(props) {
    super(props)
    const { date, time } = props.sheet
    const { workshop } = props.state
    /** @type {Own} */
    this.state = {
      date,
      service: workshop.services[0]?.id ?? '',
      start: time ? startAt(date, time, workshop.zone) : '',
      error: '',
      alternatives: [],
      isTaken: false,
      isBusy: false,
    }
  }

  /** @param {Partial<Own>} patch */
  choose(patch) {
    this.key = crypto.randomUUID()
    this.setState({ ...patch, error: '', isTaken: false, alternatives: [] })
  }

  /** @param {SubmitEvent} event */
  submit = (event) => {
    event.preventDefault()
    void this.book(/** @type {HTMLFormElement} */ (event.currentTarget), false)
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} force
   */
  async book(form, force) {
    const { start, service, isBusy } = this.state
    if (isBusy) return
    if (!start) return this.setState({ error: 'Elegí una hora.' })
    this.setState({ isBusy: true })
    const { sheet, actions } = this.props
    const fields = new FormData(form)
    const said = (/** @type {string} */ name) => String(fields.get(name) ?? '').trim()
    const [phone, name, vehicle, note] = ['phone', 'name', 'vehicle', 'note'].map(said)
    const who = sheet.customer ? { customer: sheet.customer.customer } : { phone, ...(name && { name }) }
    const body = {
      ...who,
      service,
      start,
      ...(vehicle && { vehicle }),
      ...(note && { note }),
      ...(force && { force }),
    }
    const outcome = await actions.book(body, force ? `${this.key} force` : this.key)
    if (outcome.ok) return actions.open({ kind: 'visit', id: outcome.appointment.id })
    const { message, alternatives, isTaken } = outcome
    this.setState({ isBusy: false, error: message, alternatives, isTaken })
  }

  /** @param {Props} props */
  render({ sheet, state, actions }) {
    const { date, service, start, error, isBusy } = this.state
    const { workshop } = state
    const value = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.currentTarget).value
    return html`
      <${Modal} class="drawer" label="Nueva hora" onClosed=${actions.close}>
        <header class="sheet-head">
          <h2>Nueva hora</h2>
          <button class="quiet" aria-label="Cerrar" onClick=${closeModal}>✕</button>
        </header>
        <form class="fields" onSubmit=${this.submit}>
          ${
            sheet.customer
              ? html`<p>Para <strong>${calledOf(sheet.customer)}</strong></p>`
              : html`
                <label>Teléfono <input name="phone" type="tel" required autocomplete="off" placeholder="099 123 456" /></label>
                <label>Nombre <input name="name" maxlength="100" autocomplete="off" placeholder="Ana Pereira" /></label>
              `
          }
          <label>
            Servicio
            <select name="service" value=${service} onChange=${(/** @type {Event} */ event) => this.choose({ service: value(event), start: sheet.time ? start : '' })}>
              ${workshop.services.map(({ id, title }) => html`<option key=${id} value=${id} selected=${id === service}>${title}</option>`)}
            </select>
          </label>
          <label>Día <input key=${date} type="date" defaultValue=${date} onChange=${(/** @type {Event} */ event) => value(event) && this.choose({ date: value(event), start: '' })} /></label>
          <${Places} key=${`${date} ${service}`} service=${service} date=${date} chosen=${start} state=${state} onChosen=${(/** @type {string} */ chosen) => this.choose({ start: chosen })} />
          <label>Vehículo <input name="vehicle" maxlength="120" autocomplete="off" placeholder="Gol SBC 1234" /></label>
          <label>Nota <textarea name="note" rows="2" maxlength="1000"></textarea></label>
          <p role="status" class="chosen">${start && `${dayWords(day(start, workshop.zone), todayOf(state))}, ${hour(start, workshop.zone)}`}</p>
          ${error && html`<p class="error" role="alert">${error}</p>`}
          ${this.renderTaken()}
          <button class="main" aria-disabled=${isBusy}>Agendar</button>
          <p class="faint">Al cliente no se le avisa; el recordatorio le llega como a todos.</p>
        </form>
      <//>
    `
  }

  renderTaken() {
    const { isTaken, alternatives, start } = /** @type {Own} */ (this.state)
    const { zone } = this.props.state.workshop
    if (!isTaken) return null
    return html`
      <div class="asking" role="group" aria-label="No hay lugar a esa hora">
        ${
          alternatives.length > 0 &&
          html`
          <p>Cerca hay:</p>
          <p class="near">
            ${alternatives.slice(0, 6).map(
              (each) => html`
                <button type="button" key=${each.start} onClick=${() => this.choose({ start: each.start, date: day(each.start, zone) })}>
                  ${day(each.start, zone) === day(start, zone) ? '' : `${dayWords(day(each.start, zone), todayOf(this.props.state))} `}${hour(each.start, zone)}
                </button>
              `,
            )}
          </p>
        `
        }
        <p>Si la agendás igual, vale aunque esté cerrado o no quede puesto libre: la hora va a estar encimada o sin puesto.</p>
        <button type="button" class="danger" onClick=${(/** @type {Event} */ event) => this.book(/** @type {HTMLFormElement} */ (/** @type {Element} */ (event.currentTarget).closest('form')), true)}>
          Agendar igual
        </button>
      </div>
    `
  }
}
