import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** A flow as it is drawn: its states, each before those within it, in the order in which they are written. */
export interface Drawn {
  name: string
  /** Where it begins. */
  first: string | undefined
  states: State[]
}

export interface State {
  /** Of letters, digits and underscores: `asking_day`. */
  id: string
  /** `day`; `anywhere` for what is heard in all of them. */
  key: string
  children: State[]
  /** Where it begins, if there are states within it. */
  first: string | undefined
  isFinal: boolean
  /** What it says on being entered, where that is always the same. */
  says: string[]
  /** What else it does on being entered. */
  does: string[]
  /** The services and flows that it invokes. */
  invokes: string[]
  arrows: Arrow[]
}

export interface Arrow {
  on: 'event' | 'always' | 'done' | 'failed' | 'after'
  /** `customer.wrote`, `findSlots`, `abandoning 12 h`. */
  what: string
  /** With what it is told, where the flow writes that down: `isChoice other`. */
  guard: string
  does: string[]
  /** Undefined if the talk stays where it is. */
  to: string | undefined
  /** What led to where it is entered anew. */
  reenters: boolean
}

export function drawnOf(name: string, flow: AnyStateMachine): Drawn {
  const { root } = flow
  const anywhere = stateOf(root)
  const states = [
    ...(anywhere.arrows.length > 0 ? [{ ...anywhere, children: [] }] : []),
    ...anywhere.children,
  ]
  return { name, first: anywhere.first, states }
}

/** A state and all that are within it. */
export function withAll(state: State): State[] {
  return [state, ...state.children.flatMap(withAll)]
}

function stateOf(node: AnyStateNode): State {
  const entry = node.entry.map((each) => each as unknown)
  const said = (each: unknown) => (typeOf(each) === 'reply' ? textOf(each) : undefined)
  const [first] = node.initial?.target ?? []
  return {
    id: idOf(node),
    key: node === node.machine.root ? 'anywhere' : node.key,
    children: (Object.values(node.states) as AnyStateNode[]).map(stateOf),
    first: first && idOf(first),
    isFinal: node.type === 'final',
    says: entry.flatMap((each) => said(each) ?? []),
    does: entry.filter((each) => !/^(reply$|xstate\.)/.test(typeOf(each) ?? '')).map(named),
    invokes: node.invoke.map(({ src }) => String(src)),
    arrows: [...[...node.transitions.values()].flat(), ...(node.always ?? [])].flatMap((each) =>
      arrowsOf(each, node.machine),
    ),
  }
}

function arrowsOf(transition: AnyTransitionDefinition, flow: AnyStateMachine): Arrow[] {
  const { target, eventType, guard, actions, reenter } = transition
  const arrow = {
    ...eventOf(eventType, flow),
    guard: named(guard),
    does: (actions as readonly unknown[]).map(named),
    reenters: reenter,
  }
  const to = (target as readonly AnyStateNode[] | undefined)?.map(idOf) ?? [undefined]
  return to.map((each) => ({ ...arrow, to: each }))
}

/** `xstate.done.actor.findSlots` is findSlots that is done, `xstate.after.forgetting.booking.asking` is after forgetting. */
function eventOf(type: string, flow: AnyStateMachine): Pick<Arrow, 'on' | 'what'> {
  if (type === '') return { on: 'always', what: '' }
  const answered = /^xstate\.(done|error)\.(?:actor|state)\.(.+)$/.exec(type)
  if (answered) return { on: answered[1] === 'done' ? 'done' : 'failed', what: answered[2]! }
  const delay = /^xstate\.after\.([^.]+)/.exec(type)?.[1]
  if (delay === undefined) return { on: 'event', what: type }
  const ms: unknown = (flow.implementations.delays as Record<string, unknown>)[delay]
  return { on: 'after', what: typeof ms === 'number' ? `${delay} ${spanOf(ms)}` : delay }
}

/** 43,200,000 ms are `12 h`. */
function spanOf(ms: number): string {
  const minutes = ms / 60_000
  const hours = minutes / 60
  if (hours > 24 && hours % 24 === 0) return `${hours / 24} d`
  return hours >= 1 && minutes % 60 === 0 ? `${hours} h` : `${minutes} min`
}

/** What a guard or an action is called, with what it is told, where that is written down: `isChoice other`. */
function named(action: unknown): string {
  const type = typeOf(action)
  return type === undefined ? '' : [type, ...toldOf(action)].join(' ')
}

function typeOf(action: unknown): string | undefined {
  const type = typeof action === 'string' ? action : (action as { type?: unknown } | null | undefined)?.type
  return typeof type === 'string' ? type : undefined
}

function textOf(action: unknown): string | undefined {
  const { params } = action as { params?: { text?: unknown } }
  return typeof params?.text === 'string' ? params.text : undefined
}

/** The names and numbers that are told whatever happens; other text could be taken for Mermaid's own signs. */
function toldOf(action: unknown): string[] {
  const { params } = action as { params?: unknown }
  const told = typeof params === 'function' ? withNothing(params as (given: unknown) => unknown) : params
  if (typeof told !== 'object' || told === null) return []
  return Object.values(told)
    .filter((each) => typeof each === 'string' || typeof each === 'number')
    .map(String)
    .filter((each) => /^[\w.-]+$/.test(each))
}

/** What a function that writes params hands on where nothing has happened. */
function withNothing(params: (given: unknown) => unknown): unknown {
  try {
    return params({ context: {}, event: {} })
  } catch {
    // It takes all of it from what has happened.
    return undefined
  }
}

function idOf(node: AnyStateNode): string {
  return node.path.join('_').replace(/\W/g, '_') || 'anywhere'
}
