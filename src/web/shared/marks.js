/** @typedef {string | {tag: 'strong' | 'em' | 's' | 'code', children: Marked[]}} Marked */

/**
 * Reads WhatsApp's marks: *bold*, _italic_, ~strike~ and `code`. A mark opens before a word and closes after one on the
 * same line, so `2 * 3 * 4` and `mi_archivo_final` stay as they are.
 *
 * @param {string} text
 * @returns {Marked[]}
 */
export function marked(text) {
  const found = mark.exec(text)
  if (!found?.groups) return text ? [text] : []
  const { sign = '', inner = '' } = found.groups
  const tag = tags[sign]
  if (!tag) return [text]
  const before = text.slice(0, found.index)
  const children = tag === 'code' ? [inner] : marked(inner)
  return [
    ...(before ? [before] : []),
    { tag, children },
    ...marked(text.slice(found.index + found[0].length)),
  ]
}

const mark = /(?<![\p{L}\p{N}])(?<sign>[*_~`])(?=\S)(?!\1)(?<inner>.+?)(?<=\S)\1(?![\p{L}\p{N}])/u

/** @type {Record<string, 'strong' | 'em' | 's' | 'code'>} */
const tags = { '*': 'strong', _: 'em', '~': 's', '`': 'code' }
