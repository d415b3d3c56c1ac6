import { closeModal, Modal } from '../shared/modal.js'
import { day, dayWords, hour, minuteOfDay } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { startAt } from './start.js'
import { calledOf, todayOf } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Absence, Appointment, Sheet, State } from './state.js' */

/**
 * Blocks a time of a bay, of a mechanic, or of the whole workshop.
 *
 * @typedef {{sheet: Extract<Sheet, {kind: 'block'}>, state: State, actions: Actions}} Props
 * @extends {Component<Props, {error: string, standing: Appointment[], isBusy: boolean}>}
 */
export class Block extends Component {
  state = { error: '', standing: [], isBusy: false }
  /** One for the time that is meant. */
  key = crypto.randomUUID()

  changed = () => {
    this.key = crypto.randomUUID()
    this.setState({ error: '', standing: [] })
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} force
   */
  async block(form, force) {
    if (this.state.isBusy) return
    const { state, actions } = this.props
    const { zone } = state.workshop
    const fields = new FormData(form)
    const said = (/** @type {string} */ name) => String(fields.get(name) ?? '').trim()
    const [what, from, to, reason] = ['what', 'from', 'to', 'reason'].map(said)
    const [kind = '', id] = what?.split(' ') ?? []
    const at = (/** @type {string} */ written) => startAt(written.slice(0, 10), written.slice(11, 16), zone)
    if (!from || !to) return this.setState({ error: 'Poné desde cuándo y hasta cuándo.' })
    const body = {
      ...(kind === 'all' ? { all: true } : { [kind]: [id] }),
      ...{ from: at(from), to: at(to) },
      ...(reason && { reason }),
      ...(force && { force }),
    }
    this.setState({ isBusy: true })
    const refused = await actions.block(body, force ? `${this.key} force` : this.key)
    if (!refused) return actions.close()
    this.setState({ isBusy: false, error: refused.message, standing: refused.standing })
  }

  /** @param {Props} props */
  render({ sheet, state, actions }) {
    const { error, isBusy } = this.state
    const standing = /** @type {Appointment[]} */ (this.state.standing)
    const { bays, mechanics, zone } = state.workshop
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault()
      void this.block(/** @type {HTMLFormElement} */ (event.currentTarget), false)
    }
    const insist = (/** @type {Event} */ event) =>
      this.block(
        /** @type {HTMLFormElement} */ (/** @type {Element} */ (event.currentTarget).closest('form')),
        true,
      )
    return html`
      <${Modal} class="drawer" label="Bloquear un horario" onClosed=${actions.close}>
        <header class="sheet-head">
          <h2>Bloquear un horario</h2>
          <button class="quiet" aria-label="Cerrar" onClick=${closeModal}>✕</button>
        </header>
        <form class="fields" onSubmit=${submit} onInput=${this.changed}>
          <label>
            Qué
            <select name="what">
              ${bays.map(({ id, name }) => html`<option key=${id} value=${`bays ${id}`}>${name}</option>`)}
              ${mechanics.map(({ id, name }) => html`<option key=${id} value=${`mechanics ${id}`}>${name}</option>`)}
              <option value="all">Todo el taller</option>
            </select>
          </label>
          <label>Desde <input name="from" type="datetime-local" defaultValue=${`${sheet.date}T08:00`} /></label>
          <label>Hasta <input name="to" type="datetime-local" defaultValue=${`${sheet.date}T12:00`} /></label>
          <label>Motivo <input name="reason" maxlength="200" autocomplete="off" placeholder="Elevador roto" /></label>
          ${error && html`<p class="error" role="alert">${error}</p>`}
          ${
            standing.length > 0 &&
            html`
            <ul>
              ${standing.map((each) => html`<li key=${each.id}>${dayWords(day(each.start, zone), todayOf(state))}, ${hour(each.start, zone)}: ${calledOf(each)}</li>`)}
            </ul>
            <p>Si bloqueás igual, esas horas quedan como están: movelas o avisales vos.</p>
            <button type="button" class="danger" onClick=${insist}>Bloquear igual</button>
          `
          }
          <button class="main" aria-disabled=${isBusy}>Bloquear</button>
        </form>
      <//>
    `
  }
}

/**
 * A blocked time, to be taken away.
 *
 * @extends {Component<{absence: Absence, state: State, actions: Actions}, {error: string}>}
 */
export class Blocked extends Component {
  state = { error: '' }

  unblock = async () => {
    const { absence, actions } = this.props
    const error = await actions.unblock(absence.id)
    if (error) this.setState({ error })
    else actions.close()
  }

  /** @param {{absence: Absence, state: State, actions: Actions}} props */
  render({ absence, state, actions }) {
    const { zone } = state.workshop
    const when = (/** @type {string} */ at) => `${dayWords(day(at, zone), todayOf(state))}, ${hour(at, zone)}`
    return html`
      <${Modal} class="drawer" label="Horario bloqueado" onClosed=${actions.close}>
        <header class="sheet-head">
          <h2>${whatWords(absence, state)}</h2>
          <button class="quiet" aria-label="Cerrar" onClick=${closeModal}>✕</button>
        </header>
        <p>Desde ${when(absence.from)}, hasta ${when(absence.to)}.</p>
        ${absence.reason && html`<p>${absence.reason}</p>`}
        ${this.state.error && html`<p class="error" role="alert">${this.state.error}</p>`}
        <button class="danger" onClick=${this.unblock}>Desbloquear</button>
        <p class="faint">El lugar queda libre, y el bot avisa a quien lo espera.</p>
      <//>
    `
  }
}

/**
 * @param {Absence} absence
 * @param {State} state
 */
export function whatWords({ all, bays, mechanics }, { workshop }) {
  if (all) return 'Taller bloqueado'
  const names = [...workshop.bays, ...workshop.mechanics]
    .filter(({ id }) => bays.includes(id) || mechanics.includes(id))
    .map(({ name }) => name)
  return `Bloqueado: ${names.join(', ')}`
}

/**
 * From which until which minute of a date it is blocked.
 *
 * @param {Absence} absence
 * @param {string} date
 * @param {string} zone
 * @returns {[number, number]}
 */
export function minutesOn({ from, to }, date, zone) {
  const [first, last] = [day(from, zone), day(to, zone)]
  if (first > date || last < date) return [0, 0]
  return [first === date ? minuteOfDay(from, zone) : 0, last === date ? minuteOfDay(to, zone) : 1440]
}

/**
 * @param {Absence} absence
 * @param {string} date
 * @param {string} zone
 */
export function isOn(absence, date, zone) {
  const [open, close] = minutesOn(absence, date, zone)
  return close > open
}

/**
 * @param {Absence} absence
 * @param {string} date
 * @param {string} zone
 */
export function hoursWords(absence, date, zone) {
  const [open, close] = minutesOn(absence, date, zone)
  if (open === 0 && close === 1440) return 'todo el día'
  const clock = (/** @type {number} */ minute) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${clock(open)} a ${clock(close)}`
}
