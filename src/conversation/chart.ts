import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type StateValue,
} from 'xstate'
import { plain } from './plain.ts'
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
  actions: { type: string; params: unknown }[]
}

/** Microsteps after which a chart that goes round without input is stopped. */
const maxIterations = 100

export function startChart(flow: AnyStateMachine, input: unknown): Stepped {
  return stepped(flow, (scope) => flow.getInitialSnapshot(scope, input as never))
}

export function stepChart(flow: AnyStateMachine, snapshot: unknown, event: { type: string }): Stepped {
  return stepped(flow, (scope) => flow.transition(restore(flow, snapshot), event, scope))
}

/** What is stored: plain JSON, without the children, since the stack of frames is ours. */
export function persist(flow: AnyStateMachine, snapshot: AnyMachineSnapshot): unknown {
  return plain(flow.getPersistedSnapshot({ ...snapshot, children: {} } as AnyMachineSnapshot))
}

export function restore(flow: AnyStateMachine, snapshot: unknown): AnyMachineSnapshot {
  // A copy, since an `assign` may push into what it is handed.
  return flow.restoreSnapshot(plain(snapshot) as never, undefined as never)
}

/** The invokes that are active in a snapshot: id and name of the service or flow. */
export function activeInvokes(snapshot: AnyMachineSnapshot): Map<string, string> {
  const active = new Map<string, string>()
  for (const node of snapshot._nodes) {
    for (const invoke of node.invoke) active.set(invoke.id, String(invoke.src))
  }
  return active
}

/** Whether an active state of it names exactly this event; a wildcard does not count. */
export function names(snapshot: AnyMachineSnapshot, event: string): boolean {
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
function stepped(flow: AnyStateMachine, run: (scope: AnyActorScope) => AnyMachineSnapshot): Stepped {
  const actions: Stepped['actions'] = []
  const snapshot = run({
    ...scopeOf(flow),
    actionExecutor: ({ type, params }) => actions.push({ type, params }),
  })
  return { snapshot, actions }
}

/**
 * Where a chart believes to run. XState's own `transition()` makes one anew for each step, with an actor that begins by
 * working out the chart's first state, which costs more than the step itself.
 */
function scopeOf(flow: AnyStateMachine): Omit<AnyActorScope, 'actionExecutor'> {
  let scope = scopes.get(flow)
  if (!scope) {
    flow.options.maxIterations = maxIterations
    const self = createActor(flow)
    const nothing = () => {}
    scope = {
      self,
      system: self.system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      stopChild: nothing,
      emit: nothing,
    }
    scopes.set(flow, scope)
  }
  return scope
}

const scopes = new WeakMap<AnyStateMachine, Omit<AnyActorScope, 'actionExecutor'>>()
