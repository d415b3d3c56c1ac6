import { Icon } from '../shared/icon.js'
import { workshopNow } from '../shared/now.js'
import { html } from '../shared/view.js'
import { talkAddress } from './route.js'
import { attended, calledOf, isWaiting, waitsSince } from './state.js'
import { TalkPane } from './talk.js'
import { agoWords, lastWords } from './talk-row.js'

/** @import { Actions } from './actions.js' */
/** @import { State, Talk } from './state.js' */

/**
 * The conversations: those that wait for a person first; and the one that is open beside them.
 *
 * @param {{state: State, actions: Actions}} props
 */
export function Talks({ state, actions }) {
  const { route, talks, found, search } = state
  const first = search ? [] : attended(state)
  const others = found.flatMap((key) => {
    const talk = talks[key]
    // Who was only booked for has said nothing yet.
    return talk && (talk.last || search) && !first.includes(talk) ? [talk] : []
  })
  return html`
    <div class=${`talks ${route.customer ? 'has-open' : ''}`}>
      <section class="talk-list" aria-label="Charlas">
        <label class="search">
          <span class="unseen">Buscar por nombre o teléfono</span>
          <input type="search" placeholder="Buscar nombre o teléfono" value=${search} onInput=${(/** @type {Event} */ event) => actions.search(/** @type {HTMLInputElement} */ (event.currentTarget).value)} />
        </label>
        ${first.length > 0 && html`<h2>Con una persona</h2><${Rows} talks=${first} state=${state} />`}
        <h2>${search ? 'Encontradas' : 'Con el bot'}</h2>
        ${others.length === 0 && html`<p class="none">${search ? 'Nadie con ese nombre o teléfono.' : 'Ninguna todavía.'}</p>`}
        <${Rows} talks=${others} state=${state} />
      </section>
      ${
        route.customer
          ? html`<${TalkPane} key=${route.customer} state=${state} actions=${actions} />`
          : html`<p class="nothing-open"><${Icon} name="chat" /> Elegí una charla para leerla y contestar.</p>`
      }
    </div>
  `
}

/** @param {{talks: Talk[], state: State}} props */
function Rows({ talks, state }) {
  const now = workshopNow(state)
  return html`
    <ul>
      ${talks.map((talk) => {
        const isOpen = talk.customer === state.route.customer
        return html`
          <li key=${talk.customer} class=${`talk-row ${isWaiting(talk) ? 'waits' : ''}`}>
            <a href=${talkAddress(talk.customer)} aria-current=${isOpen ? 'true' : undefined}>
              <strong>${calledOf(talk)}</strong>
              <span class="since">${talk.last && agoWords(isWaiting(talk) ? waitsSince(talk) : talk.last.at, now)}</span>
              <span class="words">${lastWords(talk)}</span>
              ${isWaiting(talk) && html`<b class="mark">espera</b>`}
            </a>
          </li>
        `
      })}
    </ul>
  `
}
