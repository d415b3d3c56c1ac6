import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Cluster } from '../test/helpers/cluster.ts'
import { type Bot, startBot } from './bot.ts'
import { fewActive, visits } from './customers.ts'
import { Graph } from './graph.ts'
import { Load } from './load.ts'
import { describeMachine } from './machine.ts'
import type { Options } from './options.ts'
import { rawLoop } from './rawLoop.ts'
import { saturating } from './scenarios.ts'
import { median } from './statistics.ts'

interface Figures {
  'turns a second': number
  'CPU a turn of all nodes, ms'?: number
}

/** One node and two over one PostgreSQL, beside the raw loop on the same server in the same run. */
export async function benchNodes({ runs, seconds, out, folder }: Options): Promise<void> {
  const machine = describeMachine(folder)
  const cluster = await Cluster.start()
  const samples: Record<string, Figures[]> = { 'raw loop': [], 'one node': [], 'two nodes': [] }
  try {
    const { graph, url: graphUrl } = await Graph.start()
    for (let run = 0; run < runs; run++) {
      samples['raw loop']!.push({ 'turns a second': await rawLoop(cluster.url, { seconds }) })
      samples['one node']!.push(await measure(1, { cluster, graph, graphUrl, folder, seconds }))
      samples['two nodes']!.push(await measure(2, { cluster, graph, graphUrl, folder, seconds }))
    }
    graph.stop()
  } finally {
    await cluster.stop()
  }
  for (const [name, all] of Object.entries(samples)) {
    const figures = Object.keys(all[0]!).map((figure) => {
      const values = all.map((each) => each[figure as keyof Figures]!)
      const [least, most] = [Math.min(...values), Math.max(...values)]
      return `${figure} ${short(median(values))} (${short(least)}–${short(most)})`
    })
    console.log(`${name.padEnd(10)} ${figures.join('   ')}`)
  }
  console.log(`\nMedians (least–most) of ${runs} runs of ${seconds} s.`)
  for (const [name, value] of Object.entries(machine)) console.log(`${name}: ${value}`)
  mkdirSync(dirname(out), { recursive: true })
  const results = { at: new Date().toISOString(), machine, runs, seconds, samples }
  writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`)
  console.log(`All figures: ${out}`)
}

async function measure(
  count: number,
  given: { cluster: Cluster; graph: Graph; graphUrl: string; folder: string; seconds: number },
): Promise<Figures> {
  const { cluster, graph, graphUrl, folder, seconds } = given
  const bots = await Promise.all(
    Array.from({ length: count }, () => startBot('chasqui', graphUrl, folder, { DATABASE_URL: cluster.url })),
  )
  try {
    const webhooks = bots.map(({ webhook }) => webhook)
    await graph.serve(...webhooks)
    const load = new Load({ webhook: webhooks, graph, visits: visits(fewActive, fewActive) })
    const whileTheyLive = <T>(work: Promise<T>) => Promise.race([work, ...bots.map(({ failure }) => failure)])
    await whileTheyLive(load.closed({ inFlight: saturating, seconds: 0, turns: fewActive }))
    const before = await cpu(bots)
    const { turns, elapsed } = await whileTheyLive(load.closed({ inFlight: saturating, seconds }))
    const used = (await cpu(bots)) - before
    await load.check()
    return { 'turns a second': turns / (elapsed / 1000), 'CPU a turn of all nodes, ms': used / turns }
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
  }
}

async function cpu(bots: Bot[]): Promise<number> {
  const all = await Promise.all(bots.map((bot) => bot.usage()))
  return all.reduce((sum, each) => sum + each.cpu, 0)
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
