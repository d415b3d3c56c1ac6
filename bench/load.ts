import { setImmediate as nextTick, setTimeout as pause } from 'node:timers/promises'
import { encodePayload, messagePayload } from '../src/sandbox/payload.ts'
import { sign } from '../src/whatsapp/signature.ts'
import type { Visit } from './customers.ts'
import type { Graph } from './graph.ts'
import { poster } from './post.ts'
import { appSecret, business, monotonic, newWamid } from './stage.ts'

/** What a load led to. A turn is over when its reply came and all of its statuses are acknowledged. Milliseconds. */
export interface Outcome {
  turns: number
  /** From the first message until the last turn was over. */
  elapsed: number
  /** From when a message was due to be sent until the bot answered 200, for each. */
  acknowledged: number[]
  /** From when a message was due to be sent until the reply reached Graph, for each. */
  replied: number[]
}

/** Customers writing to one bot. */
export class Load {
  /** Messages sent so far. */
  sent = 0
  readonly #graph: Graph
  readonly #visits: Iterator<Visit, never>
  readonly #post: ReturnType<typeof poster>

  constructor(options: { webhook: string | string[]; graph: Graph; visits: Iterator<Visit, never> }) {
    this.#graph = options.graph
    this.#visits = options.visits
    this.#post = poster(...[options.webhook].flat())
  }

  /** Always this many turns at once: when one is over, the next begins. For a time, and at least `turns`. */
  async closed(options: { inFlight: number; seconds: number; turns?: number }): Promise<Outcome> {
    const { inFlight, seconds, turns = 0 } = options
    const outcome = begin()
    const start = monotonic()
    const customer = async () => {
      while (monotonic() < start + seconds * 1000 || outcome.turns < turns)
        await this.#turn(monotonic(), outcome)
    }
    const customers = Array.from({ length: inFlight }, customer)
    return this.#over(outcome, start, customers, seconds * 1000 + longestDrain)
  }

  /** So many messages a second, however long the bot takes: each is timed from when it was due, not from when it left. */
  async open({ rate, seconds }: { rate: number; seconds: number }): Promise<Outcome> {
    const outcome = begin()
    const start = monotonic()
    const turns: Promise<void>[] = []
    for (let index = 0; index < rate * seconds; index++) {
      const due = start + (index * 1000) / rate
      await until(due, 1000 / rate)
      const turn = this.#turn(due, outcome)
      // It is looked at below, with all others.
      turn.catch(() => {})
      turns.push(turn)
    }
    return this.#over(outcome, start, turns, longestDrain)
  }

  /** Fails unless the bot has sent exactly one reply for each message. */
  async check(): Promise<void> {
    await pause(graceForSurplus)
    const replies = await this.#graph.replies()
    if (replies !== this.sent)
      throw new Error(`The bot was sent ${this.sent} messages and replied ${replies} times`)
  }

  async #turn(due: number, outcome: Outcome): Promise<void> {
    const { phone, name, text } = this.#visits.next().value
    const customer = { phone, name, lastAt: null, heardAt: null, last: 0 }
    const message = {
      id: newWamid(phone),
      at: Date.now(),
      content: { type: 'text', text: { body: text } },
    }
    const bytes = encodePayload(messagePayload(business, customer, message))
    const settled = this.#graph.settled(phone)
    this.sent++
    const status = await this.#post(bytes, { 'x-hub-signature-256': sign(appSecret, bytes) })
    outcome.acknowledged.push(monotonic() - due)
    if (status !== 200) throw new Error(`The bot answered a message with ${status}`)
    outcome.replied.push((await settled) - due)
    outcome.turns++
  }

  async #over(outcome: Outcome, start: number, turns: Promise<void>[], patience: number): Promise<Outcome> {
    const giveUp = new AbortController()
    const late = pause(patience, undefined, { signal: giveUp.signal }).then(() => {
      throw new Error(`Of ${this.sent} messages, some were not replied to within a minute`)
    })
    late.catch(() => {})
    try {
      await Promise.race([Promise.all(turns), late, this.#graph.failure])
    } finally {
      giveUp.abort()
    }
    return { ...outcome, elapsed: monotonic() - start }
  }
}

/** How long after the last message everything must be over. */
const longestDrain = 60_000
/** A reply too many may come a little later. */
const graceForSurplus = 200

function begin(): Outcome {
  return { turns: 0, elapsed: 0, acknowledged: [], replied: [] }
}

/**
 * Timers are up to a millisecond late: where there is room between messages, the last bit is waited for awake. Where
 * there is not, that would take the processor from the bot. Whatever comes in meanwhile is handled.
 */
async function until(due: number, gap: number): Promise<void> {
  const awake = gap > 4 ? 1.5 : 0
  const asleep = due - monotonic() - awake
  await (asleep > 0 ? pause(Math.ceil(asleep)) : nextTick())
  while (monotonic() < due) await nextTick()
}
