import type { AnyStateMachine, AnyStateNode } from 'xstate'

/** A state that a conversation can stand in between two turns, and how. */
export interface Standing {
  /** `booking.askingSlot` */
  name: string
  flow: string
  /** Keys from the root: `['asking', 'byDate']`. */
  path: string[]
  /** The flow that it invokes and waits for; else it waits for its customer. */
  invokes: string | undefined
}

/** Every state of the charts that a conversation can stand in: it goes on by no arrow of its own and asks no service. */
export function standings(flows: Record<string, AnyStateMachine>): Standing[] {
  const all = Object.entries(flows).flatMap(([flow, machine]) =>
    leaves(machine.root)
      .filter(({ type, always = [] }) => type !== 'final' && always.length === 0)
      .filter(({ invoke }) => invoke.every(({ src }) => String(src) in flows))
      .map(({ path, invoke }) => ({
        name: [flow, ...path].join('.'),
        flow,
        path,
        invokes: invoke[0] && String(invoke[0].src),
      })),
  )
  return withoutPassedThrough(all)
}

/** Nobody stands where a flow is called that asks nothing. */
function withoutPassedThrough(all: Standing[]): Standing[] {
  const left = all.filter(({ invokes }) => invokes === undefined || all.some(({ flow }) => flow === invokes))
  return left.length === all.length ? all : withoutPassedThrough(left)
}

function leaves(node: AnyStateNode): AnyStateNode[] {
  const inner = Object.values(node.states)
  return inner.length === 0 ? [node] : inner.flatMap(leaves)
}
