import { type Arrow, isConfig, listOf, typeOf } from '../chart.ts'
import type { Place } from '../finding.ts'
import type { Model } from '../model.ts'
import { nameOfState, placeOfArrow } from '../reach.ts'
import type { Found, Rule } from '../rule.ts'
import { bare, isFunction, type Node, nameOf, placeOf, walk } from '../source.ts'
import { actionsOf, delaysOf, isNumeric, lostInitials, lostTargets } from './names.ts'

/** `'*'` hears what XState tells itself, too. */
export const wildcard: Rule = (model) =>
  statesOf(model)
    .filter(({ config }) => isConfig(config.on) && '*' in config.on)
    .map((state) => ({
      at: model.where.of(state.config.on, '*'),
      message: `${nameOfState(state)} hears '*', and that is also what XState tells itself`,
      cure: "write 'customer.*' for whatever the customer does",
    }))

/** A delay written as a number: it is part of the event's name, and editing it would strand the talk. */
export const numericDelay: Rule = (model) =>
  statesOf(model).flatMap((state) =>
    delaysOf(state)
      .filter(isNumeric)
      .map((delay) => ({
        at: model.where.of(state.config.after, delay),
        message: `${nameOfState(state)} waits for ${delay}, and talks that wait would be lost when the number is changed`,
        cure: 'give it a name in delays of setup, and write that after after',
      })),
  )

/** A delay that is no length of time. */
export const delayInvalid: Rule = ({ charts, where }) =>
  charts.flatMap(({ setup: { delays = {} } }) =>
    Object.entries(delays)
      .filter(
        ([, delay]) =>
          typeof delay !== 'function' && !(typeof delay === 'number' && delay > 0 && delay < 1e11),
      )
      .map(([name, delay]) => ({
        at: where.of(delays, name),
        message: `the delay ${name} is ${String(delay)}, which is no length of time`,
        cure: 'write milliseconds, such as 12 * 60 * 60 * 1000',
      })),
  )

/** What is done without a name cannot be handed over as data. */
export const anonymousAction: Rule = (model) =>
  model.charts.flatMap((chart) =>
    actionsOf(chart)
      .filter(({ action }) => typeOf(action) === undefined)
      .map(({ action, holder: [owner, key], state }) => ({
        at: model.where.written(action).length > 0 ? model.where.of(action) : model.where.of(owner, key),
        message: `${nameOfState(state)} does something that has no name`,
        cure: 'name it in actions of setup, and write { type: … } here',
      })),
  )

/** A guard without a name, or one that XState puts together. */
export const anonymousGuard: Rule = (model) =>
  statesOf(model).flatMap(({ arrows }) =>
    arrows
      .filter(({ guard }) => guard !== undefined && typeOf(guard) === undefined)
      .map((arrow) => ({
        at: placeOfArrow(model, arrow, 'guard'),
        message: `${nameOfState(arrow.from)} asks something on ${arrow.on} that has no name`,
        cure: 'name it in guards of setup, and write { type: … } here',
      })),
  )

/** An invoke without a name: what it answers is told by that. */
export const anonymousInvoke: Rule = (model) =>
  statesOf(model).flatMap((state) =>
    state.invokes
      .filter(({ id, src }) => typeof id !== 'string' || typeof src !== 'string')
      .map(({ config, src }) => ({
        at: typeof src === 'string' ? model.where.of(config) : model.where.of(config, 'src'),
        message: `${nameOfState(state)} invokes something without ${typeof src === 'string' ? 'an id' : 'a name'}`,
        cure: "write id: and src: with names, such as id: 'findSlots', src: 'findSlots'",
      })),
  )

/** A target written as it is gone in XState's next version. */
export const stringTarget: Rule = (model) =>
  statesOf(model).flatMap(({ arrows }) =>
    arrows.filter(isBare).map((arrow) => ({
      at: model.where.of(arrow.holder, arrow.key, arrow.targets[0]),
      message: `${nameOfState(arrow.from)} names its target "${arrow.targets[0]}" without an object`,
      cure: `write { target: '${arrow.targets[0]}' }`,
    })),
  )

