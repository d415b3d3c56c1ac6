import { type Arrow, entered, type State, waits } from '../chart.ts'
import { isService, type Model } from '../model.ts'
import { arrowsIn, isInPlace, isLost, nameOfState, placeOfArrow, reached, waiting } from '../reach.ts'
import type { Found, Rule } from '../rule.ts'

/** States that lead to each other without anybody answering: the talk never comes to rest. */
export const loop: Rule = (model) =>
  model.charts.flatMap((chart) => {
    const moving = [...reached(chart)].filter((state) => state.kind === 'atomic' && !rests(model, state))
    const place = new Map(chart.states.map((state, index) => [state, index]))
    const inPlace = [...reached(chart)].flatMap((state) =>
      state.arrows.filter((arrow) => arrow.on === 'always' && isInPlace(arrow) && !isLost(arrow)),
    )
    const still = inPlace.map(
      (arrow): Found => ({
        at: placeOfArrow(model, arrow),
        message: `${nameOfState(arrow.from)} stays where it is at once, and again, and goes round for ever`,
        cure: 'give it a target, or do it on the way there',
      }),
    )
    const round = moving.flatMap((state) =>
      ways(model, state).flatMap(({ arrow, to }): Found[] => {
        // Told where it turns back.
        if (place.get(to)! > place.get(state)! || !leads(model, to, state)) return []
        return [
          {
            at: placeOfArrow(model, arrow),
            message: `${nameOfState(state)} leads back to ${nameOfState(to)} on ${arrow.on} without anybody answering: it goes round for ever`,
            cure: 'lead to a state that waits for an answer',
          },
        ]
      }),
    )
    return [...still, ...round.filter(({ at }) => !still.some((each) => each.at.line === at.line))]
  })

/** Flows that begin each other before anybody answers. */
export const flowLoop: Rule = (model) =>
  model.charts.flatMap((chart) =>
    begins(model, chart.name).flatMap(({ state, src, at }) =>
      beginsAtAll(model, src, chart.name, new Set())
        ? [
            {
              at,
              message: `${nameOfState(state)} begins the flow ${src}, which begins ${chart.name} again before anybody answers`,
              cure: 'ask something before, or end the flow and tell by its output what is wanted',
            },
          ]
        : [],
    ),
  )

/** Whether something has to happen before it goes on. */
function rests(model: Model, state: State): boolean {
  if (waits(state)) return true
  if (state.arrows.some(({ on }) => on === 'always')) return false
  const flow = state.invokes.find(({ src }) => !isService(src))
  const chart = typeof flow?.src === 'string' ? model.flows.get(flow.src) : undefined
  return flow !== undefined && (!chart || waiting(chart).length > 0)
}

function ways(model: Model, state: State): { arrow: Arrow; to: State }[] {
  return arrowsIn(state)
    .filter(
      ({ on }) =>
        on === 'always' || on.startsWith('done ') || on.startsWith('failed ') || on === 'state done',
    )
    .flatMap((arrow) =>
      arrow.to
        .flatMap(entered)
        .filter((to) => to.kind === 'atomic' && !rests(model, to))
        .map((to) => ({ arrow, to })),
    )
}

function leads(model: Model, from: State, to: State, seen = new Set<State>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return ways(model, from).some((way) => leads(model, way.to, to, seen))
}

/** The flows that a flow begins before anybody answers. */
function begins(model: Model, name: string | undefined) {
  const chart = name === undefined ? undefined : model.flows.get(name)
  if (!chart) return []
  const seen = new Set<State>()
  const queue = entered(chart.root)
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'atomic' && !rests(model, next))
      queue.push(
        ...arrowsIn(next)
          .filter(({ on }) => !on.startsWith('customer.'))
          .flatMap(({ to }) => to.flatMap(entered)),
      )
  }
  return [...seen].flatMap((state) =>
    state.invokes.flatMap(({ src, config }) =>
      typeof src === 'string' && !isService(src)
        ? { state, src, at: model.where.of(config, 'src', src) }
        : [],
    ),
  )
}

function beginsAtAll(model: Model, name: string, goal: string | undefined, seen: Set<string>): boolean {
  if (name === goal) return true
  if (seen.has(name)) return false
  seen.add(name)
  return begins(model, name).some(({ src }) => beginsAtAll(model, src, goal, seen))
}
