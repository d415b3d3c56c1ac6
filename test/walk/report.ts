import type { Covered } from './coverage.ts'
import type { Result } from './walk.ts'

/** How far it went, as a table. */
export function report(result: Result, covered: Covered[], seconds: number): string {
  const rows = [
    ['states', result.states.size],
    ['transitions', result.transitions.size],
    ['talks', result.talks],
    ['steps', result.steps],
    ['sandboxes', result.sandboxes],
    ['states not walked from', result.left],
    ['laws broken', result.broken.length],
    ['seconds', Math.round(seconds)],
  ].map(([name, count]) => `      ${String(name).padEnd(24)}${String(count).padStart(8)}`)
  const charts = covered.map(({ flow, states, transitions, missed }) => {
    const lostStates = missed.filter((each) => !each.includes(' ')).length
    const lost = missed.length - lostStates
    return `      ${flow.padEnd(24)}${share(states.length, lostStates)} states ${share(transitions.length, lost)} transitions`
  })
  const never = process.env.WALK_MISSED
    ? covered.flatMap(({ missed }) => missed.map((each) => `      never: ${each}`))
    : []
  return [...rows, ...charts, ...never].join('\n')
}

function share(all: number, missed: number): string {
  return `${all - missed} of ${all}`.padStart(10)
}
