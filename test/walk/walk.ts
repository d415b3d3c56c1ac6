import { stringify } from 'yaml'
import { local } from '../../src/agenda/zone.ts'
import type { Step } from '../../src/cli/talks/talk.ts'
import type { Flows } from '../../src/conversation/chart.ts'
import { Random } from '../siege/random.ts'
import { after, type Walk, type Walked, walkTogether } from './group.ts'
import { inputsOf } from './inputs.ts'
import { broken } from './laws.ts'
import { starts } from './starts.ts'

export interface Result {
  /** How each state was first come to. */
  states: Map<string, Walked>
  /** From one state to another by an input. */
  transitions: Set<string>
  talks: number
  steps: number
  sandboxes: number
  /** States whose inputs were not all tried when the walk ended. */
  left: number
  broken: CounterExample[]
}

export interface CounterExample {
  law: string
  path: string[]
  /** A talk, as `chasqui replay` runs it. */
  talk: string
}

/** Walks breadth first: from each state, once, by everything that can be done there. */
export async function walk(size: {
  seconds: number
  /** At most so many. */
  talks: number
  seed: number
  folder: string
  flows: Flows
}): Promise<Result> {
  const random = new Random(size.seed)
  const end = performance.now() + size.seconds * 1000
  const result: Result = {
    states: new Map(),
    transitions: new Set(),
    talks: 0,
    steps: 0,
    sandboxes: 0,
    left: 0,
    broken: [],
  }
  let ahead: Walk[] = starts().map((steps) => ({ steps, from: undefined }))
  const goesOn = () => performance.now() < end && result.talks < size.talks
  const seen = new Set<string>()
  while (ahead.length > 0 && goesOn()) {
    const next: Walked[] = []
    const groups = grouped(ahead)
    while (groups.length > 0 && goesOn()) {
      const group = groups.shift()!.slice(0, size.talks - result.talks)
      const walked = await walkTogether(group, size.folder)
      result.sandboxes++
      for (const each of walked) {
        result.talks++
        result.steps += each.steps.length
        const { standing, from, steps } = each
        result.transitions.add(`${from?.key} ${named(steps.at(-1)!)} ${standing.key}`)
        if (!result.states.has(standing.key)) {
          result.states.set(standing.key, each)
          next.push(each)
        }
        for (const law of broken(each, size.flows)) {
          // The first talk that breaks a law in a state is the shortest one.
          if (seen.has(`${law} ${from?.shape}`)) continue
          seen.add(`${law} ${from?.shape}`)
          result.broken.push({ law, path: pathOf(each), talk: talkOf(law, each) })
        }
      }
    }
    result.left = groups.length > 0 ? new Set(groups.flat().map(({ from }) => from?.key)).size : 0
    ahead = random
      .shuffled(next)
      .flatMap((from) =>
        inputsOf(from.standing).map((input) => ({ steps: [...from.steps, input], from: from.standing })),
      )
    if (!goesOn()) result.left += next.length
  }
  return result
}

/** Most in one sandbox. */
const together = 60

/** Those that are silent at the same times, in groups of a size that one sandbox carries well. */
function grouped(walks: Walk[]): Walk[][] {
  const bySilence = new Map<string, Walk[]>()
  for (const walk of walks) {
    const silence = walk.steps.flatMap(({ later }) => later ?? []).join()
    bySilence.set(silence, [...(bySilence.get(silence) ?? []), walk])
  }
  return [...bySilence.values()]
    .flatMap((all) =>
      Array.from({ length: Math.ceil(all.length / together) }, (_, index) =>
        all.slice(index * together, (index + 1) * together),
      ),
    )
    .sort((a, b) => b.length - a.length)
}

function named(step: Step): string {
  return Object.entries(step)
    .map(([kind, what]) => `${kind} ${typeof what === 'object' ? '' : what}`.trim())
    .join(', ')
}

function pathOf({ steps, from, standing }: Walked): string[] {
  return [...steps.map(named), `from ${from?.key ?? 'nothing'}`, `to ${standing.key}`]
}

function talkOf(law: string, { steps, appointments }: Walked): string {
  const agenda = appointments
    .filter(({ status }) => status !== 'held')
    .map(({ service, start, vehicle, status }) => ({
      service,
      start: spoken(start),
      ...(vehicle && { vehicle }),
      status,
    }))
  return stringify({ title: law, after, talk: steps, agenda }, { lineWidth: 0 })
}

/** As talks write it; they begin on a Monday, and this one went on for less than two weeks. */
function spoken(start: string): string {
  const { minute } = local('America/Montevideo', Date.parse(start))
  const day = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][
    new Date(`${start.slice(0, 10)}T12:00:00Z`).getUTCDay()
  ]
  return `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
