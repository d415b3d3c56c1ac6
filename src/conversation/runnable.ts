import {
  type AnyActorRef,
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type StateNode,
  type StateValue,
} from 'xstate'

/** Something that a chart asks for. */
export interface Action {
  type: string
  params: unknown
}

/** What a chart asks for where it invokes something: `params` are an `Invoked`. */
export const invocation = 'chasqui.invoke'

export interface Invoked {
  id: string
  src: string
  input: unknown
}

/** A chart as it is stepped, and where it believes to run. */
interface Runnable {
  machine: AnyStateMachine
  scope: AnyActorScope
  /** What the step that is under way has asked for. */
  asked: Action[]
  /** A snapshot of each way to stand in it, by its state's value: it is the same for all talks but for the context. */
  standing: Map<string, AnyMachineSnapshot>
}

/** Microsteps after which a chart that goes round without input is stopped. */
const maxIterations = 100

/** Regions multiply the ways to stand in a chart; few are ever met. */
const mostStanding = 10_000

/**
 * What a chart invokes is run by the stack of frames and answered by services: XState would make an actor of each, and work
 * out its first state. And XState's own `transition()` makes a scope anew for each step, with an actor that begins by
 * working out the chart's first state, which costs more than the step.
 */
export function runnable(flow: AnyStateMachine): Runnable {
  const known = runnables.get(flow)
  if (known) return known
  const machine: AnyStateMachine = flow.provide({})
  machine.options.maxIterations = maxIterations
  const self = createActor(machine)
  askToInvoke(machine.root, self)
  const nothing = () => {}
  const made: Runnable = {
    machine,
    scope: {
      self,
      system: self.system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      stopChild: nothing,
      emit: nothing,
      actionExecutor: ({ type, params }) => made.asked.push({ type, params }),
    },
    asked: [],
    standing: new Map(),
  }
  runnables.set(flow, made)
  return made
}

const runnables = new WeakMap<AnyStateMachine, Runnable>()

/**
 * How a chart stands in a state, with no context.
 * @throws Error where the chart has no such state
 */
export function standing(flow: AnyStateMachine, value: StateValue): AnyMachineSnapshot {
  const { machine, standing } = runnable(flow)
  const name = typeof value === 'string' ? value : JSON.stringify(value)
  let known = standing.get(name)
  if (!known) {
    const bare = { status: 'active', value, context: {}, children: {}, historyValue: {} }
    known = machine.restoreSnapshot(bare as never, undefined as never) as AnyMachineSnapshot
    if (standing.size < mostStanding) standing.set(name, known)
  }
  return known
}

/** What a state of a runnable chart invokes. */
export function invokesOf(node: StateNode): StateNode['invoke'] {
  return invokes.get(node) ?? []
}

/** Has each state of a chart ask for what it invokes in place of making an actor of it. */
function askToInvoke(node: StateNode, self: AnyActorRef): void {
  const { invoke } = node
  invokes.set(node, invoke)
  for (const { id, src, input } of invoke) {
    const params = ({ context, event }: { context: unknown; event: unknown }): Invoked => ({
      id,
      src: String(src),
      input: typeof input === 'function' ? input({ context, event, self } as never) : input,
    })
    node.entry.push({ type: invocation, params } as never)
  }
  Object.defineProperty(node, 'invoke', { value: [] })
  for (const child of Object.values(node.states)) askToInvoke(child as StateNode, self)
}

const invokes = new WeakMap<StateNode, StateNode['invoke']>()
