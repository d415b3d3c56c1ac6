import { once } from 'node:events'
import { expect } from 'chai'
import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import { MovableClock } from '../../src/clock.ts'
import { advance } from '../../src/conversation/advance.ts'
import { defaultFlows } from '../../src/defaultFlows.ts'
import { loadHouse } from '../../src/house.ts'
import { readSettings } from '../../src/settings.ts'
import { appSecret } from '../helpers/live.ts'
import { closeAfterTest } from '../helpers/open.ts'
import { run } from '../helpers/process.ts'
import { quiet } from '../helpers/quiet.ts'
import { type Deliveries, pause } from './deliveries.ts'
import {
  agendaHolds,
  agendaOf,
  allSettled,
  conversationHolds,
  handledOnce,
  inOrder,
  repeatsExplained,
  rungOnce,
  type Transcript,
  transcriptsOf,
  unanswered,
} from './laws.ts'
import { type Arrival, type Meta, statusOf, webhookOf } from './meta.ts'
import type { Random } from './random.ts'

/** What a siege came to. */
export interface Fallen {
  messages: number
  replies: number
  kills: number
  /** Webhooks that Meta brought more than once. */
  broughtAgain: number
  /** Things that an alarm said. */
  alarms: number
  /** Messages that Meta got twice, and those that were given up since nobody knows whether they arrived. */
  repeats: number
  givenUp: number
}

/** Meta tells what became of a message, in any order; of some it never does: whether those arrived stays unknown. */
export function tellingStatuses(deliveries: Deliveries, random: Random) {
  return async (arrival: Arrival): Promise<void> => {
    for (const status of random.chance(0.3) ? [] : random.shuffled(['sent', 'delivered', 'read'])) {
      const webhook = webhookOf(Date.now(), { statuses: [statusOf(arrival, status)] })
      deliveries.bring(webhook, random.between(0, 400))
    }
    await pause(random.between(2, 60))
  }
}

/** A live server's environment. `place`: where it stores what it knows. */
export function live(graph: string, place: Record<string, string>): Record<string, string> {
  return {
    PORT: '0',
    ...place,
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

/** The same server on what is stored, in this process. */
export async function reopened(environment: Record<string, string>, flows = defaultFlows) {
  const clock = new MovableClock()
  const chasqui = await openChasqui({ settings: readSettings(environment), log: quiet, clock, flows })
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

/**
 * `killedAt`: when something was killed after which a message may be sent twice; `unsettled`: of which ones a server said
 * that it could not store what became of them. `folder`: of the flows.
 */
export async function judge(
  { store, clock }: Chasqui,
  {
    meta,
    brought,
    killedAt,
    unsettled = new Set(),
    folder = defaultFlows,
  }: { meta: Meta; brought: string[]; killedAt: number[]; unsettled?: Set<string>; folder?: string },
): Promise<Pick<Fallen, 'messages' | 'replies' | 'alarms' | 'repeats' | 'givenUp'>> {
  const { arrivals } = meta
  const { flows } = await loadHouse(folder)
  const transcripts = await transcriptsOf(store)
  const agenda = await agendaOf(store)
  handledOnce(transcripts, brought)
  for (const each of transcripts) {
    conversationHolds(each, flows)
    expect(unanswered(each), 'unanswered').to.deep.equal([])
    const { key } = each.conversation
    const places = agenda.filter(
      ({ customer, status }) => customer === key && status !== 'held' && status !== 'waiting',
    )
    expect(places, `appointments of ${key}`).to.have.length(timesBooked(each))
  }
  agendaHolds(agenda, clock.now())
  rungOnce(transcripts, clock.now())
  inOrder(arrivals)
  allSettled(transcripts, arrivals)
  const repeats = repeatsExplained(transcripts, arrivals)
  const first = new Map<string, Arrival>()
  for (const arrival of arrivals) {
    const { at } = first.get(arrival.id) ?? arrival
    const isExplained =
      unsettled.has(arrival.id) || killedAt.some((killed) => at <= killed && killed <= arrival.at)
    if (first.has(arrival.id))
      expect(
        isExplained,
        `a kill between both sends of ${arrival.id}: ${story(arrival, at, killedAt)}`,
      ).to.equal(true)
    else first.set(arrival.id, arrival)
  }
  const outbound = transcripts.flatMap(({ messages }) => messages.map((each) => each.outbound?.state))
  const givenUp = outbound.filter((state) => state === 'failed').length
  const alarms = transcripts.flatMap(({ messages }) => messages.filter(({ proactive }) => proactive)).length
  return { messages: brought.length, replies: first.size, alarms, repeats, givenUp }
}

/** What is known of a message that was sent twice, in seconds after the first trouble. */
function story(again: Arrival, first: number, troubles: number[]): string {
  const after = (at: number) => ((at - troubles[0]!) / 1000).toFixed(2)
  return `sent at ${after(first)} and ${after(again.at)}, while there was trouble at ${troubles.map(after).join(', ')}`
}

/** Whoever looks after the store finds nothing wrong in it. */
export async function isSound(environment: Record<string, string>): Promise<void> {
  const { child, output } = run('node', ['bin/chasqui.js', 'store', 'check'], environment)
  const [code] = await once(child, 'exit')
  expect(code, output()).to.equal(0)
}

/** How often a customer was told that a place is booked, or was moved. */
function timesBooked({ messages }: Transcript): number {
  return messages.filter(({ text }) => /¡(?:Listo|Cambiada|Corregida)! Te esperamos/.test(text)).length
}
