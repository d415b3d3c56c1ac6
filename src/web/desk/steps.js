import { Component, html } from '../shared/view.js'
import { askedBefore, askedOfRequest, inOrder, stepWords } from './words.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, State } from './state.js' */

/**
 * The steps that an appointment can be taken; what cannot be taken back is asked twice.
 *
 * @typedef {{appointment: Appointment, state: State, actions: Actions}} Props
 * @extends {Component<Props, {asking: string, error: string, isBusy: boolean}>}
 */
export class Steps extends Component {
  state = { asking: '', error: '', isBusy: false }

  /** @type {HTMLElement | null} */
  group = null

  componentDidUpdate() {
    // The button that had the focus is gone with its step.
    if (document.activeElement === document.body || document.activeElement?.matches('dialog'))
      this.group?.focus()
  }

  /** @param {HTMLElement | null} group */
  keep = (group) => {
    this.group = group
  }

  /** @param {string} status */
  async take(status) {
    if (this.state.isBusy) return
    this.setState({ isBusy: true, error: '' })
    const outcome = await this.props.actions.amend(this.props.appointment.id, { status })
    this.setState({ isBusy: false, asking: '', error: outcome.ok ? '' : outcome.message })
  }

  /** @param {string} status */
  press(status) {
    if (askedBefore[status]) this.setState({ asking: status, error: '' })
    else void this.take(status)
  }

  /** @param {Props} props */
  render({ appointment, state }) {
    const { asking, error, isBusy } = this.state
    const isRequest = appointment.status === 'pending'
    const word = (/** @type {string} */ step) => wordOf(appointment.status, step)
    const steps = inOrder(state.workshop.steps[appointment.status] ?? [])
    return html`
      ${error && html`<p class="error" role="alert">${error}</p>`}
      ${
        asking
          ? html`
            <div class="asking" ref=${this.keep} tabindex="-1" role="group" aria-label="Confirmar">
              <p>${isRequest ? askedOfRequest : askedBefore[asking]}</p>
              <button autofocus ref=${focus} class="danger" aria-disabled=${isBusy} onClick=${() => this.take(asking)}>Sí, ${word(asking).toLocaleLowerCase('es')}</button>
              <button onClick=${() => this.setState({ asking: '' })}>Volver</button>
            </div>
          `
          : steps.length > 0 &&
            html`
            <div class="steps" ref=${this.keep} tabindex="-1" role="group" aria-label="Pasos">
              ${steps.map(
                (step, index) => html`
                  <button key=${step} class=${index === 0 ? 'main' : ''} aria-disabled=${isBusy} onClick=${() => this.press(step)}>${word(step)}</button>
                `,
              )}
            </div>
          `
      }
    `
  }
}

/**
 * @param {string} status
 * @param {string} step
 */
function wordOf(status, step) {
  if (status === 'pending' && step === 'cancelled') return 'Rechazar el pedido'
  if (status === 'ready' && step === 'inWork') return 'Volver al trabajo'
  return stepWords[step] ?? step
}

/** @param {HTMLElement | null} element */
function focus(element) {
  element?.focus()
}
