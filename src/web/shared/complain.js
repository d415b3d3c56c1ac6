import { RefusedError, UnreachableError } from './api.js'

/** @import { Store } from './store.js' */

/**
 * Shows what the server refused. That it is away shows by itself; anything else is a fault of the page.
 *
 * @template {{notice: string}} S
 * @param {Store<S>} store
 * @param {unknown} error
 */
export function complain(store, error) {
  if (error instanceof UnreachableError) return
  if (!(error instanceof RefusedError)) throw error
  store.change(/** @type {Partial<S>} */ ({ notice: error.message }))
}
