import { Notice } from '../shared/notice.js'
import { html } from '../shared/view.js'
import { Agenda } from './agenda.js'
import { Block, Blocked } from './block.js'
import { NewVisit } from './new-visit.js'
import { Pending } from './pending.js'
import { Talks } from './talks.js'
import { Top } from './top.js'
import { Visit } from './visit.js'

/** @import { Actions } from './actions.js' */
/** @import { State } from './state.js' */

/** @param {{state: State, actions: Actions}} props */
export function Page({ state, actions }) {
  const { route, sheet } = state
  if (state.clock === null) return html`<p class="loading" role="status">${waiting[state.connection]}</p>`
  const isAgenda = route.view === 'day' || route.view === 'week'
  return html`
    <${Top} state=${state} />
    <${Trouble} reasons=${state.trouble} />
    <main id="contenido" tabindex="-1" class=${`view-${route.view}`}>
      ${isAgenda && html`<${Agenda} state=${state} actions=${actions} />`}
      ${isAgenda && html`<aside class="rail" aria-label="Pendientes"><${Pending} state=${state} actions=${actions} /></aside>`}
      ${route.view === 'pending' && html`<${Pending} state=${state} actions=${actions} />`}
      ${route.view === 'talks' && html`<${Talks} state=${state} actions=${actions} />`}
    </main>
    <${Notice} text=${state.connection === 'away' ? away : state.notice} onGone=${actions.forgetNotice} />
    ${sheet?.kind === 'visit' && html`<${Visit} key=${sheet.id} id=${sheet.id} state=${state} actions=${actions} />`}
    ${sheet?.kind === 'block' && html`<${Block} sheet=${sheet} state=${state} actions=${actions} />`}
    ${sheet?.kind === 'blocked' && html`<${Blocked} absence=${sheet.absence} state=${state} actions=${actions} />`}
    ${sheet?.kind === 'new' && html`<${NewVisit} sheet=${sheet} state=${state} actions=${actions} />`}
  `
}

const waiting = {
  connecting: 'Abriendo el mostrador…',
  live: 'Abriendo el mostrador…',
  away: 'El servidor no contesta. Se sigue probando…',
}
const away = 'Sin conexión con el servidor. Se muestra lo último que se supo.'

/** @param {{reasons: string[]}} props */
function Trouble({ reasons }) {
  if (reasons.length === 0) return null
  return html`
    <div class="trouble" role="alert">
      <p><strong>El bot no puede mandar mensajes.</strong> Corré «npx chasqui doctor» para ver cómo arreglarlo.</p>
      <ul lang="en">
        ${reasons.slice(0, 5).map((reason) => html`<li key=${reason}>${reason}</li>`)}
      </ul>
    </div>
  `
}
