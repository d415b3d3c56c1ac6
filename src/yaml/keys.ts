import { readFileSync } from 'node:fs'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'

/** Where a key stands, or the text behind it: line and column from 1. */
export interface KeyPlace {
  line: number
  column: number
}

/** The keys of a YAML file and those of its groups, dotted (`booking.askDay`), in its order; of one that stands twice the last. */
export function keysOf(file: string): Map<string, KeyPlace> {
  const lines = new LineCounter()
  const { contents } = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false })
  const places = new Map<string, KeyPlace>()
  const look = (node: unknown, path: string[]) => {
    if (!isMap(node)) return
    for (const { key, value } of node.items) {
      const here = [...path, isScalar(key) ? String(key.value) : String(key)]
      const isWritten = isNode(value) && !isMap(value) && value.range?.[1] !== value.range?.[0]
      const at = isWritten ? value : key
      const { line, col } = lines.linePos(isNode(at) ? (at.range?.[0] ?? 0) : 0)
      places.set(here.join('.'), { line, column: col })
      look(value, here)
    }
  }
  look(contents, [])
  return places
}

/** Where a key should stand that a file lacks: at what stands before it in another file, or at its group, or at the beginning. */
export function placeFor(
  key: string,
  places: ReadonlyMap<string, KeyPlace>,
  others: Iterable<string> = [],
): KeyPlace {
  const elsewhere = [...others]
  const group = key.split('.').slice(0, -1).join('.')
  const beside = elsewhere.filter((each) => each.startsWith(`${group}.`))
  const before = beside.slice(0, Math.max(0, beside.indexOf(key))).findLast((each) => places.has(each))
  const near = places.get(before ?? group) ?? places.get(group)
  if (near) return near
  const groups = [...new Set(elsewhere.map((each) => each.split('.')[0]!))]
  const above = groups
    .slice(0, Math.max(0, groups.indexOf(key.split('.')[0]!)))
    .findLast((each) => places.has(each))
  return places.get(above ?? '') ?? { line: 1, column: 1 }
}
