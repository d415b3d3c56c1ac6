import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { factsOf } from './facts.ts'
import type { AddTellings } from './outbox.ts'
import {
  settleTelling,
  type Telling,
  type Told,
  takeTelling,
  withoutTellings,
  withTellings,
} from './telling.ts'
import type { House } from './turn.ts'

/** Tells the workshop's own system one thing; never throws. `off`: nobody is to be told any more. */
export type Tell = (
  telling: Telling,
  about: { workshop: string; zone: string; signal: AbortSignal },
) => Promise<Outcome>

/** `isDown`: it is the receiver that fails, not this event; `after`: how long it asks to be left in peace, in ms. */
export type Outcome =
  | { became: 'told' }
  | { became: 'refused'; reason: string }
  | { became: 'failed'; isDown: boolean; reason: string; after: number }
  | { became: 'off' }

interface Options {
  store: Store<Conversation, Message>
  workshop: string
  zone: string
  clock: Clock
  tell: Tell
  log: Log
  /** Told whenever a conversation changed. */
  onChange: (conversation: Conversation) => void
}

/**
 * Tells the workshop's own system what happened: at least once, in order within one conversation, a few conversations
 * side by side. That it is owed was committed with the turn that caused it.
 */
export class Teller {
  /** What was told, and given up, since the start. */
  readonly counts = { told: 0, givenUp: 0 }
  readonly #options: Options
  readonly #active = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  /** Those that are tried before their time: what kept them back is mended. */
  readonly #early = new Set<string>()
  readonly #waiting: (() => void)[] = []
  readonly #cut = new AbortController()
  #free = mostAtOnce
  /** Whose events failed since one was last taken. */
  readonly #failing = new Set<string>()
  #pauses = 0
  #pausedUntil = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Whether the receiver takes nothing now. */
  get isPaused(): boolean {
    return this.#pauses >= manyFailures
  }

  /** Tells what this conversation owes now, unless somebody is at it. */
  kick(key: string, head?: Telling): void {
    if (this.#cut.signal.aborted) return
    if (this.#active.has(key)) {
      this.#again.add(key)
      return
    }
    const running = this.#run(key, head).finally(() => {
      this.#active.delete(key)
      if (this.#again.delete(key)) this.kick(key)
    })
    this.#active.set(key, running)
  }

