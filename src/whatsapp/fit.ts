/** Shortens a text to `limit` UTF-16 units: at the end of a word, with an ellipsis. */
export function fit(text: string, limit: number): string {
  if (text.length <= limit) return text
  if (limit < 1) return ''
  const room = limit - 1
  const endOfWord = /\s/.test(text.charAt(room)) ? room : text.slice(0, room).search(/\s\S*$/)
  const kept = endOfWord > 0 ? text.slice(0, endOfWord) : cut(text, room)
  return `${kept.trimEnd()}…`
}

/** The first `limit` UTF-16 units, or one less where that would leave half of a surrogate pair. */
export function cut(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')
}
