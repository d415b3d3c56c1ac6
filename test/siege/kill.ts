import { once } from 'node:events'
import { expect } from 'chai'
import { type Chasqui, defaultFlows, openChasqui } from '../../src/chasqui.ts'
import { MovableClock } from '../../src/clock.ts'
import { advance } from '../../src/conversation/advance.ts'
import { loadHouse } from '../../src/house.ts'
import { readSettings } from '../../src/settings.ts'
import { appSecret } from '../helpers/live.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { run } from '../helpers/process.ts'
import { quiet } from '../helpers/quiet.ts'
import { Crowd } from './crowd.ts'
import { Deliveries, pause } from './deliveries.ts'
import {
  agendaHolds,
  agendaOf,
  allSettled,
  conversationHolds,
  handledOnce,
  inOrder,
  repeatsExplained,
  type Transcript,
  transcriptsOf,
  unanswered,
} from './laws.ts'
import { type Arrival, Meta, statusOf, webhookOf } from './meta.ts'
import { Random } from './random.ts'
import { Server } from './server.ts'

export interface Siege {
  kills: number
  customers: number
  seed: number
}

/** What a siege came to. */
export interface Fallen {
  messages: number
  replies: number
  kills: number
  /** Webhooks that Meta brought more than once. */
  broughtAgain: number
  /** Messages that Meta got twice, and those that were given up since nobody knows whether they arrived. */
  repeats: number
  givenUp: number
}

/** Kills the server again and again under load, lets the rest be done, and judges what is left. */
export async function siege({ kills, customers, seed }: Siege): Promise<Fallen> {
  const random = new Random(seed)
  const meta = await new Meta().start()
  const environment = live(meta.url)
  const server = new Server(environment)
  let url = () => server.url
  const deliveries = new Deliveries(() => url(), random)
  meta.onArrival = async (arrival) => {
    // Of some Meta never tells anything: whether those arrived stays unknown.
    for (const status of random.chance(0.3) ? [] : random.shuffled(['sent', 'delivered', 'read'])) {
      const webhook = webhookOf(Date.now(), { statuses: [statusOf(arrival, status)] })
      deliveries.bring(webhook, random.between(0, 400))
    }
    await pause(random.between(2, 60))
  }
  const crowd = new Crowd(customers, meta, deliveries, random)
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

function live(graph: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: temporaryFolder(),
    BURST_MS: '0',
    READ_RECEIPTS: 'off',
    LOG_LEVEL: 'error',
    WHATSAPP_VERIFY_TOKEN: 'verify-token-of-the-tests',
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_ACCESS_TOKEN: 'token-of-the-tests',
    WHATSAPP_PHONE_NUMBER_ID: '123456789',
    WHATSAPP_API_URL: graph,
  }
}

/** The same server on the same folder, in this process. */
async function reopened(environment: Record<string, string>) {
  const clock = new MovableClock()
  const chasqui = await openChasqui({ settings: readSettings(environment), log: quiet, clock })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= chasqui.close()
    return closed
  }
  closeAfterTest(close)
  const later = async (time: number) => {
    await advance(clock, chasqui.engine, clock.now() + time)
    await chasqui.engine.settled()
  }
  return { chasqui, url: await chasqui.listen(), later, close }
}

async function judge(
  { store, clock }: Chasqui,
  { meta, brought, killedAt }: { meta: Meta; brought: string[]; killedAt: number[] },
): Promise<Pick<Fallen, 'messages' | 'replies' | 'repeats' | 'givenUp'>> {
  const { arrivals } = meta
  const { flows } = await loadHouse(defaultFlows)
  const transcripts = await transcriptsOf(store)
  const agenda = await agendaOf(store)
  handledOnce(transcripts, brought)
  for (const each of transcripts) {
    conversationHolds(each, flows)
    expect(unanswered(each), 'unanswered').to.deep.equal([])
    const { key } = each.conversation
    const places = agenda.filter(({ customer, status }) => customer === key && status !== 'held')
    expect(places, `appointments of ${key}`).to.have.length(timesBooked(each))
  }
  agendaHolds(agenda, clock.now())
  inOrder(arrivals)
  allSettled(transcripts, arrivals)
  const repeats = repeatsExplained(transcripts, arrivals)
  const first = new Map<string, Arrival>()
  for (const arrival of arrivals) {
    const { at } = first.get(arrival.id) ?? arrival
    const isExplained = killedAt.some((killed) => at <= killed && killed <= arrival.at)
    if (first.has(arrival.id))
      expect(isExplained, `a kill between both sends of ${arrival.id}`).to.equal(true)
    else first.set(arrival.id, arrival)
  }
  const outbound = transcripts.flatMap(({ messages }) => messages.map((each) => each.outbound?.state))
  const givenUp = outbound.filter((state) => state === 'failed').length
  return { messages: brought.length, replies: first.size, repeats, givenUp }
}

/** Whoever looks after the store finds nothing wrong in it. */
async function isSound(environment: Record<string, string>): Promise<void> {
  const { child, output } = run('node', ['bin/chasqui.js', 'store', 'check'], environment)
  const [code] = await once(child, 'exit')
  expect(code, output()).to.equal(0)
}

/** How often a customer was told that a place is booked, or was moved. */
function timesBooked({ messages }: Transcript): number {
  return messages.filter(({ text }) => /¡Listo! Te esperamos|¡Cambiada! Te esperamos/.test(text)).length
}
