import { closeModal, Modal } from '../shared/modal.js'
import { html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { Message } from './state.js' */

/**
 * The list of a message, as a sheet that rises from the bottom of the phone.
 *
 * @param {{message: Message, actions: Actions}} props
 */
export function ListSheet({ message, actions }) {
  return html`
    <${Modal} class="sheet" label=${message.list} onShow=${fitToPhone} onClosed=${actions.closeSheet}>
      <header>
        <h2>${message.list}</h2>
        <button class="quiet" aria-label="Cerrar la lista" onClick=${closeModal}>✕</button>
      </header>
      <ul onKeyDown=${moveFocus}>
        ${message.options?.map(
          (option, index) => html`
            <li key=${option.id}>
              <button
                autofocus=${index === 0}
                onClick=${(/** @type {Event} */ event) => {
                  closeModal(event)
                  actions.choose(option)
                }}
              >
                <span class="row-title">${option.title}</span>
                ${option.description && html`<span class="row-description">${option.description}</span>`}
              </button>
            </li>
          `,
        )}
      </ul>
    <//>
  `
}

/**
 * A dialog stands above the whole page, so it is told where the phone's screen is, as far as it is in sight.
 *
 * @param {HTMLDialogElement} dialog
 */
function fitToPhone(dialog) {
  const screen = document.querySelector('.screen')
  if (!screen) return
  screen.scrollIntoView({ block: 'nearest' })
  const { left, width, top, bottom } = screen.getBoundingClientRect()
  const lowest = Math.min(bottom, window.innerHeight)
  dialog.style.setProperty('--left', `${left}px`)
  dialog.style.setProperty('--width', `${width}px`)
  dialog.style.setProperty('--bottom', `${window.innerHeight - lowest}px`)
  dialog.style.setProperty('--height', `${lowest - Math.max(0, top)}px`)
}

/**
 * Moves the focus from row to row with the arrows, and to the first and the last with Home and End.
 *
 * @param {KeyboardEvent} event
 */
function moveFocus(event) {
  const list = /** @type {Element} */ (event.currentTarget)
  const rows = [...list.querySelectorAll('button')]
  const at = rows.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus()
}
