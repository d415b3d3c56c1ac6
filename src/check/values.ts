import type { Place } from './finding.ts'
import type { Node } from './source.ts'

/** What an expression of a flow can be, as far as it can be told without running it. */
export type Value =
  | { kind: 'text'; text: string; place: Place }
  | { kind: 'number'; number: number }
  /** `isOpen`: it may have more than these. */
  | { kind: 'object'; props: Map<string, Value>; isOpen: boolean; place: Place }
  /** `items`: what can be in it; `most`: how many can. */
  | { kind: 'list'; items: Value[]; most: number; place: Place }
  | { kind: 'either'; of: Value[] }
  | { kind: 'function'; node: Node; scope: Scope }
  | { kind: 'nothing' }
  | { kind: 'unknown' }

/** Names that stand for something where an expression stands. */
export interface Scope {
  file: string
  find(name: string): Value | undefined
}

export const unknown: Value = { kind: 'unknown' }
export const nothing: Value = { kind: 'nothing' }

export function either(values: Value[]): Value {
  const all = values.flatMap((each) => (each.kind === 'either' ? each.of : [each]))
  return all.length === 1 ? all[0]! : { kind: 'either', of: all }
}

/** All that a value can be, one by one. */
export function alternatives(value: Value | undefined): Value[] {
  if (!value) return []
  return value.kind === 'either' ? value.of.flatMap(alternatives) : [value]
}

export function textsIn(value: Value | undefined): { text: string; place: Place }[] {
  return alternatives(value).flatMap((each) => (each.kind === 'text' ? [each] : []))
}

/** The key of an object in each thing that a value can be. */
export function prop(value: Value | undefined, key: string): Value | undefined {
  const found = alternatives(value).flatMap((each) => {
    if (each.kind === 'object') return each.props.get(key) ?? (each.isOpen ? unknown : [])
    return each.kind === 'unknown' ? unknown : []
  })
  return found.length > 0 ? either(found) : undefined
}

/** Any of the values of an object's keys: what `texts[why]` can be. */
export function anyProp(value: Value): Value {
  return either(
    alternatives(value).flatMap((each) => {
      if (each.kind === 'object') return [...each.props.values(), ...(each.isOpen ? [unknown] : [])]
      return each.kind === 'list' ? each.items : unknown
    }),
  )
}

export function mostOf(value: Value | undefined): number {
  return Math.max(
    0,
    ...alternatives(value).map((each) => {
      if (each.kind === 'list') return each.most
      return each.kind === 'nothing' ? 0 : Number.POSITIVE_INFINITY
    }),
  )
}

export function itemsOf(value: Value | undefined): Value[] {
  return alternatives(value).flatMap((each) => (each.kind === 'list' ? each.items.flatMap(alternatives) : []))
}

/** A value that is there already. @param placeOf where it was written */
export function given(
  value: unknown,
  placeOf: (owner: unknown, key?: string, value?: unknown) => Place,
  place: Place,
): Value {
  if (typeof value === 'string') return { kind: 'text', text: value, place }
  if (typeof value === 'number') return { kind: 'number', number: value }
  if (value === undefined || value === null || value === false) return nothing
  if (Array.isArray(value)) {
    const items = value.map((each) =>
      given(each, placeOf, typeof each === 'object' ? placeOf(each) : placeOf(value, undefined, each)),
    )
    return { kind: 'list', items, most: value.length, place }
  }
  if (typeof value !== 'object') return unknown
  const props = Object.entries(value).map(
    ([key, each]) => [key, given(each, placeOf, placeOf(value, key))] as const,
  )
  return { kind: 'object', props: new Map(props), isOpen: false, place }
}
