import { type Arrow, type Chart, type Config, isConfig, listOf, type State, typeOf } from './chart.ts'
import { Evaluator } from './evaluate.ts'
import type { Place } from './finding.ts'
import type { Loaded } from './load.ts'
import { isFunction, type Node, nameOf, walk } from './source.ts'
import { given, type Value } from './values.ts'
import type { Where } from './where.ts'

/** A `reply` or a `remark` of a flow. */
export interface Said {
  type: 'reply' | 'remark'
  action: object
  /** Where it is said: on coming to a state, on leaving it, or on an arrow. */
  state: State
  when: 'entry' | 'exit' | Arrow
  place: Place
  /** Its params, once for each way that the conditions in them can go. */
  cases: Value[]
  /** It takes something from the event, so that it cannot be told again. */
  takesEvent: boolean
}

/** All that the flows say, wherever it is written. */
export function repliesOf(charts: Chart[], loaded: Loaded, where: Where): Said[] {
  return charts.flatMap(({ states }) =>
    states.flatMap((state) => [
      ...saidIn(listOf(state.config.entry), state, 'entry', loaded, where),
      ...saidIn(listOf(state.config.exit), state, 'exit', loaded, where),
      ...state.arrows.flatMap((arrow) => saidIn(arrow.actions, state, arrow, loaded, where)),
    ]),
  )
}

function saidIn(actions: unknown[], state: State, when: Said['when'], loaded: Loaded, where: Where): Said[] {
  return actions.filter(isConfig).flatMap((action) => {
    const type = typeOf(action)
    if (type !== 'reply' && type !== 'remark') return []
    const place = where.of(action)
    return [{ type, action, state, when, place, ...paramsOf(action, loaded, where, place) }]
  })
}

function paramsOf({ params }: Config, { sources, written }: Loaded, where: Where, place: Place) {
  if (typeof params !== 'function')
    return { cases: [given(params, (...at) => where.of(...at), place)], takesEvent: false }
  const [first] = written(params)
  if (!first) return { cases: [], takesEvent: false }
  const { source, node } = first
  const asked = new Set<string>()
  new Evaluator(sources, (condition) => void asked.add(condition)).result(source, node)
  const conditions = [...asked].slice(0, mostConditions)
  const cases = Array.from({ length: 2 ** conditions.length }, (_, ways) => {
    const settled = new Map(conditions.map((condition, bit) => [condition, ((ways >> bit) & 1) === 1]))
    return new Evaluator(sources, (condition) => settled.get(condition)).result(source, node)
  })
  return { cases, takesEvent: takesEvent(node) }
}

/** Each doubles the cases; beyond that, both ways are taken at once. */
const mostConditions = 7

function takesEvent(node: Node): boolean {
  if (!isFunction(node)) return false
  const [first] = node.params
  if (first?.type === 'ObjectPattern') return first.properties.some((each) => nameOf(each) === 'event')
  const name = first?.type === 'Identifier' ? first.name : undefined
  return [...walk(node.body)].some(
    (each) =>
      each.type === 'MemberExpression' &&
      each.object.type === 'Identifier' &&
      each.object.name === name &&
      each.property.type === 'Identifier' &&
      each.property.name === 'event',
  )
}
