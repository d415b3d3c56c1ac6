import type { AnyStateMachine, AnyStateNode } from 'xstate'

/**
 * A flow as a state diagram, in Mermaid's words: its states, and which event leads where, with its guard. What a state
 * asks stands below its name, and so do the services and flows that it invokes.
 */
export function diagramOf(name: string, flow: AnyStateMachine): string {
  const lines = ['stateDiagram-v2', `  %% ${name}`]
  const { root } = flow
  for (const node of below(root)) {
    lines.push(`  state "${labelOf(node)}" as ${idOf(node)}`)
    if (node.type === 'final') lines.push(`  ${idOf(node)} --> [*]`)
  }
  for (const node of [root, ...below(root)]) {
    const [first] = node.initial?.target ?? []
    if (first && node === root) lines.push(`  [*] --> ${idOf(first)}`)
    for (const { from, to, label } of arrows(node)) lines.push(`  ${from} --> ${to} : ${label}`)
  }
  return `${[...new Set(lines)].join('\n')}\n`
}

interface Arrow {
  from: string
  to: string
  label: string
}

function arrows(node: AnyStateNode): Arrow[] {
  const all = [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
  return all.flatMap(({ target, eventType, guard }) =>
    (target ?? []).map((to: AnyStateNode) => ({
      // What any state can hear is drawn once, from where a talk may be at any time.
      from: node === node.machine.root ? 'anywhere' : idOf(node),
      to: idOf(to),
      label: [eventOf(eventType), guardOf(guard)].filter(Boolean).join(' '),
    })),
  )
}

/** `xstate.done.actor.findSlots` is "findSlots done", `xstate.after.forgetting.booking.asking` is "after forgetting". */
function eventOf(type: string): string {
  if (type === '') return 'at once'
  const done = /^xstate\.(done|error)\.actor\.(.+)$/.exec(type)
  if (done) return `${done[2]} ${done[1] === 'done' ? 'done' : 'failed'}`
  const after = /^xstate\.after\.([^.]+)/.exec(type)
  return after ? `after ${after[1]}` : type
}

function guardOf(guard: unknown): string {
  const { type, params } = (typeof guard === 'string' ? { type: guard } : (guard ?? {})) as {
    type?: unknown
    params?: unknown
  }
  if (typeof type !== 'string') return ''
  // What a guard is told is known here only where the flow writes it down.
  const told = typeof params === 'object' && params !== null ? Object.values(params) : []
  return `[${[type, ...told].join(' ')}]`
}

function labelOf(node: AnyStateNode): string {
  const invoked = node.invoke.map(({ src }) => `invokes ${String(src)}`)
  const said = node.entry.flatMap((action) => {
    const { type, params } = action as { type?: string; params?: { text?: unknown } }
    return type === 'reply' && typeof params?.text === 'string' ? [`says ${params.text}`] : []
  })
  return [node.path.join('.'), ...said, ...invoked].join('\\n')
}

function* below(node: AnyStateNode): Generator<AnyStateNode> {
  for (const child of Object.values(node.states) as AnyStateNode[]) {
    yield child
    yield* below(child)
  }
}

/** Mermaid takes letters, digits and underscores. */
function idOf(node: AnyStateNode): string {
  return node.path.join('_').replace(/\W/g, '_') || 'anywhere'
}
