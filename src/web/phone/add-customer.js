import { closeModal, Modal } from '../shared/modal.js'
import { html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { Customer } from './state.js' */

/** @param {{customers: Customer[], actions: Actions}} props */
export function AddCustomer({ customers, actions }) {
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault()
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))
    const phone = String(fields.get('phone')).replace(/\D/g, '')
    actions.addCustomer(phone, String(fields.get('name')).trim())
    closeModal(event)
    // Closing gave the focus back to the button; what comes next is to write.
    document.getElementById('escribir')?.focus()
  }
  return html`
    <${Modal} class="card" label="Agregar un cliente" onClosed=${actions.closeAdding}>
      <form onSubmit=${add}>
        <h2>Otro cliente</h2>
        <label>
          Nombre
          <input name="name" required maxlength="60" autocomplete="off" placeholder="Bruno Silva" />
        </label>
        <label>
          Teléfono
          <input
            name="phone"
            type="tel"
            required
            autocomplete="off"
            pattern="\\+?([\\s\\-]*\\d){8,15}\\s*"
            title="De 8 a 15 números, con el código del país"
            value=${freePhone(customers)}
          />
        </label>
        <div class="buttons">
          <button type="button" onClick=${closeModal}>Cancelar</button>
          <button class="main">Darle un teléfono</button>
        </div>
      </form>
    <//>
  `
}

/** @param {Customer[]} customers */
function freePhone(customers) {
  const taken = new Set(customers.map(({ phone }) => phone))
  let number = 59899123457
  while (taken.has(String(number))) number += 1
  return String(number)
}
