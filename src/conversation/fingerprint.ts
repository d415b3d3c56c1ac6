import { createHash } from 'node:crypto'
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'

/**
 * What of a chart a stored talk depends on: its states, events, invokes and delays. Texts and guards may change without
 * any talk noticing.
 */
export function fingerprint(flow: AnyStateMachine): string {
  let known = fingerprints.get(flow)
  if (!known) {
    known = createHash('sha256')
      .update(JSON.stringify(outline(flow.root)))
      .digest('base64url')
      .slice(0, 16)
    fingerprints.set(flow, known)
  }
  return known
}

/** Whether a frame's flow is still what it was when the frame was last stepped. */
export function isCurrent(
  flows: Record<string, AnyStateMachine>,
  frame: { flow: string; fingerprint: string },
): boolean {
  const flow = flows[frame.flow]
  return flow !== undefined && fingerprint(flow) === frame.fingerprint
}

const fingerprints = new WeakMap<AnyStateMachine, string>()

type Node = AnyMachineSnapshot['_nodes'][number]

function outline(node: Node): unknown {
  return {
    key: node.key,
    type: node.type,
    initial: node.initial?.target.map((target: Node) => target.id),
    on: Object.keys(node.on).sort(),
    invokes: node.invoke.map(({ id, src }: { id: string; src: unknown }) => [id, src]),
    states: Object.values(node.states as Record<string, Node>).map(outline),
  }
}

/** The delays that the active states of a snapshot wait for: the name of each, which is also its event. */
export function activeDelays(snapshot: AnyMachineSnapshot): Map<string, number> {
  const delays = new Map<string, number>()
  for (const node of snapshot._nodes) {
    for (const { delay, eventType } of node.after) delays.set(eventType, resolve(snapshot, delay))
  }
  return delays
}

function resolve(snapshot: AnyMachineSnapshot, delay: unknown): number {
  const named = typeof delay === 'string' ? snapshot.machine.implementations.delays[delay] : delay
  return typeof named === 'function'
    ? named({ context: snapshot.context, event: { type: '' } }, undefined)
    : Number(named)
}
