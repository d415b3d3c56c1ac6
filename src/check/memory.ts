import { type Arrow, isConfig, type State, typeOf } from './chart.ts'

/** What a flow remembers, as far as that is known: what is not there is not known. `undefined`: nothing is. */
export type Memory = Record<string, unknown> | undefined

/** What an event brought; undefined where that is not known. */
export type Heard = Record<string, unknown> | undefined

/** Runs a piece of a flow; `isSure` tells that it looked at nothing that is not known. */
export function look<T>(
  memory: Memory,
  heard: Heard,
  run: (told: { context: unknown; event: unknown }) => T,
) {
  let isSure = true
  const mark = (known: Record<string, unknown> | undefined) =>
    new Proxy(known ?? {}, {
      get(target, key) {
        if (Object.hasOwn(target, key)) return Reflect.get(target, key)
        isSure = false
        return anything
      },
      ownKeys(target) {
        isSure = false
        return Reflect.ownKeys(target)
      },
    })
  try {
    const result = run({ context: mark(memory), event: mark(heard) })
    return { result, isSure }
  } catch {
    return { result: undefined, isSure: false }
  }
}

/** Whether an arrow is taken: undefined where it depends on what is not known. */
export function isTaken({ guard, from }: Arrow, memory: Memory, heard: Heard): boolean | undefined {
  if (guard === undefined) return true
  const held = from.chart.setup.guards?.[typeOf(guard) ?? '']
  if (typeof held !== 'function') return undefined
  const { result, isSure } = look(memory, heard, (told) => held(told, paramsOf(guard, told)))
  return isSure ? Boolean(result) : undefined
}

/** What is remembered once these actions are done. */
export function remembered(actions: unknown[], { chart }: State, memory: Memory, heard: Heard): Memory {
  let known = memory
  for (const action of actions) {
    const assign = chart.setup.actions?.[typeOf(action) ?? ''] as { assignment?: unknown } | undefined
    const changes = assign?.assignment
    if (known !== undefined && changes !== undefined) known = changed(known, changes, action, heard)
  }
  return known
}

function changed(memory: Record<string, unknown>, changes: unknown, action: unknown, heard: Heard): Memory {
  if (!isConfig(changes)) return undefined
  const after = { ...memory }
  for (const [key, change] of Object.entries(changes)) {
    const { result, isSure } = look(memory, heard, (told) =>
      typeof change === 'function' ? change(told, paramsOf(action, told)) : change,
    )
    if (isSure) after[key] = result
    else delete after[key]
  }
  return after
}

function paramsOf(named: unknown, told: { context: unknown; event: unknown }): unknown {
  const params = isConfig(named) ? named.params : undefined
  return typeof params === 'function' ? params(told) : params
}

/** Stands for a value of which nothing is known. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === Symbol.iterator ? [].values : anything),
  apply: () => anything,
})
