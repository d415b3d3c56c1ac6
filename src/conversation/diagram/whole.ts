import type { Flows } from '../chart.ts'
import { type Drawn, withAll } from './chart.ts'

/**
 * The whole conversation as a flowchart in Mermaid's words: what a customer's first message leads to, which flows call which
 * others, and what comes in the middle of whatever is talked about.
 * @param drawn each flow
 */
export function wholeOf({ greets, fellDue, asides = {}, calledBy = {} }: Flows, drawn: Drawn[]): string {
  const calls = new Map(drawn.map((flow) => [flow.name, calledIn(flow, drawn)]))
  const talk = reachedFrom(greets, calls)
  const beside = [...Object.entries(asides), ...Object.entries(calledBy).map(quoted)]
  const due = Object.entries(fellDue)
  const begins = (name: string) =>
    [...beside, ...due].filter(([, flow]) => flow === name).map(([what]) => what)
  const box = (flow: Drawn) => {
    const called = talk.has(flow.name) ? [] : named('calls', calls.get(flow.name)!)
    const lines = [`**${flow.name}**`, ...heardIn(flow), ...named('at', begins(flow.name)), ...called]
    return `${flow.name}[${lines.join('<br>')}]`
  }
  const parts: [string, Drawn[]][] = [
    ['beside a question', begunBy(beside, drawn)],
    ['what falls due', begunBy(due, drawn)],
    ['called by these', drawn],
  ]
  const shown = new Set(talk)
  const groups = parts.flatMap(([title, flows]) => {
    const others = flows.filter(({ name }) => !shown.has(name))
    for (const { name } of others) shown.add(name)
    return group(title, others.map(box))
  })
  const lines = [
    ...group(
      'what is talked about',
      [
        'message([a customer writes])',
        ...drawn.filter(({ name }) => talk.has(name)).map(box),
        `message --> ${greets}`,
        ...[...talk].flatMap((from) => calls.get(from)!.map((to) => `${from} -->|calls| ${to}`)),
      ],
      'TD',
    ),
    ...group(
      'at any moment',
      interrupts.map(([event, then]) => `${event}([**${event}**<br>${then}])`),
    ),
    ...groups,
  ]
  return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** What the engine itself makes of an interrupt, unless the flow that is talked with hears it. */
const interrupts = [
  ['askedMenu', 'the greeting begins anew'],
  ['askedPerson', 'a person has the floor'],
  ['cancelled', 'the talk is over'],
  ['optedOut', 'nothing more is sent'],
] as const

function heardIn({ states }: Drawn): string[] {
  const events = states.flatMap(withAll).flatMap(({ arrows }) => arrows.map(({ what }) => what))
  return named(
    'hears',
    interrupts.map(([event]) => event).filter((event) => events.includes(`customer.${event}`)),
  )
}

function calledIn({ states }: Drawn, drawn: Drawn[]): string[] {
  const invoked = new Set(states.flatMap(withAll).flatMap(({ invokes }) => invokes))
  return drawn.map(({ name }) => name).filter((name) => invoked.has(name))
}

function reachedFrom(name: string, calls: Map<string, string[]>, reached = new Set<string>()): Set<string> {
  if (!reached.has(name)) {
    reached.add(name)
    for (const each of calls.get(name) ?? []) reachedFrom(each, calls, reached)
  }
  return reached
}

/** What a customer writes to begin a flow, without what Mermaid could take for its own signs. */
function quoted([flow, [words = '']]: [string, string[]]): [string, string] {
  return [`«${words.replace(/[^\p{L}\d ]/gu, ' ')}»`, flow]
}

function begunBy(pairs: [string, string][], drawn: Drawn[]): Drawn[] {
  return drawn.filter(({ name }) => pairs.some(([, flow]) => flow === name))
}

function named(verb: string, what: string[]): string[] {
  return what.length > 0 ? [`${verb} ${what.join(', ')}`] : []
}

function group(title: string, boxes: string[], direction = 'LR'): string[] {
  return boxes.length > 0
    ? [`subgraph ${title}`, `  direction ${direction}`, ...boxes.map((each) => `  ${each}`), 'end']
    : []
}
