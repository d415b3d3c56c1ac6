/** Where a message stands: a conversation's key, and its number there. */
export interface Place {
  key: string
  number: number
}

/** Where a message stands by its id, `<conversation key>.<number>`; undefined where that is no such id. */
export function placeOf(id: string): Place | undefined {
  const [, key, digits] = /^([a-z][a-z0-9]{0,63})\.(\d{1,9})$/.exec(id) ?? []
  return key === undefined ? undefined : { key, number: Number(digits) }
}
