import { type Arrow, entered, lineage, listOf, type State, typeOf, waits } from '../chart.ts'
import { arrowsIn, nameOfState, placeOfArrow } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { prop, textsIn } from '../values.ts'

/**
 * Who asks for a person gets one. The engine sees to it, unless a state hears `customer.askedPerson` itself: then that has
 * to lead to `callPerson` within two answers.
 */
export const personOutOfReach: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap(({ arrows }) =>
      arrows
        .filter((arrow) => arrow.on === 'customer.askedPerson' && !calls(arrow, mostAnswers))
        .map((arrow) => ({
          at: placeOfArrow(model, arrow),
          message: `${nameOfState(arrow.from)} hears customer.askedPerson, and nobody is called within two answers`,
          cure: "lead to a state with entry: { type: 'callPerson' }, or leave it to the engine",
        })),
    ),
  )

/** Who is told that a person comes, gets one. */
export const personPromised: Rule = ({ said }) =>
  said.flatMap(({ state, when, cases }) => {
    const beside = when === 'entry' || when === 'exit' ? listOf(state.config[when]) : when.actions
    const around = when === 'entry' || when === 'exit' ? beside : [...beside, ...when.to.flatMap(entries)]
    if (around.some((action) => typeOf(action) === 'callPerson')) return []
    return cases
      .flatMap((each) => textsIn(prop(each, 'text')))
      .filter(({ text }) => text === 'engine.personCalled')
      .map(({ place }) => ({
        at: place,
        message: `${nameOfState(state)} says that a person was called, and calls none`,
        cure: "write { type: 'callPerson' } before it",
      }))
  })

/** How many times the customer may have to answer before somebody is called. */
const mostAnswers = 2

function calls(arrow: Arrow, answers: number, seen = new Set<State>()): boolean {
  if (arrow.actions.some(isCall)) return true
  return arrow.to.flatMap(entered).some((state) => callsFrom(state, answers, seen))
}

function callsFrom(state: State, answers: number, seen: Set<State>): boolean {
  if (lineage(state).flatMap(entries).some(isCall)) return true
  if (seen.has(state) || state.kind === 'final') return false
  const left = waits(state) ? answers - 1 : answers
  if (left <= 0) return false
  const next = arrowsIn(state).filter(({ on }) => !on.startsWith('after '))
  return next.some((arrow) => calls(arrow, left, new Set([...seen, state])))
}

function entries({ config }: State): unknown[] {
  return listOf(config.entry)
}

function isCall(action: unknown): boolean {
  return typeOf(action) === 'callPerson'
}
