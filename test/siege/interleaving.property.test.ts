import fc from 'fast-check'
import { temporaryFolder } from '../helpers/open.ts'
import { clear, freshDatabase } from '../helpers/postgres.ts'
import {
  agendaHolds,
  agendaOf,
  allSettled,
  conversationHolds,
  handledOnce,
  inOrder,
  repeatsExplained,
  transcriptsOf,
} from './laws.ts'
import { type FateOfPost, fates, statusOf, tap, webhookOf } from './meta.ts'
import { Rig } from './rig.ts'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]
const phones = ['59899111111', '59899222222', '59899333333']
const words = [
  'quiero agendar',
  'hola',
  'menú',
  'frenos',
  'mañana a las 10',
  'el viernes de tarde',
  'Gol SBA 1234',
  'sí',
  'no',
  'otra',
  'mis horas',
  'cancelar',
  'gracias',
  'zumbidos verdes',
]
/** After these the bot says little, so they are rare. */
const lastWords = ['hablar con una persona', 'baja']

/** What one customer sends: words, a tap on what the phone showed some messages ago, or something else. */
type Sent =
  | { who: number; text: string; secondsAgo: number }
  | { who: number; tap: number; shown: number }
  | { who: number; media: 'audio' | 'image' | 'reaction' }

/** One thing that happens. */
type Happening =
  | { webhooks: Sent[][] }
  | { again: number }
  | { status: string; of: number }
  | { wait: number }
  | { ahead: FateOfPost[] }
  | { floor: 'human' | 'bot'; who: number }
  | { process: 'crash' | 'restart' }
  | { wrongIn: number; how: 'crash' | 'fault' }

const who = fc.nat(phones.length - 1)
const sent: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({ who, tap: fc.constantFrom(0, 0, 0, 0, 1, 2, 5), shown: fc.constant(0) }),
  },
  { weight: 3, arbitrary: fc.record({ who, tap: fc.nat(9), shown: fc.constantFrom(1, 2, 5) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      who,
      text: fc.constantFrom(...words),
      secondsAgo: fc.constantFrom(0, 0, 0, 0, 2, 30, 1_200),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ who, text: fc.constantFrom(...lastWords), secondsAgo: fc.constant(0) }),
  },
  { weight: 1, arbitrary: fc.record({ who, media: fc.constantFrom('audio', 'image', 'reaction') }) },
)
const faults = Object.keys(fates) as FateOfPost[]
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ webhooks: fc.tuple(fc.tuple(sent)) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      webhooks: fc.array(fc.array(sent, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ again: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({ status: fc.constantFrom('sent', 'delivered', 'read', 'failed'), of: fc.nat() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      wait: fc.constantFrom(second, 61 * second, 91 * second, 11 * minute, 16 * minute, 13 * hour, 25 * hour),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ ahead: fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ floor: fc.constantFrom('human', 'bot', 'bot'), who }) },
  { weight: 1, arbitrary: fc.record({ process: fc.constantFrom('crash', 'restart') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      wrongIn: fc.integer({ min: 1, max: 12 }),
      how: fc.constantFrom('crash', 'fault'),
    }),
  },
)

interface Place {
  open: () => Promise<string>
  /** Of the runs: where each step goes to another process and back, fewer take as long. */
  share: number
}

let database: string | undefined
const stores: Record<string, Place> = {
  'the embedded store': { open: async () => temporaryFolder(), share: 1 },
  PostgreSQL: {
    async open() {
      if (database) await clear(database)
      database ??= await freshDatabase()
      return database
    },
    share: 0.2,
  },
}

for (const [store, { open, share }] of Object.entries(stores)) {
  describe(`whatever happens, in whatever order (${store})`, function () {
    this.timeout(120_000 + Number(process.env.SIEGE_RUNS ?? 0) * 3_000)

    it('holds the laws of turns, agenda and outbox after each step, and the outbox drains in the end', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }),
          fc.constantFrom(0, 1_500),
          async (happenings, burst) => {
            const world = await new World(await open()).start(burst)
            try {
              for (const each of happenings) {
                await world.happen(each)
                await world.judge()
              }
              await world.end()
            } finally {
              await world.rig.close()
            }
          },
        ),
        runs(share),
      )
    })
  })
}

/** The same runs each time in `npm test`; many others, told by their seed, where `SIEGE_RUNS` says so. */
function runs(share: number): fc.Parameters<unknown> {
  const { SIEGE_RUNS, SIEGE_SEED } = process.env
  if (!SIEGE_RUNS) return { numRuns: Math.ceil(25 * share), seed: 1 }
  const seed = Number(SIEGE_SEED ?? Date.now() % 2 ** 31)
  console.log(`      SIEGE_SEED=${seed}`)
  return { numRuns: Math.ceil(Number(SIEGE_RUNS) * share), seed }
}

