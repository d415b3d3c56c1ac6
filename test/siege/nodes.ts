import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { usual } from '../../src/store/postgres/pace.ts'
import { Cluster } from '../helpers/cluster.ts'
import { closeAfterTest } from '../helpers/open.ts'
import { onServer } from '../helpers/postgres.ts'
import { copyOfProject } from '../helpers/process.ts'
import { Crowd } from './crowd.ts'
import { Deliveries, pause } from './deliveries.ts'
import { Meta } from './meta.ts'
import { Random } from './random.ts'
import { Server } from './server.ts'
import { type Fallen, isSound, judge, live, reopened, tellingStatuses } from './verdict.ts'

export interface SiegeOfNodes {
  nodes: number
  customers: number
  /** How often each node is killed and started again. */
  rounds: number
  /** Between two times that one customer writes, ms, at least and at most. */
  gap: readonly [number, number]
  /** Whether PostgreSQL dies for good, and its standby takes over. */
  failOver: boolean
  seed: number
}

/** What a siege of nodes came to. */
export interface FallenNodes extends Fallen {
  /** How long, ms, after a node was killed for good everything was done that had fallen due by then, or in the second after. */
  takenUpIn: number
}

/**
 * Several nodes over one PostgreSQL under load: each is killed and started again in turn, and PostgreSQL restarted, or
 * failed over, meanwhile. At last one is killed for good; the others do the rest, and what is left is judged.
 */
export async function siegeOfNodes(options: SiegeOfNodes): Promise<FallenNodes> {
  const { customers, gap, rounds, failOver, seed } = options
  const random = new Random(seed)
  const project = impatientProject(gap[1])
  const primary = await Cluster.start('fsync=off')
  closeAfterTest(() => primary.stop())
  const standby = failOver ? await primary.standby() : undefined
  closeAfterTest(() => standby?.stop())
  const hosts = [primary, ...(standby ? [standby] : [])].map(({ port }) => `127.0.0.1:${port}`)
  const meta = await new Meta().start()
  const environment = live(meta.url, {
    DATABASE_URL: `postgres://chasqui:chasqui@${hosts.join(',')}/postgres`,
  })

  const nodes = Array.from({ length: options.nodes }, () => new Server(environment, project))
  await Promise.all(nodes.map((node) => node.start()))
  // As a load balancer does that has not noticed yet: some are brought to one that is dead.
  let url = () => random.pick(nodes).url
  const deliveries = new Deliveries(() => url(), random)
  meta.onArrival = tellingStatuses(deliveries, random)
  const crowd = new Crowd(customers, meta, deliveries, random, gap)
  closeAfterTest(() => Promise.all([crowd.leave(), deliveries.stop()]))

  const troubles: number[] = []
  const trouble = async (make: () => Promise<unknown>) => {
    troubles.push(Date.now())
    await make()
    // Until all is as before, what was being sent may have to be sent again.
    troubles.push(Date.now())
    await pause(random.between(1_000, 2_500))
  }
  for (let round = 0; round < rounds; round++) {
    for (const node of nodes) {
      await pause(random.between(500, 1_500))
      await trouble(() => node.kill())
      await node.start()
    }
    if (round === 0) await trouble(() => primary.restart(...(standby ? ['synchronous_standby_names=*'] : [])))
    if (round === rounds - 1 && standby) {
      await trouble(async () => {
        await primary.kill()
        await onServer(standby.url, 'select pg_promote()')
      })
    }
  }
  const present = standby ?? primary

  const [last, ...others] = nodes
  troubles.push(Date.now())
  const died = Date.now()
  await last!.kill()
  const takenUp = nothingIsDue(present.url, died + 1_000).then(() => Date.now() - died)
  await crowd.leave()
  await deliveries.done()
  const takenUpIn = await takenUp
  for (const node of others) await node.stop()

  const flows = join(project, 'flows')
  const end = await reopened(environment, flows)
  url = () => end.url
  // Only then does it know that the one killed for good is gone, and sees to what falls due there.
  await pause(usual.lease + 2 * usual.beat)
  // A clock of our own need not wait for the minutes in which a status may still come.
  for (let minutes = 0; minutes < 10; minutes++) {
    await end.later(60_000)
    await deliveries.done()
  }
  const unsettled = new Set(nodes.flatMap((node) => [...node.unsettled]))
  const judged = await judge(end.chasqui, {
    meta,
    brought: crowd.sent,
    killedAt: troubles,
    unsettled,
    folder: flows,
  })
  await end.close()
  await isSound(environment)
  return {
    ...judged,
    kills: options.nodes * rounds + 1,
    broughtAgain: deliveries.repeats,
    takenUpIn,
  }
}

/** The project, but a booking is given up after `patience` ms without a word, and that is said: alarms that can be heard. */
function impatientProject(patience: number): string {
  const project = copyOfProject()
  const edit = (file: string, [from, to]: [RegExp, string]) => {
    const path = join(project, 'flows', file)
    const before = readFileSync(path, 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${file} has no ${from}`)
    writeFileSync(path, after)
  }
  const soon = Math.round(patience * 0.7)
  edit('bookingSetup.ts', [/abandoning: [^,]+,/, `abandoning: ${soon},`])
  edit('bookingSetup.ts', [/lapsing: [^,]+,/, `lapsing: ${soon},`])
  // At night, too.
  edit('workshop.yaml', [/quietHours: .*/, 'quietHours: null'])
  edit('booking.ts', [
    /abandoned: \{.*\n/,
    `abandoned: { type: 'final', entry: [{ type: 'keepStart', params: { start: '' } }, { type: 'reply', params: { text: 'booking.dropped' } }] },\n`,
  ])
  return project
}

/** Resolves once nothing is left that fell due before this moment, Unix ms. */
async function nothingIsDue(url: string, before: number): Promise<void> {
  for (;;) {
    const [row] = await onServer(
      url,
      `select exists (select 1 from conversation where due_at < ${before}) as late`,
    )
    if (row?.late === false && Date.now() > before) return
    await pause(100)
  }
}
