import { Icon } from '../shared/icon.js'
import { MarkedText } from '../shared/marked-text.js'
import { hour } from '../shared/time.js'
import { html } from '../shared/view.js'
import { mediaWords } from '../shared/words.js'
import { sentInThisTalk } from './state.js'

/** @import { Actions } from './actions.js' */
/** @import { Entry, Place, State } from './state.js' */

/**
 * Why the bot says what it says: where the talk stands, who has the floor, and where each reply came from.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Why({ state, actions }) {
  const { conversation } = state
  const entries = conversation?.messages ?? []
  const sent = sentInThisTalk(state)
  return html`
    <section class="panel why" aria-labelledby="why-title">
      <header><h2 id="why-title">Por qué contesta eso</h2></header>
      <dl class="facts">
        <div>
          <dt>La palabra la tiene</dt>
          <dd><${Floor} attention=${conversation?.attention ?? 'bot'} actions=${actions} /></dd>
        </div>
        <div>
          <dt>La charla está en</dt>
          <dd>${conversation?.talk.length ? html`<${Talk} talk=${conversation.talk} />` : 'ningún lado: espera un mensaje'}</dd>
        </div>
        <div>
          <dt>El taller lleva en esta charla</dt>
          <dd class="sent"><strong>${sent}</strong> ${sent === 1 ? 'mensaje' : 'mensajes'}</dd>
        </div>
      </dl>
      <h3 id="trace-title">De dónde salió cada respuesta</h3>
      ${entries.length === 0 && html`<p class="empty">Acá vas a ver qué paso de qué flujo dijo cada cosa.</p>`}
      <ol class="trace" aria-labelledby="trace-title">
        ${entries
          .slice(-shownEntries)
          .reverse()
          .map((entry) => html`<${Step} key=${entry.id} entry=${entry} zone=${state.workshop.zone} />`)}
      </ol>
    </section>
  `
}

const shownEntries = 14

/** @param {{attention: 'bot' | 'human', actions: Actions}} props */
function Floor({ attention, actions }) {
  if (attention === 'bot') return html`<span class="floor"><${Icon} name="bot" /> el bot</span>`
  return html`
    <span class="floor human"><${Icon} name="person" /> una persona</span>
    <button onClick=${actions.giveFloorToBot}>Devolvérsela al bot</button>
  `
}

/** @param {{talk: Place[]}} props */
function Talk({ talk }) {
  return html`
    <ol class="talk">
      ${talk.map((place, index) => html`<li key=${index}><${Where} place=${place} /></li>`)}
    </ol>
  `
}

/** @param {{entry: Entry, zone: string}} props */
function Step({ entry, zone }) {
  const said = entry.text || mediaWords[entry.type] || entry.type
  return html`
    <li class=${`step from-${entry.from}`}>
      <p class="said"><time>${hour(entry.at, zone)}</time> <b>${speakers[entry.from]}</b> <${MarkedText} text=${said} /></p>
      ${unsent[entry.status ?? ''] && html`<p class="unsent">${unsent[entry.status ?? '']}</p>`}
      ${entry.cause && html`<p class="cause">desde <${Where} place=${entry.cause} /></p>`}
    </li>
  `
}

/** @type {Record<string, string>} */
const unsent = {
  owed: 'todavía no salió',
  blocked: 'no se mandó',
  failed: 'no llegó',
  unknown: 'no se sabe si llegó',
}

const speakers = { customer: 'Cliente', bot: 'Bot', human: 'Persona' }

/** @param {{place: Place}} props */
function Where({ place }) {
  return html`<code class="where"><b>${place.flow}</b> ${stateName(place.state)}</code>`
}

/**
 * A state of XState as one path: `asking.day`.
 *
 * @param {unknown} value
 * @returns {string}
 */
function stateName(value) {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, inner]) => [name, stateName(inner)].filter(Boolean).join('.'))
    .join(' + ')
}
