import { Icon } from '../shared/icon.js'
import { Component, html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { Conversation } from './state.js' */

/**
 * Where a person answers. Outside the 24 hours WhatsApp takes no free words: then it says what else can be done.
 *
 * @typedef {{talk: Conversation, isOpen: boolean, actions: Actions}} Props
 * @extends {Component<Props, {error: string, isBusy: boolean}>}
 */
export class Reply extends Component {
  state = { error: '', isBusy: false }
  /** @type {HTMLTextAreaElement | null} */
  field = null
  /** One for each message that is meant: a lost answer makes no second one. */
  key = crypto.randomUUID()

  /** @param {Event} event */
  send = async (event) => {
    event.preventDefault()
    const { field } = this
    const text = field?.value.trim()
    if (!field || !text || this.state.isBusy) return
    this.setState({ isBusy: true })
    const error = await this.props.actions.reply(this.props.talk.customer, text, this.key)
    if (!error) {
      field.value = ''
      this.key = crypto.randomUUID()
    }
    this.setState({ error, isBusy: false })
    field.focus()
  }

  /** @param {KeyboardEvent} event */
  sendOnEnter = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void this.send(event)
  }

  /** @param {Props} props */
  render({ talk, isOpen }) {
    const { phone, attention } = talk
    if (!isOpen) {
      return html`
        <div class="reply shut-window">
          <p><strong>No se le puede escribir desde acá.</strong> WhatsApp solo deja contestar durante las 24 horas después de su último mensaje. Llamalo, o escribile desde otro teléfono; cuando conteste, se abre de nuevo.</p>
          ${phone && html`<p class="acts"><a class="button" href=${`tel:+${phone}`}><${Icon} name="call" /> Llamar</a> <a class="button" href=${`https://wa.me/${phone}`} target="_blank" rel="noreferrer">WhatsApp propio</a></p>`}
        </div>
      `
    }
    const { error, isBusy } = this.state
    const keep = (/** @type {HTMLTextAreaElement | null} */ field) => {
      this.field = field
    }
    return html`
      <form class="reply" onSubmit=${this.send}>
        ${error && html`<p class="error" role="alert">${error}</p>`}
        <textarea ref=${keep} rows="2" maxlength="4096" aria-label="Tu respuesta" placeholder="Escribí tu respuesta" aria-describedby="reply-hint" onKeyDown=${this.sendOnEnter}></textarea>
        <button class="main" aria-disabled=${isBusy}><${Icon} name="send" /> Mandar</button>
        <p class="faint" id="reply-hint">${attention === 'bot' ? 'Al contestar tomás la palabra: el bot se calla hasta que se la devuelvas.' : 'El bot no contesta mientras hable una persona.'}</p>
      </form>
    `
  }
}
