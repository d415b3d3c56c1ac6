import type { ArrayExpression, ObjectExpression } from '@babel/types'
import { bare, type Node, nameOf, walk } from '../../src/check/source.ts'
import { ChartText, isArrowMaker } from './chart.ts'
import { goingOn, withoutUnreachable } from './states.ts'

/**
 * Another list of options in a state: the first one of those that are written down has another id, the last one is gone, and a
 * list that is made has one row less. A question without options gets one.
 */
export function changeOptions(source: string, path: string[]): string {
  const chart = new ChartText(source)
  const state = chart.state(path)
  const told = walk(state).some((node) => isCallOf(node, 'telling'))
    ? chart.all().find((node) => node.type === 'FunctionDeclaration' && node.id?.name === 'telling')!
    : state
  const list = walk(told).find((node) => node.type === 'ObjectProperty' && nameOf(node) === 'options')
  if (!list) return withOption(chart, state, path)
  const options = bare((list as { value: Node }).value)
  for (const slice of walk(options).filter((node) => isCallOf(node, 'slice'))) {
    const [from] = (slice as { arguments: Node[] }).arguments
    if (source.slice(from!.start!, from!.end!) === '0') chart.replace(from!, '1')
  }
  const written = (options.type === 'ArrayExpression' ? (options as ArrayExpression).elements : []).filter(
    (each): each is ObjectExpression => each?.type === 'ObjectExpression',
  )
  const [first] = written
  const last = written.at(-1)
  const arrows = first ? chosen(chart, state, textOf(first)) : []
  if (first && arrows.length === 0) {
    reverse(chart, written)
    return chart.edited()
  }
  if (first) for (const literal of [idOf(first)!, ...arrows]) chart.replace(literal, `'${textOf(first)}Anew'`)
  // A template has as many buttons as before.
  const isTold =
    told !== state ||
    walk(state).some((node) => node.type === 'ObjectProperty' && nameOf(node) === 'fallback')
  if (last && written.length > 1 && !isTold) removeOption(chart, state, last)
  return withoutUnreachable(chart.edited())
}

function reverse(chart: ChartText, written: Node[]): void {
  for (const [index, each] of written.entries()) {
    const { start, end } = written.at(-1 - index)!
    chart.replace(each, chart.text.slice(start!, end!))
  }
}

/** With the arrow that it had. */
function removeOption(chart: ChartText, state: Node, option: ObjectExpression): void {
  chart.remove(option)
  for (const literal of chosen(chart, state, textOf(option))) {
    const arrow = arrowsIn(chart, state).find(
      ({ start, end }) => start! <= literal.start! && literal.end! <= end!,
    )
    if (arrow) chart.remove(arrow)
  }
}

/** Where arrows of the state, or of the whole chart if it has none, say which option they are for. */
function chosen(chart: ChartText, state: Node, id: string): Node[] {
  const makers = (within: Node[]) =>
    within
      .filter(isArrowMaker)
      .map((call) => call.arguments[0]!)
      .filter((each) => each.type === 'StringLiteral' && each.value === id)
  const own = makers(walk(state))
  return own.length > 0 ? own : makers(chart.all())
}

/** The members of lists of arrows. */
function arrowsIn(chart: ChartText, state: Node): Node[] {
  const lists = (within: Node[]) =>
    within
      .filter((node): node is ArrayExpression => node.type === 'ArrayExpression')
      .flatMap(({ elements }) => elements as Node[])
  return [...lists(walk(state)), ...lists(chart.all())]
}

function withOption(chart: ChartText, state: Node, path: string[]): string {
  const params = walk(state).find((node) => node.type === 'ObjectProperty' && nameOf(node) === 'text')!
  chart.insert(params.start!, `options: [{ id: 'goOn', text: 'edited.optionGoOn' }], `)
  const on = walk(state).find((node) => node.type === 'ObjectProperty' && nameOf(node) === 'on') as {
    value: Node
  }
  chart.insert(
    on.value.start! + 1,
    ` 'customer.chose': { ${goingOn(chart.text)}target: '${path.at(-1)}', reenter: true },`,
  )
  return chart.edited()
}

function textOf(option: ObjectExpression): string {
  return (idOf(option) as { value?: string }).value ?? ''
}

function idOf(option: ObjectExpression): Node | undefined {
  const found = option.properties.find((each) => nameOf(each) === 'id')
  return found && 'value' in found ? (found.value as Node) : undefined
}

function isCallOf(node: Node, name: string): boolean {
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  const called = callee.type === 'MemberExpression' ? callee.property : callee
  return (called as { name?: string }).name === name
}
