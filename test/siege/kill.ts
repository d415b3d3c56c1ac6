import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { Crowd } from './crowd.ts'
import { Deliveries, pause } from './deliveries.ts'
import { Meta } from './meta.ts'
import { Random } from './random.ts'
import { Server } from './server.ts'
import { type Fallen, isSound, judge, live, reopened, tellingStatuses } from './verdict.ts'

export interface Siege {
  kills: number
  customers: number
  seed: number
}

/**
 * At times in a row, but not for long: whoever goes on so is answered once for all of it, and little would be sent that a
 * kill could meet.
 */
const unhurried = [100, 10_000] as const

/** Kills the server again and again under load, lets the rest be done, and judges what is left. */
export async function siege({ kills, customers, seed }: Siege): Promise<Fallen> {
  const random = new Random(seed)
  const meta = await new Meta().start()
  const environment = live(meta.url, { DATA_DIR: temporaryFolder() })
  const server = new Server(environment)
  let url = () => server.url
  const deliveries = new Deliveries(() => url(), random)
  meta.onArrival = tellingStatuses(deliveries, random)
  const crowd = new Crowd(customers, meta, deliveries, random, unhurried)
  closeAfterTest(() => Promise.all([crowd.leave(), deliveries.stop()]))

  const killedAt: number[] = []
  while (killedAt.length < kills && !deliveries.isOver) {
    const starting = server.start()
    // Now and then it dies before it even listens.
    if (random.chance(0.1)) await pause(random.between(100, 1_000))
    else await starting.then(() => pause(random.between(200, 1_500)))
    if (killedAt.length === kills - 1) await crowd.leave()
    killedAt.push(Date.now())
    await server.kill()
    await starting
  }

  const last = await reopened(environment)
  url = () => last.url
  await deliveries.done()
  // A clock of our own need not wait for the minutes in which a status may still come.
  for (let minutes = 0; minutes < 10; minutes++) {
    await last.later(60_000)
    await deliveries.done()
  }
  const judged = await judge(last.chasqui, { meta, brought: crowd.sent, killedAt })
  await last.close()
  await isSound(environment)
  return { ...judged, kills: killedAt.length, broughtAgain: deliveries.repeats }
}
