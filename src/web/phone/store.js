/** @import { State } from './state.js' */

/**
 * @typedef {object} Store
 * @property {State} state read it anew each time: it is replaced, never changed
 * @property {(patch: Partial<State>) => void} change
 */

/**
 * The page's one state, and a call for each time that it changed.
 *
 * @param {State} first
 * @param {() => void} onChange
 * @returns {Store}
 */
export function createStore(first, onChange) {
  let state = first
  let announced = false
  return {
    get state() {
      return state
    },
    change(patch) {
      state = { ...state, ...patch }
      if (announced) return
      announced = true
      queueMicrotask(() => {
        announced = false
        onChange()
      })
    },
  }
}
