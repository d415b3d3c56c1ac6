import { html } from '../shared/view.js'
import { reasonAsTold, reasonWords } from './words.js'

/**
 * Why a message did not arrive: first for whoever works at the desk, then small as Meta or the server told it.
 *
 * @param {{reason?: string | undefined}} props
 */
export function Reason({ reason }) {
  const told = reasonAsTold(reason)
  return html`${reasonWords(reason)}${told && html` <small class="told" lang="en">${told}</small>`}`
}
