import { type Arrow, type Chart, entered, listOf, type State, waits } from '../chart.ts'
import { type Heard, isTaken, type Memory, remembered } from '../memory.ts'
import { isService, type Model } from '../model.ts'
import { arrowsIn, nameOfState, waiting } from '../reach.ts'
import type { Said } from '../replies.ts'
import type { Found, Rule } from '../rule.ts'
import { alternatives } from '../values.ts'

/**
 * What may be said more than 24 hours after the customer's last message has a template in its place: whatever a flow says
 * that takes up what fell due, and what is said after a delay, until the customer answers.
 */
export const noFallback: Rule = (model) => {
  const outside = new Map<Said, string>()
  for (const { event, chart, memory, heard } of beginnings(model))
    new Walk(model, outside, `on ${event}`).begin(chart, memory, heard)
  for (const chart of model.charts) afterDelays(model, chart, outside)
  return [...outside].flatMap(([said, why]): Found[] => {
    if (hasFallback(said)) return []
    return [
      {
        at: said.place,
        message: `what ${nameOfState(said.state)} says ${why} can be more than 24 hours after the customer's last message, and has no template in its place`,
        cure:
          said.type === 'remark'
            ? 'say it as a reply with fallback:'
            : 'write fallback: { template: …, values: […] }, or say nothing here',
      },
    ]
  })
}

const window = 24 * 60 * 60 * 1000
const at = '2026-11-27T10:00:00-03:00'

/** What falls due, as flows are told of it. */
const samples: Record<string, Record<string, unknown>[]> = {
  'reminder.fellDue': [
    { appointment: 'a', at },
    { appointment: 'a', at, again: true },
  ],
  'reminder.unanswered': [{ appointment: 'a', at }],
  'staff.accepted': [{ appointment: 'a', start: at, service: 'a', at }],
  'staff.declined': [{ appointment: 'a', start: at, service: 'a', at }],
  'place.cameFree': [{ wish: 'a', at }],
  'staff.finished': [{ appointment: 'a', at }],
  'staff.handedBack': [{ appointment: 'a', at }],
  'staff.missed': [{ appointment: 'a', at }],
  'recall.fellDue': [
    { appointment: 'a', service: 'a', vehicle: 'a', at },
    { appointment: 'a', service: 'a', vehicle: 'a', kilometres: 90_000, at },
  ],
  'staff.quoted': [{ appointment: 'a', quote: 'a', at }],
}

function beginnings({ registries, flows }: Model) {
  return registries.flatMap(({ flows: { fellDue = {} } }) =>
    Object.entries(fellDue).flatMap(([event, name]) => {
      const chart = flows.get(name)
      return (chart ? (samples[event] ?? []) : []).map((sample) => {
        const heard = { type: event, ...sample }
        return { event, chart: chart!, heard, memory: firstMemory(chart!, heard) }
      })
    }),
  )
}

function firstMemory({ config }: Chart, input: unknown): Memory {
  const { context = {} } = config
  try {
    return (typeof context === 'function' ? context({ input, spawn: () => undefined }) : context) as Memory
  } catch {
    return undefined
  }
}

/** Goes wherever a flow can go before anybody answers, and notes what is said on the way. */
class Walk {
  /** The states in which it then waits. */
  readonly rests = new Set<State>()
  readonly #model: Model
  readonly #said: Map<Said, string>
  readonly #why: string
  readonly #seen = new Set<string>()

  constructor(model: Model, said: Map<Said, string>, why: string) {
    this.#model = model
    this.#said = said
    this.#why = why
  }

  begin(chart: Chart, memory: Memory, heard: Heard): void {
    this.#enter(entered(chart.root), memory, heard)
  }

  take(arrow: Arrow, memory: Memory, heard: Heard): void {
    this.#note(arrow.from, (when) => when === arrow || when === 'exit')
    const after = remembered(arrow.actions, arrow.from, memory, heard)
    if (arrow.to.length > 0) this.#enter(arrow.to.flatMap(entered), after, heard)
  }

  #enter(states: State[], memory: Memory, heard: Heard): void {
    let known = memory
    for (const state of states) {
      this.#note(state, (when) => when === 'entry')
      known = remembered(listOf(state.config.entry), state, known, heard)
    }
    for (const state of states.filter(({ kind }) => kind === 'atomic')) this.#go(state, known)
  }

  #go(state: State, memory: Memory): void {
    const key = `${this.#model.charts.indexOf(state.chart)} ${state.path} ${JSON.stringify(memory)}`
    if (this.#seen.has(key) || this.#seen.size > mostSteps) return
    this.#seen.add(key)
    if (waits(state)) this.rests.add(state)
    for (const { src } of state.invokes) {
      const child = isService(src) ? undefined : this.#model.flows.get(String(src))
      if (child) this.begin(child, undefined, undefined)
    }
    const isDone = ({ on }: Arrow) =>
      state.invokes.some(({ id, src }) => isService(src) && on === `done ${id}`)
    this.#choose(
      arrowsIn(state).filter(({ on }) => on === 'always'),
      memory,
      {},
    )
    this.#choose(arrowsIn(state).filter(isDone), memory, undefined)
  }

  /** The first arrow that is taken for sure, and those before it that may be. */
  #choose(arrows: Arrow[], memory: Memory, heard: Heard): void {
    for (const arrow of arrows) {
      const way = isTaken(arrow, memory, heard)
      if (way !== false) this.take(arrow, memory, heard)
      if (way === true) return
    }
  }

  #note(state: State, isIt: (when: Said['when']) => boolean): void {
    for (const said of this.#model.said)
      if (said.state === state && isIt(said.when)) this.#said.set(said, this.#why)
  }
}

/** Beyond that, a flow that counts is left. */
const mostSteps = 2_000

/** What is said when nobody answered for so long. */
function afterDelays(model: Model, chart: Chart, outside: Map<Said, string>): void {
  const silent = new Map(waiting(chart).map((state) => [state, 0]))
  const queue = [...silent.keys()]
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const arrow of arrowsIn(state).filter(({ on }) => on.startsWith('after '))) {
      const name = arrow.on.slice('after '.length)
      const delay = chart.setup.delays?.[name]
      const since = Math.min(
        window,
        silent.get(state)! + (typeof delay === 'number' ? delay : Number(name) || window),
      )
      const walk = new Walk(model, since < window ? new Map() : outside, arrow.on)
      walk.take(arrow, undefined, undefined)
      for (const next of walk.rests) {
        if (next.chart !== chart || (silent.get(next) ?? 0) >= since) continue
        silent.set(next, since)
        queue.push(next)
      }
    }
  }
}

function hasFallback({ cases, type }: Said): boolean {
  if (type === 'remark') return false
  return cases
    .flatMap(alternatives)
    .every((each) => each.kind !== 'object' || each.isOpen || each.props.has('fallback'))
}
