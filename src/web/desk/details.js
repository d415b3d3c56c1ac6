import { about } from '../shared/chosen.js'
import { Icon } from '../shared/icon.js'
import { moment } from '../shared/time.js'
import { Component, html } from '../shared/view.js'
import { Reason } from './reason.js'
import { deliveryWords } from './words.js'

/** @import { Actions } from './actions.js' */
/** @import { Appointment, Conversation, Entry, State } from './state.js' */

/**
 * The vehicle and the note, which can be changed; what the customer sent to it; and how the reminders went.
 *
 * @typedef {{appointment: Appointment, conversation: Conversation | null, state: State, actions: Actions}} Props
 * @extends {Component<Props, {said: string, isWrong: boolean}>}
 */
export class Details extends Component {
  state = { said: '', isWrong: false }

  /** @param {SubmitEvent} event */
  save = async (event) => {
    event.preventDefault()
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))
    const vehicle = String(fields.get('vehicle')).trim()
    const note = String(fields.get('note')).trim()
    const { appointment, actions } = this.props
    const outcome = await actions.amend(appointment.id, { ...(vehicle && { vehicle }), note })
    this.setState(
      outcome.ok ? { said: 'Guardado.', isWrong: false } : { said: outcome.message, isWrong: true },
    )
  }

  /** @param {Props} props */
  render({ appointment, conversation, state }) {
    const { id, vehicle, note, media = [] } = appointment
    const reminders = (conversation?.messages ?? []).filter(({ about }) => about === id)
    const { said, isWrong } = this.state
    return html`
      <form class="fields" onSubmit=${this.save}>
        <label>Vehículo <input name="vehicle" maxlength="120" autocomplete="off" defaultValue=${vehicle ?? ''} placeholder="Gol SBC 1234" /></label>
        <label>Nota <textarea name="note" rows="3" maxlength="1000">${note ?? ''}</textarea></label>
        <div class="row">
          <p role="status" class=${isWrong ? 'error' : 'faint'}>${said}</p>
          <button>Guardar</button>
        </div>
      </form>
      ${
        media.length > 0 &&
        html`
        <section class="files" aria-label="Archivos del cliente">
          <h3>Lo que mandó</h3>
          <ul>
            ${media.map((file, index) => html`<li key=${file}><a class="button" href=${about(`/api/v1/media/${file}`)} download><${Icon} name="file" /> Archivo ${index + 1}</a></li>`)}
          </ul>
        </section>
      `
      }
      ${
        reminders.length > 0 &&
        html`
        <section aria-label="Recordatorios">
          <h3>Recordatorios</h3>
          <ul class="reminders">
            ${reminders.map((each) => html`<${Reminder} key=${each.id} entry=${each} zone=${state.workshop.zone} />`)}
          </ul>
        </section>
      `
      }
    `
  }
}

/** @param {{entry: Entry, zone: string}} props */
function Reminder({ entry, zone }) {
  const { at, status = '', reason } = entry
  return html`
    <li>
      ${moment(at, zone)}: ${deliveryWords[status] ?? status}
      ${reason && (status === 'blocked' || status === 'failed') && html`<span class="error">. <${Reason} reason=${reason} /></span>`}
    </li>
  `
}
