import { type Arrow, lineage, listOf, type State, waits } from '../chart.ts'
import { isTaken } from '../memory.ts'
import { optionsOf } from '../options.ts'
import { arrowsIn, isInPlace, isLost, nameOfState, placeOfArrow, says, waiting } from '../reach.ts'
import type { Rule } from '../rule.ts'
import { prop, textsIn } from '../values.ts'
import { isAnswer, isInterrupt, isOfCustomer } from '../words.ts'

/** Somebody is waited for, and nothing happens when they never answer. */
export const noSilence: Rule = (model) =>
  model.charts.flatMap((chart) =>
    waiting(chart)
      .filter((state) => !arrowsIn(state).some(({ on }) => on.startsWith('after ')))
      .map((state) => ({
        at: model.placeOfState(state),
        message: `${nameOfState(state)} waits for an answer, and nothing happens if none ever comes`,
        cure: 'write after: with a delay and a target, here or around it',
      })),
  )

/** An answer that leads nowhere and says nothing. */
export const silentAnswer: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap(({ arrows }) =>
      arrows
        .filter((arrow) => isOfCustomer(arrow.on) || arrow.on.startsWith('after '))
        .filter((arrow) => isInPlace(arrow) && !isLost(arrow) && !arrow.actions.some(says))
        .filter(({ on, actions }) => isOfCustomer(on) || actions.length === 0)
        .map((arrow) => ({
          at: placeOfArrow(model, arrow),
          message: `${nameOfState(arrow.from)} stays where it is on ${arrow.on} and says nothing, so the customer is told that they were not understood`,
          cure: 'give it a target, a remark, or reenter: true to ask again',
        })),
    ),
  )

/** A question that hears no answer of its own. */
export const deafState: Rule = (model) =>
  model.charts.flatMap((chart) =>
    waiting(chart)
      .filter((state) => {
        const own = lineage(state).filter(({ parent }) => parent)
        const hears = own.some(({ arrows }) => arrows.some(({ on }) => isAnswer(on)))
        const inherits = chart.root.arrows.some(({ on, guard }) => isAnswer(on) && guard === undefined)
        const offers = model.said.some(
          (said) => said.state === state && said.cases.some((each) => optionsOf(each).length > 0),
        )
        return !hears && !inherits && !offers
      })
      .map((state) => ({
        at: model.placeOfState(state),
        message: `${nameOfState(state)} waits for an answer and hears none: no text, no tap, nothing that is sent`,
        cure: "write on: with 'customer.wrote' or 'customer.chose'",
      })),
  )

/** A talk comes to rest without a word. */
export const muteState: Rule = (model) => {
  const greeting = model.registries.flatMap(({ flows }) => flows.greets ?? [])
  return model.charts.flatMap((chart) => {
    const isGreeting = greeting.some((each) => each === chart.name || !model.flows.has(each))
    return waiting(chart)
      .filter((state) => !asks(state))
      .filter((state) => !isGreeting || !isFirst(state))
      .filter((state) => !isAnswered(state, new Set()))
      .map((state) => ({
        at: model.placeOfState(state),
        message: `${nameOfState(state)} waits for an answer, and nothing was asked`,
        cure: 'write entry: with a reply',
      }))
  })
}

/** A question that takes something from an event cannot be asked again. */
export const questionTakesEvent: Rule = ({ said }) =>
  said
    .filter(
      ({ when, takesEvent, state, type }) =>
        when === 'entry' && takesEvent && type === 'reply' && waits(state),
    )
    .map(({ place, state }) => ({
      at: place,
      message: `what ${nameOfState(state)} asks takes something from the event, which is gone when it has to be asked again`,
      cure: 'keep it in the context on the way here, and take it from there',
    }))

/** An option that nothing is done with. */
export const optionUnanswered: Rule = ({ said }) =>
  said.flatMap(({ state, cases, when }) => {
    if (when === 'exit' || (when !== 'entry' && !isInPlace(when)) || !waits(state)) return []
    const arrows = arrowsIn(state).filter(({ on }) => on === 'customer.chose' || on === 'customer.*')
    // What comes out of the memory is taken by what looks there.
    const isAllWritten = cases.flatMap(optionsOf).every((option) => prop(option, 'id')?.kind === 'text')
    return cases
      .flatMap(optionsOf)
      .flatMap((option) => textsIn(prop(option, 'id')))
      .filter(({ text }) => !arrows.some((arrow) => takes(arrow, text) ?? isAllWritten))
      .map(({ text, place }) => ({
        at: place,
        message: `${nameOfState(state)} offers "${text}", and no arrow takes it`,
        cure: "lead from 'customer.chose' with this choice to a state, or delete the option",
      }))
  })

/** An interrupt that is heard only sometimes: the other times nobody does. */
export const interruptSwallowed: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap(({ arrows }) =>
      arrows
        .filter((arrow) => isInterrupt(arrow.on) && arrow === arrow.among.at(-1) && arrow.guard !== undefined)
        .map((arrow) => ({
          at: placeOfArrow(model, arrow),
          message: `${nameOfState(arrow.from)} hears ${arrow.on}, and nothing happens when no guard holds`,
          cure: 'write a last arrow without a guard, or leave the interrupt to the engine',
        })),
    ),
  )

/** Nobody may go on writing to who asked to be left alone. */
export const optOutOverridden: Rule = (model) =>
  model.charts.flatMap(({ states }) =>
    states.flatMap(({ arrows }) =>
      arrows
        .filter(({ on, among }, index) => on === 'customer.optedOut' && among[0] === arrows[index])
        .map((arrow) => ({
          at: model.where.of(arrow.holder, arrow.key),
          message: `${nameOfState(arrow.from)} hears customer.optedOut, which is the engine's alone`,
          cure: 'delete it: the engine says goodbye and ends the talk',
        })),
    ),
  )

/** Whether it says something on coming to it. */
function asks(state: State): boolean {
  return lineage(state).some(({ config }) => listOf(config.entry).some(says))
}

function isFirst(state: State): boolean {
  return lineage(state).every(
    ({ parent, key }) => !parent || parent.config.initial === key || parent.kind === 'parallel',
  )
}

/** Whether each way to a state says something before it is there. */
function isAnswered(state: State, seen: Set<State>): boolean {
  if (seen.has(state)) return true
  seen.add(state)
  if (isFirst(state)) return false
  const arrows = state.chart.states.flatMap((each) =>
    each.arrows.filter(({ to }) => to.some((one) => lineage(state).includes(one))),
  )
  return arrows.every((arrow) => speaks(arrow, seen))
}

function speaks({ actions, from }: Arrow, seen: Set<State>): boolean {
  if (actions.some(says) || listOf(from.config.exit).some(says)) return true
  if (waits(from) || from.kind !== 'atomic') return false
  return asks(from) || isAnswered(from, seen)
}

/** Whether a choice leads along an arrow; undefined where its guard looks at more than the choice. */
function takes(arrow: Arrow, choice: string): boolean | undefined {
  return isTaken(arrow, {}, { type: 'customer.chose', choice, title: '', at: '' })
}
