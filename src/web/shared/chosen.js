/** Where there are several workshops: which one this page is about. It stands in the address. */
let chosen = new URLSearchParams(location.search).get('workshop')

/**
 * Without a choice it is the first of them.
 *
 * @param {{id: string}[]} workshops
 */
export function settleOn(workshops) {
  if (chosen !== null || workshops.length < 2) return
  chosen = workshops[0]?.id ?? null
  history.replaceState(null, '', addressOf(String(chosen)))
}

/** @param {string} id */
export function choose(id) {
  // Another workshop is another page: nothing of this one is true there.
  location.assign(addressOf(id))
}

/** @param {string} path of the API or the sandbox */
export function about(path) {
  if (chosen === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}workshop=${encodeURIComponent(chosen)}`
}

/** @param {string | undefined} workshop whose event it is, where there are several */
export function isElsewhere(workshop) {
  return workshop !== undefined && workshop !== chosen
}

/** @param {string} id */
function addressOf(id) {
  return `?workshop=${encodeURIComponent(id)}${location.hash}`
}
