import { type Arrow, type Drawn, type State, withAll } from './chart.ts'

/**
 * A flow as a flowchart in Mermaid's words, to be looked at: what leads from one state to another is one arrow, and what leads
 * back to a state that is written earlier, or comes by time alone, is a line in the state's own box. States that wait have
 * round corners, those that call another flow have double sides, and those that end it are round.
 * @param flows the names of all of them
 */
export function pictureOf({ first, states }: Drawn, flows: Set<string>): string {
  const order = new Map(states.flatMap(withAll).map((state, index) => [state.id, { state, index }]))
  const isBack = (from: State, { to, on }: Arrow) => {
    const { state, index } = order.get(to!)!
    return on === 'after' || (!state.isFinal && index <= order.get(from.id)!.index)
  }
  const lines = [
    ...states.flatMap((state) => boxesOf(state, first, { flows, isBack })),
    ...states.flatMap(withAll).flatMap((state) => drawn(state, isBack)),
  ]
  return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`
}

type IsBack = (from: State, arrow: Arrow) => boolean

interface Known {
  flows: Set<string>
  isBack: IsBack
}

function boxesOf(state: State, first: string | undefined, known: Known): string[] {
  const { id, key, children, invokes, isFinal } = state
  const name = id === first ? `▶ ${key}` : key
  const within = linesOf(state, known.isBack)
  if (children.length > 0) {
    const boxes = children.flatMap((child) => boxesOf(child, state.first, known))
    return [`subgraph ${id} [${[name, ...within].join(' · ')}]`, ...boxes, 'end']
  }
  const label = [`**${name}**`, ...within].join('<br>')
  if (isFinal) return [`${id}([${label}])`]
  if (invokes.some((src) => known.flows.has(src))) return [`${id}[[${label}]]`]
  const passes = invokes.length > 0 || state.arrows.some(({ on }) => on === 'always')
  return [passes ? `${id}[${label}]` : `${id}(${label})`]
}

function linesOf(state: State, isBack: IsBack): string[] {
  const back = byTarget(state.arrows.filter((arrow) => arrow.to !== undefined && isBack(state, arrow)))
  return [
    ...state.says.map((text) => `says ${text}`),
    ...state.invokes.map((src) => `invokes ${src}`),
    ...back.map(([to, arrows]) => {
      const isLater = arrows.every(({ on }) => on === 'after')
      return `${arrows.map((each) => shortly(each, state)).join(', ')} ${isLater ? '→' : '↩'} ${to}`
    }),
  ]
}

function drawn(state: State, isBack: IsBack): string[] {
  const ahead = state.arrows.filter((arrow) => arrow.to !== undefined && !isBack(state, arrow))
  return byTarget(ahead).map(([to, arrows]) => {
    const label = arrows.map((each) => shortly(each, state)).join('<br>')
    // Arrows without words are drawn into one another, and cannot be told apart.
    return `${state.id} -->|${label}| ${to}`
  })
}

function byTarget(arrows: Arrow[]): [string, Arrow[]][] {
  const targets = [...new Set(arrows.map(({ to }) => to!))]
  return targets.map((target) => [target, arrows.filter(({ to }) => to === target)])
}

/** `wrote saidWhen`; what a service answers needs no more than its guard. */
function shortly({ on, what, guard }: Arrow, { arrows }: State): string {
  if (on === 'event')
    return [what.replace(/^customer\./, ''), guard.replace(/^isChoice /, '')].filter(Boolean).join(' ')
  if (on === 'after') return `after ${what}`
  if (on === 'failed') return [what, 'failed', guard].filter(Boolean).join(' ')
  const isOnly = arrows.filter((each) => each.on === on).length === 1
  return guard || (isOnly ? 'then' : 'else')
}
