import { html } from '../shared/view.js'
import { Chat } from './chat.js'
import { Composer } from './composer.js'

/** @import { Actions } from './actions.js' */
/** @import { State } from './state.js' */

/** @param {{state: State, actions: Actions}} props */
export function Phone({ state, actions }) {
  const away = state.connection === 'unplugged'
  return html`
    <section class="phone" aria-label=${`Charla con ${state.workshop.name}`}>
      <div class="screen">
        <header class="contact">
          <span class="face" aria-hidden="true">${initials(state.workshop.name)}</span>
          <div>
            <h2>${state.workshop.name}</h2>
            <p class=${away ? 'away' : ''}>${presence(state)}</p>
          </div>
        </header>
        <${Chat} key=${state.phone} state=${state} actions=${actions} />
        <${Composer} actions=${actions} />
      </div>
    </section>
  `
}

/** @param {State} state */
function presence({ connection, typing, phone }) {
  if (connection === 'unplugged') return 'desenchufado…'
  if (connection === 'connecting') return 'conectando…'
  return typing.includes(phone) ? 'escribiendo…' : 'en línea'
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter((word) => word.length > 2 || /^\p{Lu}/u.test(word))
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase('es'))
    .join('')
}