/** Three customers, Meta and a process that may die. */
class World {
  readonly rig: Rig
  readonly #webhooks: unknown[] = []
  readonly #brought: string[] = []

  constructor(place: string) {
    this.rig = new Rig(place)
  }

  async start(burst: number): Promise<this> {
    // A minute of silence is as good as this: what follows is by the clock that is moved.
    await this.rig.start({ burst, timeout: 150 })
    return this
  }

  async happen(happening: Happening): Promise<void> {
    const { rig } = this
    const { engine, meta } = rig
    if ('webhooks' in happening) await this.#post(happening.webhooks)
    else if ('again' in happening)
      await this.#bring([this.#webhooks[happening.again % this.#webhooks.length] ?? {}])
    else if ('status' in happening) {
      const about = meta.arrivals[happening.of % meta.arrivals.length]
      const status = about && statusOf(about, happening.status)
      await this.#bring([webhookOf(rig.clock.now(), { statuses: status ? [status] : [] })])
    } else if ('wait' in happening) await rig.later(happening.wait)
    else if ('ahead' in happening) meta.ahead.push(...happening.ahead)
    else if ('floor' in happening) {
      const key = await rig.store.find('torke', `phone:${phones[happening.who]}`)
      if (key)
        await engine.receptions
          .get('torke')!
          .giveFloor(key, happening.floor)
          .catch(() => {})
    } else if ('wrongIn' in happening) rig.fate.goWrong(happening.wrongIn, happening.how)
    else await rig[happening.process]()
    await rig.settled()
  }

  async judge(): Promise<void> {
    const { rig } = this
    const transcripts = await transcriptsOf(rig.store)
    for (const each of transcripts) conversationHolds(each, rig.house.flows)
    agendaHolds(await agendaOf(rig.store), rig.clock.now())
    handledOnce(transcripts, this.#brought)
    inOrder(rig.meta.arrivals)
    repeatsExplained(transcripts, rig.meta.arrivals)
  }

  /** All is well again, and enough time passes for everything that was held back. */
  async end(): Promise<void> {
    const { rig } = this
    rig.meta.ahead.length = 0
    await rig.later(hour)
    await this.judge()
    allSettled(await transcriptsOf(rig.store), rig.meta.arrivals)
  }

  /** Webhooks that come at the same time. */
  async #post(webhooks: Sent[][]): Promise<void> {
    const bodies = webhooks.map((each) =>
      webhookOf(this.rig.clock.now(), { messages: each.map((sent) => this.#message(sent)) }),
    )
    this.#webhooks.push(...bodies)
    await this.#bring(bodies)
  }

  /** Brings webhooks at the same time; Meta comes again with those that do not get 200. */
  async #bring(webhooks: unknown[]): Promise<void> {
    let attempts = 0
    for (let left = webhooks; left.length > 0; ) {
      if (++attempts === 20) throw new Error('A webhook never got 200')
      const taken = await Promise.all(left.map((body) => this.rig.receive(body)))
      await this.rig.settled()
      left = left.filter((_, index) => !taken[index])
    }
  }

  #message(sent: Sent): Record<string, unknown> {
    const id = `wamid.HEARD${this.#brought.length + 1}`
    this.#brought.push(id)
    return { id, from: phones[sent.who], ...this.#content(sent) }
  }

  #content(sent: Sent): Record<string, unknown> {
    if ('text' in sent) {
      const timestamp = String(Math.floor(this.rig.clock.now() / 1000) - sent.secondsAgo)
      return { type: 'text', text: { body: sent.text }, timestamp }
    }
    if ('media' in sent) {
      if (sent.media === 'reaction')
        return { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } }
      return { type: sent.media, [sent.media]: { id: '1', mime_type: 'audio/ogg' } }
    }
    const phone = phones[sent.who]!
    const asksVehicle = this.rig.meta.last(phone)?.text.includes('¿Qué vehículo es?')
    if (asksVehicle && sent.shown === 0) {
      // Every other one changes their mind.
      return {
        type: 'text',
        text: { body: sent.tap % 2 === 0 ? 'Gol SBA 1234' : 'mejor pasado mañana a las 9' },
      }
    }
    const shown = this.rig.meta.arrivals.filter((each) => each.phone === phone)
    const options = shown.at(-1 - sent.shown)?.options ?? []
    const option = options[sent.tap % options.length]
    return option ? tap(option) : { type: 'text', text: { body: 'quiero agendar' } }
  }
}
