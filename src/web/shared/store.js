/**
 * @template S
 * @typedef {object} Store
 * @property {S} state read it anew each time: it is replaced, never changed
 * @property {(patch: Partial<S>) => void} change
 */

/**
 * The page's one state, and a call for each time that it changed.
 *
 * @template S
 * @param {S} first
 * @param {() => void} onChange
 * @returns {Store<S>}
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
