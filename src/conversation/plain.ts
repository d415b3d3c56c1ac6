/** A copy that is JSON, whatever it was: what leaves a flow, and what a flow may change without anyone else seeing it. */
export function plain<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
}
