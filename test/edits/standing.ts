import type { AnyStateMachine, AnyStateNode } from 'xstate'

/** A state that a conversation can stand in between two turns, and how. */
export interface Standing {
  /** `booking.askingSlot` */
  name: string
  flow: string
  /** Keys from the root: `['asking', 'byDate']`. */
  path: string[]
  /** It waits for its customer, or for the flow that it invokes. */
  waitsFor: 'customer' | 'flow'
}

/** Every state of the charts that a conversation can stand in: it goes on by no arrow of its own and asks no service. */
export function standings(flows: Record<string, AnyStateMachine>): Standing[] {
  return Object.entries(flows).flatMap(([flow, machine]) =>
    leaves(machine.root)
      .filter(({ type, always = [] }) => type !== 'final' && always.length === 0)
      .filter(({ invoke }) => invoke.every(({ src }) => String(src) in flows))
      .map(({ path, invoke }) => ({
        name: [flow, ...path].join('.'),
        flow,
        path,
        waitsFor: invoke.length > 0 ? ('flow' as const) : ('customer' as const),
      })),
  )
}

function leaves(node: AnyStateNode): AnyStateNode[] {
  const inner = Object.values(node.states)
  return inner.length === 0 ? [node] : inner.flatMap(leaves)
}