/** A state that remembers where it was: what is stored of a talk does not. */
export const historyState: Rule = (model) =>
  statesOf(model)
    .filter(({ kind, config }) => kind === 'history' || config.history !== undefined)
    .map((state) => ({
      at: model.placeOfState(state),
      message: `${nameOfState(state)} is a history state, and those are lost when a talk is stored`,
      cure: 'remember in the context where it was, and go there with guards',
    }))

/** A raise in the future without an id: it could never be taken back. */
export const delayedRaise: Rule = ({ charts, where }) =>
  charts.flatMap((chart) => {
    const { actions = {} } = chart.setup
    const named = Object.entries(actions).map(([name, action]) => ({ action, at: where.of(actions, name) }))
    const written = actionsOf(chart).map(({ action }) => ({ action, at: where.of(action) }))
    return [...named, ...written]
      .filter(({ action }) => isDelayed(action))
      .map(({ at }) => ({
        at,
        message: 'it raises an event later, without an id or with a number for a delay',
        cure: "write raise({ … }, { id: 'name', delay: 'nameOfDelay' })",
      }))
  })

/** At most one flow runs above another. */
export const twoFlows: Rule = (model) =>
  model.charts.flatMap(({ states }) => {
    const flowsIn = (state: (typeof states)[number]) =>
      state.invokes.filter(({ src }) => typeof src === 'string' && model.flows.has(src))
    return states.flatMap((state) => {
      const own = flowsIn(state)
      const above = state.parent ? above_(state.parent) : []
      const beside = state.parent?.kind === 'parallel' ? before(state) : []
      const extra = above.length + beside.length > 0 ? own : own.slice(1)
      return extra.map(({ config, src }) => ({
        at: model.where.of(config),
        message: `${nameOfState(state)} invokes the flow ${String(src)} while another one runs; one at a time can talk to the customer`,
        cure: 'invoke it in a state of its own, after the other one is done',
      }))
      function above_(parent: typeof state): typeof own {
        return [...flowsIn(parent), ...(parent.parent ? above_(parent.parent) : [])]
      }
      function before(one: typeof state): typeof own {
        const siblings = one.parent!.children
        const earlier = siblings.slice(0, siblings.indexOf(one))
        const all = (each: typeof state): typeof own => [...flowsIn(each), ...each.children.flatMap(all)]
        return earlier.flatMap(all)
      }
    })
  })

/** What a flow remembers is stored: strings, numbers and plain objects. */
export const contextNotPlain: Rule = (model) => [...firstContexts(model), ...assigned(model)]

function firstContexts(model: Model): Found[] {
  return model.charts.flatMap(({ config, name }) => {
    const at = model.where.of(config, 'context')
    let context: unknown = config.context
    if (typeof context === 'function') {
      try {
        context = context({ input: undefined, spawn: () => undefined, self: undefined })
      } catch (error) {
        return [
          {
            at,
            message: `the context of ${name ?? config.id} fails without input (${(error as Error).message}), and XState makes it once without`,
            cure: "write input?.… with something in its place: input?.service ?? ''",
          },
        ]
      }
    }
    const wrong = notPlain(context)
    if (wrong === undefined) return []
    return [
      {
        at: isConfig(context) ? placeIn(at, model, context, wrong) : at,
        message: `the context of ${name ?? config.id} has ${wrong.what} in ${wrong.key}, which cannot be stored`,
        cure: plainCure,
      },
    ]
  })
}

