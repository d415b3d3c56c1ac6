import { marked } from './marks.js'
import { h } from './view.js'

/** @import { Marked } from './marks.js' */

/**
 * A text with WhatsApp's marks shown as what they mean.
 *
 * @param {{text: string}} props
 */
export function MarkedText({ text }) {
  return marked(text).map(element)
}

/**
 * @param {Marked} piece
 * @returns {any}
 */
function element(piece) {
  return typeof piece === 'string' ? piece : h(piece.tag, null, piece.children.map(element))
}
