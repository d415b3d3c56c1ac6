import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fewActive } from './customers.ts'
import { Graph } from './graph.ts'
import { describeMachine } from './machine.ts'
import { type Case, measure, type Sample } from './measure.ts'
import { benchNodes } from './nodes.ts'
import { type Options, readOptions } from './options.ts'
import { Progress } from './progress.ts'
import { scenarios as allScenarios } from './scenarios.ts'
import { makePrototypes, seed } from './seed.ts'
import { summarise, table } from './table.ts'

const options = readOptions(process.argv.slice(2))
mkdirSync(options.folder, { recursive: true })
const folder = mkdtempSync(join(options.folder, 's-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
try {
  await (options.store === 'postgres' ? benchNodes({ ...options, folder }) : bench(options))
  process.exit(0)
} catch (error) {
  console.error(`\nThe bench stopped: ${(error as Error).message}`)
  process.exit(1)
}

/** Seeds the stores, runs every case as often as wanted, and shows and writes what came of it. */
async function bench({ stored, runs, seconds, only, out }: Options): Promise<void> {
  const machine = describeMachine(folder)
  const { graph, url: graphUrl } = await Graph.start()
  const scenarios = allScenarios.filter(({ name }) => only === undefined || name === only)
  const samples: Sample[] = []
  await seedAll(stored, graph, graphUrl)

  // All of them in turn, the baseline beside each size: what the machine does meanwhile hits all alike.
  const plan = Array.from({ length: runs }, () => stored.flatMap(casesOf)).flat()
  const progress = new Progress(plan.length * (scenarios.length + 1), 'Measuring')
  for (const [index, each] of plan.entries()) {
    const title = `${each.bot}, ${each.stored} stored, ${each.active} write`
    const data = each.stored === 0 ? join(folder, `run-${index}`) : folderOf(each.stored)
    const onDone = (scenario: string) => progress.step(`${title}: ${scenario}`)
    samples.push(...(await measure(each, data, { graph, graphUrl, seconds, scenarios, onDone })))
  }
  progress.stop()
  graph.stop()

  const kept = samples.filter(({ scenario }) => only === undefined || scenario === only)
  const summaries = summarise(kept)
  const titles = new Map(allScenarios.map(({ name, title }) => [name, title]))
  console.log(`\n${table(summaries, titles)}\n\nMedians (least–most) of ${runs} runs of ${seconds} s.`)
  for (const [name, value] of Object.entries(machine)) console.log(`${name}: ${value}`)
  mkdirSync(dirname(out), { recursive: true })
  const results = { at: new Date().toISOString(), machine, runs, seconds, summaries, samples: kept }
  writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`)
  console.log(`All figures: ${out}`)
}

async function seedAll(stored: number[], graph: Graph, graphUrl: string): Promise<void> {
  const sizes = stored.filter((size) => size > 0)
  if (sizes.length === 0) return
  const prototypes = await makePrototypes(graph, graphUrl, join(folder, 'prototypes'))
  for (const conversations of sizes) {
    const progress = new Progress(conversations, `Storing ${conversations} conversations`)
    await seed({
      folder: folderOf(conversations),
      conversations,
      prototypes,
      onProgress: (done) => progress.reach(done),
    })
    progress.stop()
  }
}

/** The echo, which stores nothing, and Chasqui: with a few customers who write, and with all. */
function casesOf(stored: number): Case[] {
  return [
    { bot: 'echo', stored, active: fewActive },
    { bot: 'chasqui', stored, active: fewActive },
    ...(stored > fewActive ? [{ bot: 'chasqui' as const, stored, active: stored }] : []),
  ]
}

function folderOf(stored: number): string {
  return join(folder, `stored-${stored}`)
}
