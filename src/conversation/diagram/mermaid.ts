import type { Arrow, Drawn, State } from './chart.ts'

/**
 * A flow as a state diagram in Mermaid's words, to be compared: a line for each state and for each arrow, in the order in
 * which they are written, which is that in which arrows are tried: `from --> to : event [guard] / actions`.
 */
export function mermaidOf({ name, first, states }: Drawn): string {
  const lines = [`%% ${name}`, ...states.flatMap(declared), ...begun(first), ...states.flatMap(led)]
  return `stateDiagram-v2\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function declared(state: State): string[] {
  const { id, key, children, says, does, invokes, first, isFinal } = state
  const label = [
    key,
    ...says.map((text) => `says ${text}`),
    ...does.map((action) => `does ${action}`),
    ...invokes.map((src) => `invokes ${src}`),
  ].join('<br/>')
  if (children.length === 0) return [`state "${label}" as ${id}`, ...(isFinal ? [`${id} --> [*]`] : [])]
  const within = [...children.flatMap(declared), ...begun(first)]
  return [`state "${label}" as ${id} {`, ...within.map((line) => `  ${line}`), '}']
}

function begun(first: string | undefined): string[] {
  return first === undefined ? [] : [`[*] --> ${first}`]
}

function led({ id, children, arrows }: State): string[] {
  // A state with others in it takes no lines of its own.
  const stays = children.length > 0 ? `${id} --> ${id} :` : `${id} :`
  return [
    ...arrows.map(
      (arrow) => `${arrow.to === undefined ? stays : `${id} --> ${arrow.to} :`} ${wordsOf(arrow)}`,
    ),
    ...children.flatMap(led),
  ]
}

function wordsOf({ on, what, guard, does, to, reenters }: Arrow): string {
  const event = {
    event: what,
    always: 'at once',
    done: `${what} done`,
    failed: `${what} failed`,
    after: `after ${what}`,
  }[on]
  const anew = to !== undefined && reenters ? ['anew'] : []
  const acts = does.length > 0 ? [`/ ${does.join(', ')}`] : []
  return [event, ...(guard ? [`[${guard}]`] : []), ...anew, ...acts].join(' ')
}