  /** Takes up what a commit has put first, where it is this node's to tell. */
  follow({ key, tellings }: Conversation): void {
    const head = tellings?.[0]
    if (!head) return
    const isOurs = head.node === this.#options.store.node && head.attempts === 0
    if (isOurs || head.dueAt <= this.#options.clock.now()) this.kick(key, isOurs ? head : undefined)
  }

  /** Tells at once what these conversations owe, however long it was to wait, as when the address was changed. */
  resume(keys: Iterable<string>): void {
    const waiting = new Set([...this.#failing, ...keys])
    this.#failing.clear()
    this.#pauses = 0
    this.#pausedUntil = 0
    for (const key of waiting) {
      this.#early.add(key)
      this.kick(key)
    }
  }

  /** Breaks off: what was not answered is told again after the next start. */
  stop(): void {
    this.#cut.abort()
  }

  async idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active.values())
  }

  async #run(key: string, head: Telling | undefined): Promise<void> {
    const { log } = this.#options
    const leave = await this.#enter()
    try {
      // It may have waited for so long that it is somebody else's by now.
      const isStill = head && head.dueAt - this.#options.clock.now() > shortestLease
      let telling = isStill ? head : await this.#turn(key)
      while (telling && !this.#cut.signal.aborted) telling = await this.#tell(key, telling)
    } catch (error) {
      log.error({ err: error }, 'What became of an event could not be stored; it is told again')
    } finally {
      leave()
    }
  }

  async #tell(key: string, telling: Telling): Promise<Telling | undefined> {
    const { clock, tell, workshop, zone } = this.#options
    const { signal } = this.#cut
    if (this.#pausedUntil > clock.now())
      return this.#turn(key, telling, {
        became: 'held',
        waitsUntil: this.#pausedUntil + Math.random() * 1_000,
      })
    const outcome = await tell(telling, { workshop, zone, signal })
    if (signal.aborted && outcome.became === 'failed') return undefined
    if (outcome.became === 'off') return this.#drop(key)
    this.#judge(key, outcome)
    return this.#turn(key, telling, outcome)
  }

  /** A receiver that fails again and again is left in peace: for longer each time, five minutes at most. */
  #judge(key: string, outcome: Exclude<Outcome, { became: 'off' }>): void {
    const { clock, log, workshop } = this.#options
    if (outcome.became !== 'failed') {
      const wasPaused = this.isPaused
      if (wasPaused) log.info({ workshop }, 'Events are taken again')
      // One that keeps failing where others' are taken is left to its own pace.
      if (!wasPaused) this.#failing.clear()
      this.#failing.delete(key)
      this.resume([])
      return
    }
    const { reason, isDown, after } = outcome
    const now = clock.now()
    this.#failing.add(key)
    if (!isDown && this.#failing.size < manyFailures) return
    // Those that were under way when a pause began do not make it longer.
    const isNew = this.#pausedUntil <= now
    if (isNew) this.#pauses++
    if (isNew && this.#pauses === manyFailures)
      log.warn({ workshop, reason }, 'Events are not taken; they are told again for 7 days')
    const pause = isNew ? Math.min(longestPause, 1_000 * 2 ** (this.#pauses - 1)) : 0
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(after, pause))
  }

  /** Notes what became of one, if one is given, and takes the next. */
  async #turn(key: string, telling?: Telling, told?: Told): Promise<Telling | undefined> {
    const { store, workshop, clock, log, onChange } = this.#options
    const isEarly = this.#early.delete(key)
    const done = await store.turn({ workshop, key }, async ({ conversation: before }) => {
      if (!before) return { changes: {}, result: undefined }
      const now = clock.now()
      const settled = telling && told ? settleTelling(before, telling.id, told, now) : undefined
      const conversation = settled?.conversation ?? before
      const isGone = (node: string) => store.isGone(node)
      const circumstances = { now, node: store.node, isGone, isEarly }
      const taken = await takeTelling(conversation, circumstances)
      const after = taken?.conversation ?? conversation
      return {
        changes: after === before ? {} : { conversation: after },
        result: {
          after,
          isChanged: after !== before,
          telling: taken?.telling,
          isGivenUp: settled?.isGivenUp ?? false,
        },
      }
    })
    if (told?.became === 'told') this.counts.told++
    if (done?.isGivenUp) {
      this.counts.givenUp++
      const { id, type } = telling!
      log.error({ workshop, event: id, type, why: told?.became }, 'An event was given up; nobody was told')
    }
    if (done?.isChanged) onChange(done.after)
    return done?.telling
  }

  async #drop(key: string): Promise<undefined> {
    const { store, workshop, log, onChange } = this.#options
    const dropped = await store.turn({ workshop, key }, async ({ conversation }) => {
      const { tellings = [] } = conversation ?? {}
      if (!conversation || tellings.length === 0) return { changes: {}, result: undefined }
      const after = withoutTellings(conversation)
      return { changes: { conversation: after }, result: { after, count: tellings.length } }
    })
    if (!dropped) return
    this.counts.givenUp += dropped.count
    log.warn({ workshop, count: dropped.count }, 'Events were given up: EVENTS_URL is not set any more')
    onChange(dropped.after)
  }

  /** Waits until few enough are being told. @returns what lets the next one in */
  async #enter(): Promise<() => void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return () => {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}

/** Puts what is to be told of a commit into the conversation that it changes. */
export function addTellings({
  house,
  clock,
  node,
}: {
  house: () => House
  clock: Clock
  node: string
}): AddTellings {
  return async (view, changes) => {
    const facts = await factsOf(house().workshop, view, changes, clock.now())
    const conversation = changes.conversation ?? view.conversation
    if (facts.length === 0 || !conversation) return changes
    return { ...changes, conversation: withTellings(conversation, facts, node) }
  }
}

/** Conversations of one workshop that are told of side by side. */
const mostAtOnce = 8
/** A lease that is shorter than this is taken anew before anything is told, in ms. */
const shortestLease = 15_000
/** When the events of so many customers fail it is the receiver's fault; after so many pauses, somebody should look. */
const manyFailures = 3
/** In which a receiver that is down is not looked at, in ms, unless it asks for longer itself. */
const longestPause = 300_000
