import { choose } from './chosen.js'
import { html } from './view.js'

/** @import { State } from './state.js' */

/**
 * Which of several workshops this phone writes to.
 *
 * @param {{state: State}} props
 */
export function Workshops({ state }) {
  const { workshops, workshop } = state
  if (workshops.length < 2) return null
  const change = (/** @type {Event} */ event) =>
    choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value)
  return html`
    <label class="workshops">
      Le escribís a
      <select value=${workshop.id} onChange=${change}>
        ${workshops.map(({ id, name }) => html`<option key=${id} value=${id} selected=${id === workshop.id}>${name}</option>`)}
      </select>
    </label>
  `
}
