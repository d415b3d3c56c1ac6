import { choose } from './chosen.js'
import { html } from './view.js'

/** @typedef {{id: string, name: string}} Named */

/**
 * Which of several workshops the page is about.
 *
 * @param {{label: string, workshop: Named, workshops: Named[]}} props
 */
export function Workshops({ label, workshop, workshops }) {
  if (workshops.length < 2) return null
  const change = (/** @type {Event} */ event) =>
    choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value)
  return html`
    <label class="workshops">
      ${label}
      <select value=${workshop.id} onChange=${change}>
        ${workshops.map(({ id, name }) => html`<option key=${id} value=${id} selected=${id === workshop.id}>${name}</option>`)}
      </select>
    </label>
  `
}
