import { html } from '../shared/view.js'

/** @import { Actions } from './actions.js' */

/**
 * Hard things to say to a bot, a tap away.
 *
 * @param {{actions: Actions}} props
 */
export function Suggestions({ actions }) {
  return html`
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">Probá a decirle</h2>
      <ul>
        ${sentences.map(
          (sentence) => html`
            <li key=${sentence}><button onClick=${() => actions.write(sentence)}>${sentence}</button></li>
          `,
        )}
        <li><button onClick=${() => actions.sendMedia('audio')}>una nota de voz</button></li>
      </ul>
    </section>
  `
}

const sentences = [
  'Hola, quiero agendar',
  'mañana tipo 10',
  'el viernes a la tarde',
  'pasado a primera hora',
  'el jueves no, el lunes',
  '👍',
  'ta, dale',
  'me equivoqué',
  '¿qué hora tengo?',
  'menú',
  'quiero hablar con una persona',
  'cancelar',
]
