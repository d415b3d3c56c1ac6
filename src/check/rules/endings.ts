import { quote } from '../../yaml/yaml.ts'
import { type Arrow, type Chart, entered, lineage, type State } from '../chart.ts'
import { isService } from '../model.ts'
import { arrowsIn, hasLost, isInPlace, nameOfState, placeOfArrow, reached } from '../reach.ts'
import type { Rule } from '../rule.ts'

/** No arrow leads out of a state, and it is not the end. */
export const deadEnd: Rule = (model) =>
  model.charts.flatMap((chart) =>
    hasLost(chart)
      ? []
      : deadEndsOf(chart).map((state) => ({
          at: model.placeOfState(state),
          message: `nothing leads out of ${nameOfState(state)}, and it is no end`,
          cure: "give it an arrow, or write type: 'final'",
        })),
  )

/** There are arrows, and none of them leads to an end. */
export const neverEnds: Rule = (model) =>
  model.charts.flatMap((chart) => {
    if (hasLost(chart)) return []
    const ends = new Set(chart.states.filter(({ kind, parent }) => kind === 'final' && parent === chart.root))
    const known = reached(chart)
    const dead = deadEndsOf(chart)
    if (ends.size === 0 && dead.length === 0)
      return {
        at: model.where.of(chart.config),
        message: `the flow ${quote(chart.name ?? chart.config.id)} has no end`,
        cure: "write a state with type: 'final', and lead to it",
      }
    const ending = leadingTo(chart, [...ends, ...dead])
    return [...known]
      .filter((state) => state.kind === 'atomic' && !ending.has(state))
      .map((state) => ({
        at: model.placeOfState(state),
        message: `from ${nameOfState(state)} on, no end can be reached: the talk goes round for ever`,
        cure: 'lead out of it to a state that is final',
      }))
  })

/** A state that no arrow leads to. */
export const unreachableState: Rule = (model) =>
  model.charts.flatMap((chart) => {
    if (hasLost(chart)) return []
    const known = reached(chart)
    return chart.states
      .filter((state) => !known.has(state) && (!state.parent || known.has(state.parent)))
      .map((state) => ({
        at: model.placeOfState(state),
        message: `no arrow leads to ${nameOfState(state)}`,
        cure: 'lead to it, or delete it',
      }))
  })

/** An arrow behind one that is always taken. */
export const shadowedArrow: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap(({ arrows }) =>
      arrows
        .filter(
          ({ among }, index) =>
            among.findIndex((each) => each.guard === undefined) < among.indexOf(arrows[index]!),
        )
        .filter(({ among }) => among.some(({ guard }) => guard === undefined))
        .map((arrow) => ({
          at: placeOfArrow(model, arrow),
          message: `${nameOfState(arrow.from)} never takes this way on ${arrow.on}: the one before it has no guard`,
          cure: 'put what has no guard last',
        })),
    ),
  )

/** What was asked is answered, and nothing happens: the talk stands still. */
export const answerUnheard: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap((state) =>
      state.invokes.flatMap(({ id, config, src }) => {
        const done = state.arrows.filter(({ on }) => on === `done ${id ?? ''}`)
        const others = state.arrows.some(({ on }) => on === 'always' || on.startsWith('after '))
        const noun = isService(src) ? 'service' : 'flow'
        if (done.length === 0)
          return others
            ? []
            : {
                at: model.where.of(config),
                message: `${nameOfState(state)} does not hear what the ${noun} ${String(src)} answers: the talk stands still`,
                cure: 'write onDone: with a target',
              }
        const last = done.at(-1)!
        if (done.every(({ guard }) => guard !== undefined))
          return {
            at: placeOfArrow(model, last),
            message: `${nameOfState(state)} has no way on when no guard holds for what ${String(src)} answers`,
            cure: 'write a last arrow without a guard',
          }
        return done.filter(isInPlace).flatMap((arrow) =>
          others
            ? []
            : {
                at: placeOfArrow(model, arrow),
                message: `${nameOfState(state)} stays where it is when ${String(src)} has answered: the talk stands still`,
                cure: 'give the arrow a target',
              },
        )
      }),
    ),
  )

/** A state that goes on at once has no way on when none of its guards holds. */
export const noWayOn: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap((state) => {
      const always = state.arrows.filter(({ on }) => on === 'always')
      const last = always.at(-1)
      if (state.kind !== 'atomic' || !last || always.some(({ guard }) => guard === undefined)) return []
      if (state.invokes.length > 0 || state.arrows.some(({ on }) => on !== 'always')) return []
      return {
        at: placeOfArrow(model, last),
        message: `${nameOfState(state)} has no way on when none of its guards holds`,
        cure: 'write a last arrow without a guard',
      }
    }),
  )

/** Whoever invoked a flow is told what came of it. */
export const noOutput: Rule = (model) =>
  model.charts
    .filter(
      ({ root, config }) => root.children.some(({ kind }) => kind === 'final') && config.output === undefined,
    )
    .map(({ config, name }) => ({
      at: model.where.of(config),
      message: `the flow ${quote(name ?? config.id)} ends, and has no output`,
      cure: 'write output: at its root, {} if there is nothing to tell',
    }))

/** What stands in a final state after its entry never happens. */
export const finalGoesOn: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states
      .filter((state) => state.kind === 'final' && (state.arrows.length > 0 || state.invokes.length > 0))
      .map((state) => ({
        at: model.placeOfState(state),
        message: `${nameOfState(state)} is final, and what it goes on with never happens`,
        cure: "delete type: 'final', or its arrows",
      })),
  )

function deadEndsOf(chart: Chart): State[] {
  return [...reached(chart)].filter(
    (state) =>
      state.kind === 'atomic' &&
      state.invokes.length === 0 &&
      !arrowsIn(state).some((arrow) => arrow.to.some((to) => to !== state) && isWayOut(arrow)),
  )
}

/** What a whole flow hears only sometimes is no way out of one of its states. */
function isWayOut({ from, guard }: Arrow): boolean {
  return from.parent !== undefined || guard === undefined
}

/** The states from which one of these can be reached. */
function leadingTo(chart: Chart, goals: State[]): Set<State> {
  const found = new Set(goals)
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const state of chart.states) {
      const ways = arrowsIn(state).flatMap(({ to }) => to.flatMap(entered))
      if (ways.some((each) => found.has(each) || lineage(each).some((above) => above.kind === 'final')))
        found.add(state)
    }
  }
  return found
}
