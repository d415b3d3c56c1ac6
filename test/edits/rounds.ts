import { concerns, type Kind } from './kinds.ts'
import type { Standing } from './standing.ts'

/**
 * The states to be edited at once: of each flow one, and none on which a customer of another one stands, so that what
 * becomes of each customer comes from the edit of their state. A flow goes alone, and a syntax error is one wherever it is.
 * @param stacks by the name of a state, all states that whoever was brought there stands on
 */
export function roundsOf(kind: Kind, all: Standing[], stacks: Map<string, string[]>): Standing[][] {
  const targets = all.filter((each) => concerns(kind, each))
  if (kind === 'a syntax error') return [targets]
  if (kind === 'a removed flow') return [...new Set(targets.map(({ flow }) => flow))].map((flow) => targets.filter((each) => each.flow === flow))
  const rounds: Standing[][] = []
  for (const target of targets) {
    const round = rounds.find((each) => each.every((other) => areApart(target, other, stacks)))
    if (round) round.push(target)
    else rounds.push([target])
  }
  return rounds
}

function areApart(a: Standing, b: Standing, stacks: Map<string, string[]>): boolean {
  return a.flow !== b.flow && !stacks.get(a.name)!.includes(b.name) && !stacks.get(b.name)!.includes(a.name)
}
