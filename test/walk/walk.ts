import { Calendar } from '../../src/cli/talks/calendar.ts'
import { filesFor, type Step, type Talk } from '../../src/cli/talks/talk.ts'
import { readDuration } from '../../src/sandbox/duration.ts'
import type { MessageView } from '../../src/sandbox/view.ts'
import type { Done, Hand } from './hand.ts'
import { inputsOf, silent } from './inputs.ts'
import { deadEnds } from './laws.ts'
import { Queue } from './queue.ts'
import { nowhere, type Standing } from './standing.ts'
import { begins, setting, sunday } from './starts.ts'
import { named, talkOf } from './talkOf.ts'
import type { Moment } from './world.ts'

/** A place that was come to. */
export interface Place {
  standing: Standing
  moment: Moment
  /** When, Unix ms, and how much later than a replay would be there, in ms: what others did meanwhile took its time. */
  at: number
  late: number
  /** How, from the beginning, and what was said. */
  path: { step: Step; said: MessageView[] }[]
}

export interface Result {
  /** How each state was first come to. */
  states: Map<string, Place>
  /** By state, what led where: the input, and the state that it led to. */
  transitions: Map<string, Map<string, string>>
  /** How many steps were taken, each after a talk of its own. */
  steps: number
  /** How many were not, when the walk ended. */
  left: number
  broken: CounterExample[]
  /** From where there is no way to a person or to the menu. */
  deadEnds: string[]
}

export interface CounterExample {
  law: string
  path: string[]
  /** A talk, as `chasqui replay` runs it. */
  talk: string
}

/** What is to be done from a place: the first of the steps at this time, the others after it. */
interface Task {
  from: Place
  steps: Step[]
  at: number
}

/**
 * Walks through all states of conversations, the soonest first and then the nearest: from each of them, once, by
 * everything that can be done there.
 */
export async function walk(
  hands: Hand[],
  { folder, starts, most }: { folder: string; starts: Step[][]; most: number },
): Promise<Result> {
  const result: Result = {
    states: new Map(),
    transitions: new Map(),
    steps: 0,
    left: 0,
    broken: [],
    deadEnds: [],
  }
  const { workshop } = filesFor(setting as Talk, folder).files[0]!
  const calendar = new Calendar(workshop, sunday())
  const ahead = new Queue<Task>()
  const asked = new Set<string>()
  const seen = new Set<string>()

  const root: Place = { standing: nowhere, moment: {}, at: calendar.at(begins), late: 0, path: [] }
  discover(root)
  for (const steps of starts) add(root, steps)
  while (ahead.size > 0 && result.steps < most) {
    const tasks = ahead.takeUpTo(atOnce, aMinute)
    const done = await spread(hands, tasks)
    for (const [index, { from, steps }] of tasks.entries()) {
      const last = done[index]!.reduce((place, each, step) => come(place, steps[step]!, each), from)
      const rest = steps.slice(done[index]!.length)
      if (rest.length > 0) add(last, rest)
    }
  }
  result.left = ahead.size
  const standings = new Map([...result.states].map(([key, { standing }]) => [key, standing]))
  if (result.left === 0) result.deadEnds = deadEnds(standings, result.transitions)
  return result

  function add(from: Place, steps: Step[]): void {
    ahead.add({ from, steps, at: timeOf(steps[0]!, from, calendar) })
  }

  function come(from: Place, step: Step, { standing, moment, at, said, laws }: Done): Place {
    result.steps++
    const late = from.late + at - timeOf(step, from, calendar, from.late)
    const place = { standing, moment, at, late, path: [...from.path, { step, said }] }
    const ways = result.transitions.get(from.standing.key) ?? new Map<string, string>()
    result.transitions.set(from.standing.key, ways.set(named(step), standing.key))
    for (const law of laws) {
      // The first talk that breaks a law in a state is the shortest one.
      if (seen.has(`${law} ${from.standing.question}`)) continue
      seen.add(`${law} ${from.standing.question}`)
      const path = [
        ...place.path.map(({ step }) => named(step)),
        `from ${from.standing.key}`,
        `to ${standing.key}`,
      ]
      result.broken.push({ law, path, talk: talkOf(law, place, setting) })
    }
    if (!result.states.has(standing.key)) discover(place)
    else if (isStill(place)) add(place, silent(place))
    return place
  }

  function discover(place: Place): void {
    const { key, question, isBetween } = place.standing
    result.states.set(key, place)
    for (const steps of inputsOf(place, asked.has(question))) add(place, steps)
    if (!isBetween) asked.add(question)
  }
}

/** So many are handed out together, whoever walks, so that the walk is the same one each time. */
const atOnce = 16
const aMinute = 60_000

/** Hands the tasks out, each up to its first silence after the beginning: that is a matter of its own. */
async function spread(hands: Hand[], tasks: Task[]): Promise<Done[][]> {
  const done: Done[][] = []
  let next = 0
  await Promise.all(
    hands.map(async (hand) => {
      for (let index = next++; index < tasks.length; index = next++) {
        const { from, steps } = tasks[index]!
        const pause = steps.findIndex(({ later }, place) => place > 0 && later !== undefined)
        const { standing, moment, at } = from
        done[index] = await hand.run({
          standing,
          moment,
          at,
          steps: steps.slice(0, pause < 0 ? undefined : pause),
        })
      }
    }),
  )
  return done
}

/** When a step is over, if nothing takes time but silence; `late` counts for times of day only. */
function timeOf({ later }: Step, { at }: Place, calendar: Calendar, late = 0): number {
  if (later === undefined) return at
  return later.startsWith('P') ? at + readDuration(later) : calendar.at(later) + late
}

/** Whether nothing came of a silence: something else is still to fall due. */
function isStill({ path, standing: { shape, silence } }: Place): boolean {
  const steps = path.slice(-3).map(({ step }) => step.later)
  return shape !== '' && silence !== undefined && steps.at(-1) !== undefined && steps.includes(undefined)
}
