import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { toDirectedGraph } from 'xstate/graph'

type Graph = ReturnType<typeof toDirectedGraph>

/** What of the charts was gone through while it watched: states by id, transitions by the state they leave. */
export class Coverage {
  readonly #states = new Set<string>()
  readonly #transitions = new Set<string>()
  readonly #flows: Record<string, AnyStateMachine>
  readonly #undo: (() => void)[] = []

  constructor(flows: Record<string, AnyStateMachine>) {
    this.#flows = flows
    const watched = (scope: Scope) =>
      ({ ...scope, system: { ...scope.system, _sendInspectionEvent: this.#see } }) as never
    for (const machine of Object.values(flows)) {
      const { transition, getInitialSnapshot } = machine
      machine.transition = (snapshot, event, scope) => transition(snapshot, event, watched(scope as never))
      machine.getInitialSnapshot = (scope, input) => getInitialSnapshot(watched(scope as never), input)
      this.#undo.push(() => Object.assign(machine, { transition, getInitialSnapshot }))
    }
  }

  get seen(): Seen {
    return { states: [...this.#states], transitions: [...this.#transitions] }
  }

  /** What was gone through elsewhere. */
  add({ states, transitions }: Seen): void {
    for (const id of states) this.#states.add(id)
    for (const name of transitions) this.#transitions.add(name)
  }

  stop(): void {
    for (const undo of this.#undo) undo()
  }

  #see = ({ type, snapshot, _transitions }: Inspected) => {
    if (type !== '@xstate.microstep') return
    for (const { id } of snapshot?._nodes ?? []) this.#states.add(id)
    for (const each of _transitions ?? []) {
      if (!each.source) continue
      this.#states.add(each.source.id)
      this.#transitions.add(nameOf(each))
    }
  }

  /** Of each flow: how many states and transitions there are, and which were never come to. */
  of(): Covered[] {
    return Object.entries(this.#flows).map(([flow, machine]) => {
      const { states, transitions } = all(toDirectedGraph(machine))
      const missed = [
        ...states.filter((id) => !this.#states.has(id)),
        ...transitions.filter((name) => !this.#transitions.has(name)),
      ]
      return { flow, states, transitions, missed }
    })
  }
}

/** By their names. */
export interface Seen {
  states: string[]
  transitions: string[]
}

export interface Covered {
  flow: string
  states: string[]
  transitions: string[]
  missed: string[]
}

function all(graph: Graph): { states: string[]; transitions: string[] } {
  const inner = graph.children.map(all)
  const own = graph.edges.map(({ transition }) => nameOf(transition as never))
  return {
    states: [graph.id, ...inner.flatMap(({ states }) => states)],
    transitions: [...new Set([...own, ...inner.flatMap(({ transitions }) => transitions)])],
  }
}

/** `booking.askingDay customer.wrote 2`: the second of those that this event may take there. */
function nameOf(transition: Transition): string {
  const { source, eventType } = transition
  const place = (source.transitions.get(eventType) ?? []).indexOf(transition as never) + 1
  return `${source.id} ${eventType} ${place}`
}

type Scope = { system: object }
type Transition = { source: AnyStateNode; eventType: string }
type Inspected = { type: string; snapshot?: { _nodes?: AnyStateNode[] }; _transitions?: Transition[] }
