import type { Edit } from './kinds.ts'
import type { Standing } from './standing.ts'

/**
 * Edits in rounds, those of one round at once, such that what becomes of each customer comes from the edit of their own state:
 * in one round each flow is edited once, and no state on which a customer of another one stands.
 * @param stacks by the name of a state, all states that whoever was brought there stands on
 */
export function roundsOf(edits: Edit[], all: Standing[], stacks: Map<string, string[]>): Edit[][] {
  const rounds: Edit[][] = []
  for (const edit of edits) {
    const round = rounds.find((each) => each.every((other) => !meet(edit, other) && !meet(other, edit)))
    if (round) round.push(edit)
    else rounds.push([edit])
  }
  return rounds

  function meet(edit: Edit, other: Edit): boolean {
    const files = filesOf(edit)
    const standsOn = stacks.get(other.target.name)!
    const isGone =
      edit.kind === 'a removed flow' && standsOn.some((each) => each.startsWith(`${edit.target.flow}.`))
    return isGone || files.includes(other.target.flow) || standsOn.includes(edit.target.name)
  }

  /** Whoever invokes a flow is edited with it. */
  function filesOf({ kind, target: { flow } }: Edit): string[] {
    const callers = all.filter(({ invokes }) => invokes === flow).map((each) => each.flow)
    return kind === 'a removed flow' ? [flow, ...callers] : [flow]
  }
}
