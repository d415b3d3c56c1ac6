import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { Cluster } from '../test/helpers/cluster.ts'
import { onServer } from '../test/helpers/postgres.ts'
import { type Bot, startBot } from './bot.ts'
import { fewActive, visits } from './customers.ts'
import { Graph } from './graph.ts'
import { Load } from './load.ts'
import { describeMachine } from './machine.ts'
import type { Options } from './options.ts'
import { Progress } from './progress.ts'
import { rawLoop } from './rawLoop.ts'
import { saturating } from './scenarios.ts'
import { talkOnce } from './seed.ts'
import { seedPostgres } from './seedPostgres.ts'
import { median } from './statistics.ts'
import { usageOfServer } from './usage.ts'

type Figures = Record<string, number>

interface Place {
  cluster: Cluster
  graph: Graph
  graphUrl: string
  folder: string
  seconds: number
}

interface Case {
  nodes: number
  tellsStatuses: boolean
  /** Conversations in the database, and how many of their customers write. */
  known: number
  active: number
}

/**
 * One node and two over one PostgreSQL, beside the raw loop on the same server in the same run. With conversations
 * stored: one node over a database of each size, the same customers writing.
 */
export async function benchNodes(options: Options): Promise<void> {
  const { runs, seconds, out, folder } = options
  const machine = describeMachine(folder)
  const { graph, url: graphUrl } = await Graph.start()
  const given = { graph, graphUrl, folder, seconds }
  const sizes = options.stored.filter((size) => size > 0)
  const samples = sizes.length > 0 ? await bySize(sizes, runs, given) : await besideLoop(runs, given)
  graph.stop()
  for (const [name, all] of samples) {
    console.log(name)
    for (const figure of Object.keys(all[0]!)) {
      const values = all.map((each) => each[figure]!)
      const [least, most] = [Math.min(...values), Math.max(...values)]
      console.log(`  ${figure.padEnd(48)} ${short(median(values))} (${short(least)}–${short(most)})`)
    }
  }
  console.log(`\nMedians (least–most) of ${runs} runs of ${seconds} s.`)
  for (const [name, value] of Object.entries(machine)) console.log(`${name}: ${value}`)
  mkdirSync(dirname(out), { recursive: true })
  const results = {
    at: new Date().toISOString(),
    machine,
    runs,
    seconds,
    samples: Object.fromEntries(samples),
  }
  writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`)
  console.log(`All figures: ${out}`)
}

async function besideLoop(runs: number, given: Omit<Place, 'cluster'>): Promise<Map<string, Figures[]>> {
  const cluster = await Cluster.start()
  const place = { ...given, cluster }
  const usual = { known: fewActive, active: fewActive }
  const cases: [string, () => Promise<Figures>][] = [
    ['raw loop', async () => ({ [rate]: await rawLoop(cluster.url, given) })],
    ['one node', () => anew({ nodes: 1, tellsStatuses: false, ...usual }, place)],
    ['two nodes', () => anew({ nodes: 2, tellsStatuses: false, ...usual }, place)],
    ['one node, and three statuses a turn', () => anew({ nodes: 1, tellsStatuses: true, ...usual }, place)],
  ]
  try {
    return await alternately(runs, cases)
  } finally {
    await cluster.stop()
  }
}

async function bySize(
  sizes: number[],
  runs: number,
  given: Omit<Place, 'cluster'>,
): Promise<Map<string, Figures[]>> {
  const clusters: Cluster[] = []
  try {
    const cases: [string, () => Promise<Figures>][] = []
    for (const known of sizes) {
      const cluster = await Cluster.start()
      clusters.push(cluster)
      const place = { ...given, cluster }
      const bot = await startBot('chasqui', given.graphUrl, given.folder, { DATABASE_URL: cluster.url })
      await talkOnce(bot, given.graph)
      await bot.stop()
      const progress = new Progress(known, `Storing ${known} conversations`)
      await seedPostgres({
        url: cluster.url,
        conversations: known,
        onProgress: (done) => progress.reach(done),
      })
      progress.stop()
      const one = { nodes: 1, tellsStatuses: true, known, active: Math.min(known, manyActive) }
      cases.push([
        `${known.toLocaleString('en')} stored, ${one.active.toLocaleString('en')} write`,
        () => measure(one, place),
      ])
    }
    return await alternately(runs, cases)
  } finally {
    for (const cluster of clusters) await cluster.stop()
  }
}

/** What the machine does meanwhile hits all alike. */
async function alternately(
  runs: number,
  cases: [string, () => Promise<Figures>][],
): Promise<Map<string, Figures[]>> {
  const samples = new Map<string, Figures[]>(cases.map(([name]) => [name, []]))
  const progress = new Progress(runs * cases.length, 'Measuring')
  for (let run = 0; run < runs; run++) {
    for (const [name, measured] of cases) {
      samples.get(name)!.push(await measured())
      progress.step(name)
    }
  }
  progress.stop()
  return samples
}

/** In a database of its own: customers who wrote in the case before would be held up by the pace that Meta allows each. */
async function anew(each: Case, place: Place): Promise<Figures> {
  const { url } = place.cluster
  const own = new URL(url)
  own.pathname = '/bench'
  await onServer(url, 'create database bench')
  try {
    return await measure(each, place, own.href)
  } finally {
    await onServer(url, 'drop database bench with (force)')
  }
}

async function measure(
  { nodes, tellsStatuses, known, active }: Case,
  place: Place,
  url = place.cluster.url,
): Promise<Figures> {
  const { graph, graphUrl, folder, seconds } = place
  const bots = await Promise.all(
    Array.from({ length: nodes }, () => startBot('chasqui', graphUrl, folder, { DATABASE_URL: url })),
  )
  try {
    const webhooks = bots.map(({ webhook }) => webhook)
    await graph.serve(webhooks, { tellsStatuses })
    const load = new Load({ webhook: webhooks, graph, visits: visits(known, active) })
    const whileTheyLive = <T>(work: Promise<T>) => Promise.race([work, ...bots.map(({ failure }) => failure)])
    await whileTheyLive(load.closed({ inFlight: saturating, seconds: 0, turns: active }))
    const before = await used(bots, place)
    const { turns, elapsed } = await whileTheyLive(load.closed({ inFlight: saturating, seconds }))
    const after = await used(bots, place)
    await load.check()
    const [bot, server, generator] = [
      after.bots - before.bots,
      after.server - before.server,
      after.load - before.load,
    ]
    const all = availableParallelism() * elapsed
    return {
      [rate]: turns / (elapsed / 1000),
      "the same, were the load's own CPU free": (turns / (elapsed / 1000)) * (all / (all - generator)),
      'CPU a turn of all nodes, ms': bot / turns,
      'CPU a turn of PostgreSQL, ms': server / turns,
      "CPU a turn of the load's own, ms": generator / turns,
    }
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
  }
}

const rate = 'turns a second'

/** So many customers write, whatever else is stored. */
const manyActive = 10_000

/** CPU so far, ms: of the nodes, of PostgreSQL, and of customers and Graph. */
async function used(bots: Bot[], { cluster, graph }: Place) {
  const all = await Promise.all(bots.map((bot) => bot.usage()))
  const { user, system } = process.cpuUsage()
  return {
    bots: all.reduce((sum, { cpu }) => sum + cpu, 0),
    server: usageOfServer(cluster.pid),
    load: (user + system) / 1000 + (await graph.usage()).cpu,
  }
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
