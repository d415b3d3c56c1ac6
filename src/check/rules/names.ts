import { nearMiss } from '../../yaml/yaml.ts'
import { type Chart, type Config, isConfig, listOf, type State, typeOf } from '../chart.ts'
import { isService, type Model } from '../model.ts'
import { optionsOf } from '../options.ts'
import { nameOfState, placeOfArrow } from '../reach.ts'
import type { Found, Rule } from '../rule.ts'
import type { Value } from '../values.ts'
import { eventNames } from '../words.ts'

/** A target that no state has. */
export const unknownTarget: Rule = (model) => model.charts.flatMap((chart) => lostTargets(model, chart))

export function lostTargets(model: Model, { states }: Chart): Found[] {
  return states.flatMap((state) =>
    state.arrows.flatMap((arrow) =>
      arrow.targets
        .filter((target) => !arrow.to.some((to) => leadsTo(target, to)))
        .map((target) => ({
          at: placeOfArrow(model, arrow, 'target', target),
          message: `${nameOfState(state)} leads to ${nearMiss(target, namesFrom(state))} on ${arrow.on}, and there is no such state`,
          cure: 'name a state beside it, or one below it with a dot before',
        })),
    ),
  )
}

/** A state with states in it that does not say which one comes first, or names none of them. */
export const unknownInitial: Rule = (model) => model.charts.flatMap((chart) => lostInitials(model, chart))

export function lostInitials({ where, placeOfState }: Model, { states }: Chart): Found[] {
  return states.flatMap((state) => {
    const { initial } = state.config
    if (state.kind !== 'compound') return []
    const keys = state.children.map(({ key }) => key)
    if (initial === undefined)
      return {
        at: placeOfState(state),
        message: `${nameOfState(state)} does not say which of its states comes first`,
        cure: 'write initial: with the name of one',
      }
    if (typeof initial !== 'string' || keys.includes(initial)) return []
    return {
      at: where.of(state.config, 'initial', initial),
      message: `${nameOfState(state)} begins in ${nearMiss(initial, keys)}, and there is no such state`,
      cure: 'name one of its states',
    }
  })
}

/** An action that its setup does not have: nothing would happen. */
export const unknownAction: Rule = (model) =>
  model.charts.flatMap((chart) => {
    const known = Object.keys(chart.setup.actions ?? {})
    return actionsOf(chart).flatMap(({ action, holder, state }) => {
      const type = typeOf(action)
      if (type === undefined || known.includes(type)) return []
      return {
        at: isConfig(action) ? model.where.of(action, 'type', type) : model.where.of(...holder, type),
        message: `${nameOfState(state)} does ${nearMiss(type, known)}, which is no action of its setup`,
        cure: 'mend the name, or add it to actions in setup',
      }
    })
  })

/** A guard that its setup does not have: the talk would break off there. */
export const unknownGuard: Rule = (model) =>
  model.charts.flatMap(({ states, setup }) => {
    const known = Object.keys(setup.guards ?? {})
    return states.flatMap(({ arrows }) =>
      arrows.flatMap((arrow) => {
        const type = typeOf(arrow.guard)
        if (type === undefined || known.includes(type)) return []
        return {
          at: isConfig(arrow.guard)
            ? model.where.of(arrow.guard, 'type', type)
            : placeOfArrow(model, arrow, 'guard', type),
          message: `${nameOfState(arrow.from)} asks ${nearMiss(type, known)} on ${arrow.on}, which is no guard of its setup`,
          cure: 'mend the name, or add it to guards in setup',
        }
      }),
    )
  })

/** A delay that its setup does not have. */
export const unknownDelay: Rule = (model) =>
  model.charts.flatMap(({ states, setup }) => {
    const known = Object.keys(setup.delays ?? {})
    return states.flatMap((state) =>
      delaysOf(state)
        .filter((name) => !known.includes(name) && !isNumeric(name))
        .map((name) => ({
          at: model.where.of(state.config.after, name),
          message: `${nameOfState(state)} waits for ${nearMiss(name, known)}, which is no delay of its setup`,
          cure: 'mend the name, or add it to delays in setup, in milliseconds',
        })),
    )
  })

/** An event that never happens. */
export const unknownEvent: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap((state) =>
      (isConfig(state.config.on) ? Object.keys(state.config.on) : [])
        .filter((name) => !isEvent(name) && name !== '*')
        .map((name) => ({
          at: model.where.of(state.config.on, name),
          message: `${nameOfState(state)} hears ${nearMiss(name, eventNames)}, which never happens`,
          cure: `mend its name; there are ${eventNames.join(', ')}`,
        })),
    ),
  )

