import { type Node, nameOf, walk } from '../../src/check/source.ts'
import { ChartText, type Ref } from './chart.ts'

/** Another name for a state, wherever it is named. */
export function renameState(source: string, path: string[]): string {
  const chart = new ChartText(source)
  const state = chart.state(path)
  chart.replace(state.key, `${path.at(-1)}Anew`)
  pointTo(chart, path, [...path.slice(0, -1), `${path.at(-1)}Anew`])
  return chart.edited()
}

/** Takes a state out: what led to it leads to another one, and what only it led to goes with it. */
export function removeState(source: string, path: string[], instead: string[]): string {
  const chart = new ChartText(source)
  chart.remove(chart.state(path))
  pointTo(chart, path, instead)
  return withoutUnreachable(chart.edited())
}

/** Takes out states that nothing leads to any more. */
export function withoutUnreachable(source: string): string {
  const chart = new ChartText(source)
  const names = chart.states()
  const states = new Map(names.map((name) => [name, chart.state([name])]))
  const within = ({ start, end }: Node) =>
    [...states.values()].some((state) => state.start! < start! && end! < state.end!)
  const named = (refs: Ref[]) => refs.map(({ literal }) => literal.value.replace(/^\./, '').split('.')[0]!)
  const ahead = named(chart.refs().filter(({ literal }) => !within(literal)))
  // What makes arrows leads to these.
  if (source.includes('bookingArrows.ts')) ahead.push('findingSlots', 'booking')
  const wishes = chart.wishes()
  const reached = new Set<string>()
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const state = states.get(name)
    if (!state || reached.has(name)) continue
    reached.add(name)
    ahead.push(...named(chart.refs(state)))
    if (wishes.some(({ start }) => state.start! < start! && start! < state.end!))
      ahead.push('booking', 'seeingAppointments')
  }
  for (const [name, state] of states) if (!reached.has(name)) chart.remove(state)
  return chart.edited()
}

/**
 * Asks something before the state is come to, and again after it: whoever is asked says that they go on. What is said to
 * somebody who did not ask for it stays first, since it goes by a template.
 */
export function addQuestion(source: string, path: string[]): string {
  const chart = new ChartText(source)
  const state = chart.state(path.slice(0, 1))
  const [before, after] = [`asking${title(path)}`, `askingAfter${title(path)}`]
  const isProactive = /fallback|telling\(/.test(source.slice(state.start!, state.end!))
  const own = new Set(chart.refs(state).map(({ literal }) => literal))
  const into = chart.refsTo(path).filter(({ literal, isInitial }) => !own.has(literal) && !isInitial)
  const silent = new Set(
    walk(state)
      .filter((node) => node.type === 'ObjectProperty' && nameOf(node) === 'after')
      .flatMap((node) => chart.refs(node).map(({ literal }) => literal)),
  )
  const out = chart
    .refs(state)
    .find(({ literal, isInitial }) => !isInitial && !silent.has(literal) && literal.value !== path.join('.'))
  const states: string[] = []
  if (!isProactive && into.length > 0) {
    for (const ref of into) point(chart, ref, [before])
    states.push(question(source, before, path.join('.')))
  }
  if (out) {
    point(chart, out, [after])
    states.push(question(source, after, out.literal.value))
  }
  chart.insert(state.end!, states.map((each) => `,\n${each}`).join(''))
  return chart.edited()
}

/** A letter that is not to be there. */
export function breakState(source: string, path: string[]): string {
  const chart = new ChartText(source)
  chart.insert(chart.state(path).value.start! + 1, '{')
  return chart.edited()
}

function question(source: string, name: string, next: string): string {
  const [, delay] = /after: \{ (\w+):/.exec(source)!
  const ends = source.includes('    ended: {') ? 'ended' : 'abandoned'
  return `    ${name}: {
      entry: {
        type: 'reply',
        params: { text: 'edited.ask', options: [{ id: 'goOn', text: 'edited.optionGoOn', means: ['yes', 'confirm'] }] },
      },
      on: { 'customer.chose': { ${goingOn(source)}target: '${next.replace(/^\./, '')}' } },
      after: { ${delay}: { target: '${ends}' } },
    }`
}

/** That it is this option which is chosen, where the flow can ask that. */
export function goingOn(source: string): string {
  const params = "({ event }) => ({ choice: event.choice, wanted: 'goOn' })"
  return /^ {4}isChoice,/m.test(source) || source.includes('bookingSetup')
    ? `guard: { type: 'isChoice', params: ${params} }, `
    : ''
}

function title(path: string[]): string {
  return path.map((key) => key[0]!.toUpperCase() + key.slice(1)).join('')
}

/** Whatever leads to one state leads to another one. */
export function pointTo(chart: ChartText, from: string[], to: string[]): void {
  for (const ref of chart.refsTo(from)) point(chart, ref, to)
  for (const node of chart.wishes()) {
    if (!['booking', 'seeingAppointments'].includes(from[0]!)) continue
    const spread = `.map((arrow) => (arrow.target === '${from[0]}' ? { ...arrow, target: '${to.join('.')}' as const } : arrow))`
    chart.insert(node.end!, spread)
  }
}

function point(chart: ChartText, { literal, isInitial }: Ref, to: string[]): void {
  const dot = literal.value.startsWith('.') ? '.' : ''
  chart.replace(literal, `'${isInitial ? to.at(-1) : dot + to.join('.')}'`)
}
