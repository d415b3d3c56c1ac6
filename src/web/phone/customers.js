import { Icon } from '../shared/icon.js'
import { html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */
/** @import { Customer, State } from './state.js' */

/**
 * Whose phone this is, and whose it can be.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Customers({ state, actions }) {
  return html`
    <nav class="customers" aria-label="Clientes">
      <ul>
        ${state.customers.map(
          ({ phone, name }) => html`
            <li key=${phone}>
              <button
                ref=${phone === state.phone ? bringIntoSight : null}
                aria-current=${phone === state.phone ? 'true' : undefined}
                title=${`+${phone}`}
                onClick=${() => actions.switchTo(phone)}
              >
                <span class="face" aria-hidden="true">${initial(name || phone)}</span>
                <span>${called({ phone, name })}</span>
                ${state.unread.includes(phone) && html`<span class="dot"><span class="unseen">, mensaje nuevo</span></span>`}
              </button>
            </li>
          `,
        )}
      </ul>
      <button class="add" aria-label="Agregar un cliente" title="Agregar un cliente" onClick=${actions.openAdding}>
        <${Icon} name="plus" />
      </button>
    </nav>
  `
}

/**
 * The row scrolls in itself, and whose phone this is must be seen.
 *
 * @param {HTMLElement | null} chip
 */
function bringIntoSight(chip) {
  chip?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/**
 * By the first name; who gave none is known by the last digits of the phone.
 *
 * @param {Customer} customer
 */
function called({ phone, name }) {
  const [first = ''] = name.split(' ')
  return first && first !== 'Cliente' ? first : `…${phone.slice(-4)}`
}

/** @param {string} name */
function initial(name) {
  return [...name][0]?.toLocaleUpperCase('es') ?? '?'
}