/** A key that nobody reads: what stands there never happens. */
export const unknownKey: Rule = (model) => [
  ...model.charts.flatMap(({ states }) =>
    states.flatMap((state) => [
      ...unread(model, state.config, ofState, nameOfState(state)),
      ...state.arrows.flatMap(({ config, on }) =>
        unread(model, config, ofArrow, `${nameOfState(state)} on ${on}`),
      ),
      ...state.invokes.flatMap(({ config }) =>
        unread(model, config, ofInvoke, `the invoke of ${nameOfState(state)}`),
      ),
      ...(kinds.includes(state.kind)
        ? []
        : [
            {
              at: model.where.of(state.config, 'type'),
              message: `${nameOfState(state)} is of the type ${nearMiss(state.kind, kinds)}, and there is no such type`,
              cure: "write type: 'final' for an end, 'parallel' for regions, and else none",
            },
          ]),
    ]),
  ),
  ...model.said.flatMap(({ cases, state }) =>
    cases.flatMap((reply) => [
      ...unsaid(reply, ofReply, nameOfState(state)),
      ...optionsOf(reply).flatMap((option) => unsaid(option, ofOption, `an option of ${nameOfState(state)}`)),
    ]),
  ),
]

const ofState =
  'id initial type states on after always entry exit invoke onDone output tags meta description context history target'.split(
    ' ',
  )
const ofArrow = 'target guard actions reenter meta description'.split(' ')
const ofInvoke = 'id src input onDone onError onSnapshot'.split(' ')
const ofReply = 'text with options list fallback about reminds until'.split(' ')
const ofOption = 'id text with title description means lasting isWorded'.split(' ')
const kinds = ['atomic', 'compound', 'parallel', 'final', 'history']

function unread({ where }: Model, config: Config, known: string[], who: string): Found[] {
  return Object.keys(config)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      at: where.of(config, key),
      message: `${who} has ${nearMiss(key, known)}, and nobody reads that`,
      cure: 'mend the name of the key',
    }))
}

function unsaid(value: Value, known: string[], who: string): Found[] {
  if (value.kind !== 'object') return []
  return [...value.props.keys()]
    .filter((key) => !known.includes(key))
    .map((key) => ({
      at: value.place,
      message: `${who} has ${nearMiss(key, known)}, and nobody reads that`,
      cure: 'mend the name of the key',
    }))
}

/** What is invoked is neither a service nor a flow. */
export const unknownInvoke: Rule = (model) =>
  model.charts.flatMap(({ states, setup }) =>
    states.flatMap(({ invokes }) =>
      invokes.flatMap(({ src, config, state }) => {
        if (typeof src !== 'string') return []
        const at = model.where.of(config, 'src', src)
        const actors = Object.keys(setup.actors ?? {})
        const known = [...model.flows.keys(), ...actors.filter(isService)]
        if (!isService(src) && !model.flows.has(src))
          return {
            at,
            message: `${nameOfState(state)} invokes ${nearMiss(src, known)}, which is neither a service nor a flow`,
            cure: 'mend the name, or add the flow to flows in index.ts',
          }
        if (actors.includes(src)) return []
        return {
          at,
          message: `${nameOfState(state)} invokes "${src}", which is not among the actors of its setup`,
          cure: isService(src) ? 'write actors: services' : 'import the flow and add it to actors in setup',
        }
      }),
    ),
  )

interface Acting {
  state: State
  action: unknown
  holder: [owner: object, key: string]
}

/** All actions of a chart, with what holds each. */
export function actionsOf({ states }: Chart): Acting[] {
  return states.flatMap((state) => [
    ...(['entry', 'exit'] as const).flatMap((key) =>
      listOf(state.config[key]).map((action): Acting => ({ state, action, holder: [state.config, key] })),
    ),
    ...state.arrows.flatMap(({ config, actions }) =>
      actions.map((action): Acting => ({ state, action, holder: [config, 'actions'] })),
    ),
  ])
}

export function delaysOf({ config }: State): string[] {
  return isConfig(config.after) ? Object.keys(config.after) : []
}

export function isNumeric(name: string): boolean {
  return name.trim() !== '' && !Number.isNaN(Number(name))
}

function isEvent(name: string): boolean {
  if (eventNames.includes(name)) return true
  return name.endsWith('.*') && eventNames.some((each) => each.startsWith(name.slice(0, -1)))
}

function leadsTo(target: string, { key, config }: State): boolean {
  return target.split('.').at(-1)?.replace(/^#/, '') === key || config.id === target.replace(/^#/, '')
}

function namesFrom(state: State): string[] {
  const below = state.children.map(({ key }) => `.${key}`)
  return [...(state.parent?.children.map(({ key }) => key) ?? []), ...below]
}
