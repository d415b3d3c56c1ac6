/**
 * What the page is at, as its address says after the #: `dia/2026-11-27`, `semana/2026-11-27`, `charlas/c123`, `pendientes`.
 *
 * @typedef {{view: 'day' | 'week' | 'talks' | 'pending', date: string | null, customer: string | null}} Route
 */

/** @returns {Route} */
export function readRoute() {
  const [name = '', rest = ''] = decodeURIComponent(location.hash.slice(1)).split('/')
  const date = /^\d{4}-\d\d-\d\d$/.test(rest) && !Number.isNaN(Date.parse(rest)) ? rest : null
  if (name === 'charlas') return { view: 'talks', date: null, customer: /^\w+$/.test(rest) ? rest : null }
  if (name === 'pendientes') return { view: 'pending', date: null, customer: null }
  return { view: name === 'semana' ? 'week' : 'day', date, customer: null }
}

/** @param {string | null} [date] today, if there is none */
export const dayAddress = (date) => `#dia${date ? `/${date}` : ''}`

/** @param {string | null} [date] */
export const weekAddress = (date) => `#semana${date ? `/${date}` : ''}`

/** @param {string} [customer] */
export const talkAddress = (customer) => `#charlas${customer ? `/${customer}` : ''}`

export const pendingAddress = '#pendientes'