/** What is made anew where a flow remembers something. */
function assigned({ loaded: { sources } }: Model): Found[] {
  return [...sources.values()].flatMap(({ file, program }) =>
    walk(program)
      .filter((node) => node.type === 'CallExpression' && isNamed(node.callee, 'assign'))
      .flatMap((node) => walk(node))
      .flatMap((node) => {
        if (node.type === 'ArrowFunctionExpression') return [node.body as Node]
        return node.type === 'ObjectProperty' ? [node.value as Node] : []
      })
      .map(bare)
      .flatMap((node) => {
        if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return []
        return [
          {
            at: placeOf(file, node),
            message: `a ${node.callee.name} is remembered, which cannot be stored`,
            cure: plainCure,
          },
        ]
      }),
  )
}

const plainCure = 'keep strings, numbers and plain objects; a date as an ISO string'

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** Clock, chance, wire and disk have no place in a flow. */
export const impure: Rule = ({ loaded: { sources } }) =>
  [...sources.values()].flatMap(({ file, program }) =>
    [...walk(program)].flatMap((node): Found[] => {
      const what = impurity(node)
      if (what === undefined) return []
      return [
        {
          at: placeOf(file, node),
          message: `${what} has no place in a flow: the same talk must always go the same way`,
          cure: 'take the time from the event (at), and ask a service for the rest',
        },
      ]
    }),
  )

/** XState refuses the flow, for a reason that no other rule has. */
export const flowRefused: Rule = (model) =>
  model.charts.flatMap((chart) => {
    if (!chart.error || [...lostTargets(model, chart), ...lostInitials(model, chart)].length > 0) return []
    const { message } = chart.error
    const state = chart.states.findLast(
      ({ path }) => path && /^['"]/.test(message.split(`.${path}`)[1] ?? ''),
    )
    return {
      at: state ? model.placeOfState(state) : model.where.of(chart.config),
      message: `XState refuses the flow: ${chart.error.message.replace(/\s+/g, ' ')}`,
      cure: 'mend what it names',
    }
  })

function statesOf({ charts }: Model) {
  return charts.flatMap(({ states }) => states)
}

function isBare({ config, holder, key, targets }: Arrow): boolean {
  const value = (holder as Record<string, unknown>)[key]
  return targets.length > 0 && listOf(value).includes(config.target) && !listOf(value).includes(config)
}

function isDelayed(action: unknown): boolean {
  const { type, delay, id } = (action ?? {}) as { type?: unknown; delay?: unknown; id?: unknown }
  if (type !== 'xstate.raise' || delay === undefined) return false
  return id === undefined || typeof delay === 'number'
}

function notPlain(value: unknown, key = 'it'): { key: string; what: string } | undefined {
  if (value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return undefined
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { key, what: 'a number that is none' }
  if (typeof value !== 'object') return { key, what: `a ${typeof value}` }
  const prototype = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    return { key, what: `a ${value.constructor?.name ?? 'class'}` }
  for (const [each, inner] of Object.entries(value)) {
    const wrong = notPlain(inner, each)
    if (wrong) return wrong
  }
  return undefined
}

function placeIn(at: Place, { where }: Model, context: object, { key }: { key: string }): Place {
  return where.written(context).length > 0 ? where.of(context, key) : at
}

function impurity(node: Node): string | undefined {
  if (node.type === 'AwaitExpression' || node.type === 'ImportExpression') return 'waiting (await)'
  if (isFunction(node) && node.async) return 'waiting (async)'
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date')
    return node.arguments.length === 0 ? 'the clock (new Date())' : undefined
  if (node.type === 'CallExpression') {
    if (node.callee.type === 'Import') return 'waiting (import())'
    const { callee } = node
    if (callee.type === 'Identifier' && callee.name === 'Date') return 'the clock (Date())'
    if (callee.type === 'Identifier' && banned.has(callee.name)) return `${callee.name}()`
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined
    const name = `${callee.object.name}.${nameOf({ ...callee, key: callee.property } as never)}`
    if (name === 'Date.now' || name === 'Math.random') return `${name}()`
  }
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && banned.has(node.object.name))
    return node.object.name
  return undefined
}

const banned = new Set([
  'console',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'globalThis',
  'performance',
  'crypto',
  'require',
  'spawn',
])
