import type { Step } from '../../src/cli/talks/talk.ts'
import type { Flows } from '../../src/conversation/chart.ts'
import { loadHouse } from '../../src/house.ts'
import { readDuration } from '../../src/sandbox/duration.ts'
import type { MessageView } from '../../src/sandbox/view.ts'
import { Coverage, type Seen } from './coverage.ts'
import { seconds } from './inputs.ts'
import { broken } from './laws.ts'
import { type Standing, standingOf } from './standing.ts'
import { type Moment, World } from './world.ts'

/** Steps to be taken from where somebody stood, of which none but the first is a silence. */
export interface Errand {
  standing: Standing
  moment: Moment
  /** When that was, Unix ms. */
  at: number
  steps: Step[]
}

/** What a step led to. */
export interface Done {
  standing: Standing
  moment: Moment
  /** When it was done, Unix ms. */
  at: number
  said: MessageView[]
  /** The laws that it broke, each in a sentence. */
  laws: string[]
}

/** Who goes on errands, one after the other, each no earlier than the one before. */
export interface Hand {
  run(errand: Errand): Promise<Done[]>
  /** What of the charts was gone through on the way. */
  seen(): Promise<Seen>
  close(): Promise<void>
}

/** One that walks in this very process. */
export async function openHand(folder: string): Promise<Hand> {
  const { flows } = await loadHouse(folder)
  const coverage = new Coverage(flows.flows)
  const world = await World.open(folder)
  return {
    async run({ steps, ...from }) {
      await world.moveTo(from.at)
      await world.restore(from.moment)
      const done: Done[] = []
      for (const step of steps) done.push(await taken(world, step, done.at(-1) ?? from, flows))
      return done
    },
    seen: async () => coverage.seen,
    async close() {
      coverage.stop()
      await world.close()
    },
  }
}

async function taken(world: World, step: Step, from: Omit<Errand, 'steps'>, flows: Flows): Promise<Done> {
  // What went by since is a part of the silence.
  const left = step.later?.startsWith('P')
    ? { later: seconds(from.at + readDuration(step.later) - world.now) }
    : {}
  let said: MessageView[] = []
  let failed: string | undefined
  try {
    said = await world.play({ ...step, ...left })
  } catch (error) {
    failed = (error as Error).message
  }
  const moment = await world.moment()
  const standing = standingOf(moment, world.now)
  const laws = await broken(
    { step, from: from.standing, to: standing, said, moment, ...(failed && { failed }) },
    flows,
  )
  return { standing, moment, at: world.now, said, laws }
}
