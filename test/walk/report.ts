import type { Covered } from './coverage.ts'
import type { Result } from './walk.ts'

/** How far it went, as a table. */
export function report(result: Result, covered: Covered[], seconds: number): string {
  const transitions = [...result.transitions.values()].reduce((sum, ways) => sum + ways.size, 0)
  const rows = [
    ['states', result.states.size],
    ['transitions', transitions],
    ['talks', result.steps],
    ['not walked', result.left],
    ['laws broken', result.broken.length],
    ['seconds', Math.round(seconds)],
  ].map(([name, count]) => `      ${String(name).padEnd(24)}${String(count).padStart(8)}`)
  const charts = covered.map(({ flow, states, transitions, missed }) => {
    const lostStates = missed.filter((each) => states.includes(each)).length
    const lost = missed.length - lostStates
    return `      ${flow.padEnd(24)}${share(states.length, lostStates)} states ${share(transitions.length, lost)} transitions`
  })
  return [...rows, ...charts].join('\n')
}

function share(all: number, missed: number): string {
  return `${all - missed} of ${all}`.padStart(10)
}
