import { Notice } from '../shared/notice.js'
import { html } from '../shared/view.js'
import { Workshops } from '../shared/workshops.js'
import { AddCustomer } from './add-customer.js'
import { Agenda } from './agenda.js'
import { Controls } from './controls.js'
import { Customers } from './customers.js'
import { Phone } from './phone.js'
import { ListSheet } from './sheet.js'
import { Suggestions } from './suggestions.js'
import { Why } from './why.js'

/** @import { Actions } from './actions.js' */
/** @import { State } from './state.js' */

/** @param {{state: State, actions: Actions}} props */
export function Page({ state, actions }) {
  const away = state.connection === 'unplugged'
  const listed = state.messages.find(({ id }) => id === state.sheet)
  return html`
    <header class="brand">
      <img src="/shared/icon.svg" alt="" width="36" height="36" />
      <div>
        <h1>Chasqui</h1>
        <p>Este es el teléfono de un cliente. Escribile al taller como por WhatsApp.</p>
        <${Workshops} label="Le escribís a" workshop=${state.workshop} workshops=${state.workshops} />
      </div>
    </header>
    <main>
      <div class="hand">
        <${Customers} state=${state} actions=${actions} />
        <${Phone} state=${state} actions=${actions} />
        <${Suggestions} actions=${actions} />
      </div>
      <${Controls} state=${state} actions=${actions} />
      ${state.workshop.bays.length > 0 && html`<${Agenda} state=${state} actions=${actions} />`}
      <${Why} state=${state} actions=${actions} />
    </main>
    <${Notice} text=${away ? unplugged : state.notice} onGone=${actions.forgetNotice} />
    ${listed && html`<${ListSheet} key=${listed.id} message=${listed} actions=${actions} />`}
    ${state.adding && html`<${AddCustomer} customers=${state.customers} actions=${actions} />`}
  `
}

const unplugged = 'Desenchufado… Lo que escribas sale cuando vuelva.'
