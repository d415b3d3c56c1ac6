import { type Arrow, type Chart, entered, initialOf, lineage, type State, typeOf, waits } from './chart.ts'
import type { Model } from './model.ts'

/** The states that a talk can come to, and those they are in. */
export function reached(chart: Chart): Set<State> {
  const found = new Set<State>()
  const queue = entered(chart.root)
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const state of lineage(next)) {
      if (found.has(state)) continue
      found.add(state)
      for (const { to } of state.arrows) queue.push(...to.flatMap(entered))
    }
  }
  return found
}

/** Those in which a talk waits for somebody, of those it can come to. */
export function waiting(chart: Chart): State[] {
  return [...reached(chart)].filter(waits)
}

/** The arrows that can be taken in a state: its own, and those of what it is in. */
export function arrowsIn(state: State): Arrow[] {
  return lineage(state).flatMap(({ arrows }) => arrows)
}

/** An arrow that leads to a name that is none. */
export function isLost({ targets, to }: Arrow): boolean {
  return targets.length > to.length
}

/** Where a name is wrong, what follows from that need not be told as well. */
export function hasLost({ states }: Chart): boolean {
  return states.some(
    (state) => state.arrows.some(isLost) || (state.kind === 'compound' && initialOf(state) === undefined),
  )
}

/** It leaves the talk where it is, and says what a state says on coming to it no more. */
export function isInPlace({ from, to, targets, reenter }: Arrow): boolean {
  return targets.length === 0 || (to.length === 1 && to[0] === from && !reenter)
}

/** Whether an action says something. */
export function says(action: unknown): boolean {
  const type = typeOf(action)
  return type === 'reply' || type === 'remark'
}

/** Where an arrow was written. @param value of a key of it, if it is about that */
export function placeOfArrow({ where }: Model, arrow: Arrow, key?: string, value?: unknown) {
  const isKnown = where.written(arrow.config).length > 0
  return isKnown ? where.of(arrow.config, key, value) : where.of(arrow.holder, arrow.key, value)
}

export function nameOfState({ chart, path }: State): string {
  return [chart.name ?? chart.config.id ?? 'flow', path].filter(Boolean).join('.')
}
