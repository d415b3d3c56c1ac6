import type { Captured } from '../conversation/captured.ts'

/** A flow's chart as it was written, with what its arrows lead to, also where some lead nowhere. */
export interface Chart extends Captured {
  /** Under which other flows know it; undefined if `index.ts` does not. */
  name: string | undefined
  root: State
  states: State[]
}

export interface State {
  chart: Chart
  key: string
  /** `asking.day`; empty for the root. */
  path: string
  config: Config
  parent: State | undefined
  children: State[]
  kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  arrows: Arrow[]
  invokes: Invoke[]
}

export interface Invoke {
  state: State
  config: Config
  id: string | undefined
  src: unknown
}

export interface Arrow {
  from: State
  /** `always`, `after NAME`, `done ID`, `failed ID`, `state done`, or the name of an event. */
  on: string
  config: Config
  /** What it was written in: an object of `on` or `after`, an invoke, a state. */
  holder: object
  /** The key in it. */
  key: string
  /** As it is written. */
  targets: string[]
  to: State[]
  guard: unknown
  actions: unknown[]
  reenter: boolean
  /** The arrows of the same event in the same state, in order. */
  among: Arrow[]
}

export type Config = Record<string, unknown>

export function chartOf(captured: Captured, name: string | undefined): Chart {
  const chart = { ...captured, name } as Chart
  chart.states = []
  chart.root = stateOf(chart, '', captured.config, undefined)
  for (const state of chart.states) state.arrows = arrowsOf(state)
  return chart
}

/** Where a target that is written in a state leads; undefined if nowhere. The rules are XState's. */
export function resolve(from: State, target: string): State | undefined {
  if (target.startsWith('#')) {
    const [id = '', ...rest] = target.slice(1).split('.')
    const whole = from.chart.states.find(({ config }) => config.id === target.slice(1))
    const start = whole ?? from.chart.states.find(({ config }) => config.id === id)
    return whole ?? (start && below(start, rest))
  }
  if (target.startsWith('.')) return below(from, target.slice(1).split('.'))
  return from.parent && below(from.parent, target.split('.'))
}

/** A state and all that it is in, itself first. */
export function lineage(state: State): State[] {
  return state.parent ? [state, ...lineage(state.parent)] : [state]
}

/** Whether a talk comes to rest in it until something happens: nothing goes on by itself. */
export function waits(state: State): boolean {
  if (state.kind !== 'atomic') return false
  const goesOn = ({ on }: Arrow) => on === 'always'
  return state.invokes.length === 0 && !state.arrows.some(goesOn)
}

/** The states that are active once one is entered: its first child, and that one's. */
export function entered(state: State): State[] {
  if (state.kind === 'parallel') return [state, ...state.children.flatMap(entered)]
  const first = initialOf(state)
  return first ? [state, ...entered(first)] : [state]
}

export function initialOf(state: State): State | undefined {
  const { initial } = state.config
  const key = typeof initial === 'object' && initial !== null ? (initial as Config).target : initial
  return typeof key === 'string'
    ? state.children.find((each) => each.key === key.replace(/^\./, ''))
    : undefined
}

export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

export function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an action or a guard is called; undefined for what has no name. */
export function typeOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return isConfig(value) && typeof value.type === 'string' ? value.type : undefined
}

function stateOf(chart: Chart, key: string, config: Config, parent: State | undefined): State {
  const path = parent?.path ? `${parent.path}.${key}` : key
  const state = { chart, key, path, config, parent, arrows: [] as Arrow[] } as unknown as State
  chart.states.push(state)
  state.invokes = listOf(config.invoke)
    .filter(isConfig)
    .map((each) => ({ state, config: each, id: each.id as string | undefined, src: each.src }))
  const children = isConfig(config.states) ? Object.entries(config.states) : []
  state.children = children.map(([name, child]) => stateOf(chart, name, isConfig(child) ? child : {}, state))
  const type = config.type as State['kind'] | undefined
  state.kind = type ?? (children.length > 0 ? 'compound' : 'atomic')
  return state
}

function arrowsOf(state: State): Arrow[] {
  const { config } = state
  const from = (holder: unknown, named: (key: string) => string) =>
    isConfig(holder)
      ? Object.entries(holder).flatMap(([key, value]) => written(state, named(key), holder, key, value))
      : []
  return [
    ...from(config.on, (key) => key),
    ...(config.always === undefined ? [] : written(state, 'always', config, 'always', config.always)),
    ...from(config.after, (key) => `after ${key}`),
    ...state.invokes.flatMap(({ id, config: invoke }) => [
      ...written(state, `done ${id ?? ''}`, invoke, 'onDone', invoke.onDone ?? []),
      ...written(state, `failed ${id ?? ''}`, invoke, 'onError', invoke.onError ?? []),
    ]),
    ...written(state, 'state done', config, 'onDone', config.onDone ?? []),
  ]
}

function written(from: State, on: string, holder: object, key: string, value: unknown): Arrow[] {
  const among: Arrow[] = []
  for (const each of listOf(value)) {
    const config: Config = isConfig(each) ? each : { target: each }
    const targets = listOf(config.target).filter((target): target is string => typeof target === 'string')
    among.push({
      from,
      on,
      config,
      holder,
      key,
      targets,
      to: targets.flatMap((target) => resolve(from, target) ?? []),
      guard: config.guard,
      actions: listOf(config.actions),
      reenter: config.reenter === true,
      among,
    })
  }
  return among
}

function below(state: State, path: string[]): State | undefined {
  return path.reduce<State | undefined>((at, key) => at?.children.find((each) => each.key === key), state)
}
