import type { BotName } from './bot.ts'
import { startBot } from './bot.ts'
import { fewActive, visits } from './customers.ts'
import type { Graph } from './graph.ts'
import { Load, type Outcome } from './load.ts'
import { type Scenario, saturating } from './scenarios.ts'
import { percentile } from './statistics.ts'
import type { Usage } from './usage.ts'

/** A bot, what lies in its store, and how many of the customers in it write. */
export interface Case {
  bot: BotName
  /** Conversations in its store before it starts. */
  stored: number
  /** Customers who write; the rest only lies in the store. */
  active: number
}

/** What one run of a case gave in one scenario (or in `start`): figures by name, in the unit that the name ends with. */
export interface Sample extends Case {
  scenario: string
  figures: Figures
}

export type Figures = Record<string, number>

export interface Bench {
  graph: Graph
  graphUrl: string
  seconds: number
  scenarios: Scenario[]
  /** Told when a scenario (or the start) is done. */
  onDone: (scenario: string) => void
}

/** Runs a case once, in a process of its own: start, warm-up, then each scenario. */
export async function measure(each: Case, folder: string, bench: Bench): Promise<Sample[]> {
  const bot = await startBot(each.bot, bench.graphUrl, folder)
  try {
    const samples: Sample[] = [
      {
        ...each,
        scenario: 'start',
        figures: { 'ready after, ms': bot.startedIn, ...memory(await bot.usage()) },
      },
    ]
    bench.onDone('start')
    if (bench.scenarios.length === 0) return samples
    await bench.graph.serve([bot.webhook])
    const load = new Load({
      webhook: bot.webhook,
      graph: bench.graph,
      visits: visits(each.stored, each.active),
    })
    const whileItLives = <T>(work: Promise<T>): Promise<T> => Promise.race([work, bot.failure])
    await whileItLives(load.closed({ inFlight: saturating, seconds: 0, turns: warmUp }))
    for (const { name, run } of bench.scenarios) {
      const before = await bot.usage()
      const outcome = await whileItLives(run(load, bench.seconds))
      const after = await bot.usage()
      samples.push({ ...each, scenario: name, figures: figures(outcome, before, after) })
      await load.check()
      bench.onDone(name)
    }
    return samples
  } finally {
    await bot.stop()
  }
}

/** Turns before anything is measured: V8 must have compiled what is hot, and all who write be known. */
const warmUp = 2 * fewActive

function figures(outcome: Outcome, before: Usage, after: Usage): Figures {
  const { turns, elapsed, acknowledged, replied } = outcome
  const cpu = after.cpu - before.cpu
  return {
    'CPU a turn, ms': cpu / turns,
    'turns a second': turns / (elapsed / 1000),
    'CPU in use, %': (cpu / elapsed) * 100,
    'acknowledged p50, ms': percentile(acknowledged, 0.5),
    'acknowledged p99, ms': percentile(acknowledged, 0.99),
    'replied p50, ms': percentile(replied, 0.5),
    'replied p99, ms': percentile(replied, 0.99),
    ...memory(after),
  }
}

function memory({ rss, anonymous }: Usage): Figures {
  return { 'RSS, MB': rss, ...(anonymous !== null && { 'RSS without files, MB': anonymous }) }
}
