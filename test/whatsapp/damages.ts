import type { Item } from './webhooks.ts'

/** Where something stands in a JSON value. */
export type Place = string[]

const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)

/** What may stand where nobody expects it; undefined: nothing. */
export const strange: unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'x',
  'x'.repeat(100_000),
  [],
  {},
  [null],
  [[]],
  [deep],
  { id: deep },
]

/** The path of everything in a JSON value. */
export function damagedPlaces(value: unknown, path: Place = []): Place[] {
  const here = path.length > 0 ? [path] : []
  if (typeof value !== 'object' || value === null) return here
  return [...here, ...Object.entries(value).flatMap(([key, inner]) => damagedPlaces(inner, [...path, key]))]
}

/** The same JSON with another value at a place. */
export function put(json: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value
  const holder = json as Item
  const changed = put(holder[key], rest, value)
  if (changed !== undefined) holder[key] = changed
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return holder
}
