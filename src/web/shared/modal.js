import { Component, html } from './view.js'

/**
 * A modal `<dialog>`: the browser keeps the focus in it, closes it with Escape and gives the focus back. A tap beside it
 * closes it too.
 *
 * @typedef {{label: string, class: string, onClosed: () => void, onShow?: (dialog: HTMLDialogElement) => void, children: any}} Props
 * @extends {Component<Props>}
 */
export class Modal extends Component {
  /** @type {HTMLDialogElement | null} */
  dialog = null

  componentDidMount() {
    const { dialog, props } = this
    if (!dialog) return
    props.onShow?.(dialog)
    dialog.showModal()
  }

  /** @param {Props} props */
  render({ label, class: className, onClosed, children }) {
    const keep = (/** @type {HTMLDialogElement | null} */ dialog) => {
      this.dialog = dialog
    }
    const closeOutside = (/** @type {MouseEvent} */ event) => {
      if (event.target === this.dialog) this.dialog?.close()
    }
    return html`
      <dialog ref=${keep} class=${className} aria-label=${label} onClose=${onClosed} onClick=${closeOutside}>
        <div class="modal-body">${children}</div>
      </dialog>
    `
  }
}

/**
 * Closes the dialog that an event happened in.
 *
 * @param {Event} event
 */
export function closeModal(event) {
  if (event.currentTarget instanceof Element) event.currentTarget.closest('dialog')?.close()
}
