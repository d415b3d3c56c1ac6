import { mediaWords } from '../shared/words.js'

/** @import { Talk } from './state.js' */

/**
 * What was said last, and by whom.
 *
 * @param {Talk} talk
 */
export function lastWords({ last }) {
  if (!last) return ''
  const said = last.text || mediaWords[last.type] || last.type
  return `${speakers[last.from]}${said}`
}

const speakers = { customer: '', bot: 'Bot: ', human: 'Taller: ' }

/**
 * How long ago something was, in short.
 *
 * @param {string} at ISO 8601
 * @param {number} now Unix ms
 */
export function agoWords(at, now) {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000))
  if (minutes < 1) return 'recién'
  if (minutes < 60) return `hace ${minutes} min`
  if (minutes < 1440) return `hace ${Math.floor(minutes / 60)} h`
  const days = Math.floor(minutes / 1440)
  return days === 1 ? 'hace un día' : `hace ${days} días`
}
