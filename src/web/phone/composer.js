import { Icon } from '../shared/icon.js'
import { Component, html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { IconName } from '../shared/icon.js' */

/**
 * Where the customer writes. Enter sends; Shift and Enter begin a line.
 *
 * @typedef {{actions: Actions}} Props
 * @extends {Component<Props>}
 */
export class Composer extends Component {
  /** @type {HTMLTextAreaElement | null} */
  field = null

  send = () => {
    const text = this.field?.value.trim()
    if (!this.field || !text) return
    this.props.actions.write(text)
    this.field.value = ''
  }

  /** @param {Event} event */
  submit = (event) => {
    event.preventDefault()
    this.send()
    this.field?.focus()
  }

  /** @param {KeyboardEvent} event */
  sendOnEnter = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.send()
  }

  /** @param {HTMLTextAreaElement | null} field */
  keep = (field) => {
    this.field = field
  }

  render() {
    return html`
      <form class="composer" onSubmit=${this.submit}>
        <textarea
          id="escribir"
          ref=${this.keep}
          rows="1"
          maxlength="4096"
          aria-label="Escribí un mensaje"
          placeholder="Escribí un mensaje"
          enterkeyhint="send"
          onKeyDown=${this.sendOnEnter}
        />
        <${Attach} actions=${this.props.actions} />
        <button class="send" aria-label="Enviar"><${Icon} name="send" /></button>
      </form>
    `
  }
}

/** @param {Props} props */
function Attach({ actions }) {
  const leave = (/** @type {FocusEvent} */ event) => {
    const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget)
    if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget))) menu.open = false
  }
  const closeOnEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return
    const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget)
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
  return html`
    <details class="attach" onFocusOut=${leave} onKeyDown=${closeOnEscape}>
      <summary aria-label="Adjuntar" title="Adjuntar"><${Icon} name="attach" /></summary>
      <ul>
        ${attachments.map(
          ({ type, icon, words }) => html`
            <li key=${type}>
              <button
                type="button"
                onClick=${(/** @type {Event} */ event) => {
                  const button = /** @type {Element} */ (event.currentTarget)
                  button.closest('details')?.removeAttribute('open')
                  actions.sendMedia(type)
                }}
              >
                <${Icon} name=${icon} /> ${words}
              </button>
            </li>
          `,
        )}
      </ul>
    </details>
  `
}

/** @type {{type: string, icon: IconName, words: string}[]} */
const attachments = [
  { type: 'audio', icon: 'voice', words: 'Nota de voz' },
  { type: 'image', icon: 'photo', words: 'Foto' },
  { type: 'location', icon: 'location', words: 'Ubicación' },
]
