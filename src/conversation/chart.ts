import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, StateValue } from 'xstate'
import { plain } from './plain.ts'
import { type Action, invokesOf, runnable, standing } from './runnable.ts'
import type { Reply } from './vocabulary.ts'

/** The flows of a workshop: by name, which one greets, and which one takes up what fell due. */
export interface Flows {
  flows: Record<string, AnyStateMachine>
  greets: string
  fellDue: Record<string, string>
  /** Which flow answers a question in the middle of another talk, by the intent that it has. */
  asides?: Record<string, string>
  /** What a customer can write, as whole messages, to begin a flow in the middle of another talk, by the flow's name. */
  calledBy?: Record<string, string[]>
  /** How a stored snapshot of a flow is brought to what the flow is now, by the flow's name. */
  migrations?: Record<string, (snapshot: unknown) => unknown>
}

/** One macrostep of one chart: the next snapshot and the actions it asks for, as data. */
export interface Stepped {
  snapshot: AnyMachineSnapshot
  actions: Action[]
}

export function startChart(flow: AnyStateMachine, input: unknown): Stepped {
  return stepped(flow, (machine, scope) => machine.getInitialSnapshot(scope, input as never))
}

export function stepChart(flow: AnyStateMachine, snapshot: unknown, event: { type: string }): Stepped {
  return stepped(flow, (machine, scope) => machine.transition(restore(flow, snapshot), event, scope))
}

/** What is stored: plain JSON, without the children, since the stack of frames is ours. */
export function persist(flow: AnyStateMachine, snapshot: AnyMachineSnapshot): unknown {
  if (!isEmpty(snapshot.historyValue))
    return plain(flow.getPersistedSnapshot({ ...snapshot, children: {} } as AnyMachineSnapshot))
  const { status, output, error, value, context } = snapshot
  return plain({ status, output, error, value, historyValue: {}, context, children: {} })
}

/** The snapshot as a chart goes on from it, with a context of its own, since an `assign` may push into what it is handed. */
export function restore(flow: AnyStateMachine, snapshot: unknown): AnyMachineSnapshot {
  const { status, output, error, value, context, historyValue, children } = snapshot as Persisted
  const { machine } = runnable(flow)
  if (!isEmpty(historyValue) || !isEmpty(children))
    return machine.restoreSnapshot(plain(snapshot) as never, undefined as never)
  return { ...standing(flow, value), status, output, error, context: plain(context) } as AnyMachineSnapshot
}

/** The nodes of a chart that are active in a stored snapshot; its context is not looked at. */
export function activeNodes(flow: AnyStateMachine, snapshot: unknown): Pick<AnyMachineSnapshot, '_nodes'> {
  return standing(flow, (snapshot as Persisted).value)
}

/** The invokes that are active in a snapshot: id and name of the service or flow. */
export function activeInvokes(snapshot: Pick<AnyMachineSnapshot, '_nodes'>): Map<string, string> {
  const active = new Map<string, string>()
  for (const node of snapshot._nodes) {
    for (const invoke of invokesOf(node)) active.set(invoke.id, String(invoke.src))
  }
  return active
}

/** Whether an active state of it names exactly this event; a wildcard does not count. */
export function names(snapshot: Pick<AnyMachineSnapshot, '_nodes'>, event: string): boolean {
  return snapshot._nodes.some((node: { on: Record<string, unknown> }) => event in node.on)
}

/** What a flow that waits said when it came to where it is; undefined where it said nothing, or that cannot be told again. */
export function entryReply(snapshot: AnyMachineSnapshot): Reply | undefined {
  const entries = snapshot._nodes.flatMap((node: { entry: unknown[] }) => node.entry)
  const reply = entries.findLast(
    (each): each is { params: unknown } => (each as { type?: string } | null)?.type === 'reply',
  )
  if (typeof reply?.params !== 'function') return reply?.params as Reply | undefined
  try {
    return reply.params({ context: snapshot.context })
  } catch {
    // It takes something from the event that it was entered with, and that is gone.
    return undefined
  }
}

/** A state's name as people read it: `asking.day`, or `left.a, right.b` for regions. */
export function stateName(snapshot: { value?: StateValue }): string {
  return named(snapshot.value ?? '').join(', ')
}

function named(value: StateValue): string[] {
  if (typeof value === 'string') return [value]
  return Object.entries(value).flatMap(([key, inner]) =>
    named(inner as StateValue).map((name) => (name ? `${key}.${name}` : key)),
  )
}

/** Runs one macrostep and collects what it asks for. */
function stepped(
  flow: AnyStateMachine,
  run: (machine: AnyStateMachine, scope: AnyActorScope) => AnyMachineSnapshot,
): Stepped {
  const known = runnable(flow)
  const actions: Action[] = []
  known.asked = actions
  return { snapshot: run(known.machine, known.scope), actions }
}

type Persisted = Pick<
  AnyMachineSnapshot,
  'status' | 'output' | 'error' | 'value' | 'context' | 'historyValue' | 'children'
>

function isEmpty(object: object): boolean {
  for (const _ in object) return false
  return true
}
