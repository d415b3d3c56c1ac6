import type { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Rounds } from '../rounds.ts'
import type { Changes, Store, View, Whose } from '../store/store.ts'
import { GraphError, NotSentError } from '../whatsapp/errors.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import { Throughput } from '../whatsapp/pace.ts'
import type { Conversation, Message } from './conversation.ts'
import { Draft } from './draft.ts'
import type { EngineEvents, Posted } from './events.ts'
import { InHand } from './inHand.ts'
import { type Circumstances, type Contact, type Job, type Next, nextJob } from './job.ts'
import { movedTo } from './messageById.ts'
import { Pause, pauseLength } from './pause.ts'
import type { Place } from './placeOf.ts'
import { putOff } from './putOff.ts'
import { type Outcome, settle } from './settle.ts'
import { told } from './told.ts'
import { Watched } from './watched.ts'

/** Hands one message to Meta: resolves with Meta's id for it. Throws GraphError, NotSentError or UnknownOutcomeError. */
export type Send = (
  to: { phone: string | null; userId: string | null },
  body: OutboundBody,
  id: string,
  signal: AbortSignal,
) => Promise<{ wamid: string }>

interface Options {
  store: Store<Conversation, Message>
  workshop: string
  clock: Clock
  send: Send
  /** Whether there is all that it takes to send; while there is not, what is owed waits. */
  isReady: () => boolean
  limits: Limits
  events: EventEmitter<EngineEvents>
  /** In which what became of messages is stored. */
  rounds: Rounds
  log: Log
  /** Told whenever a conversation changed. */
  onChange: (conversation: Conversation) => void
  /** Adds to a commit what the workshop's own system is to be told of it; undefined where there is none to be told. */
  tellings?: () => AddTellings | undefined
}

/** Adds what is to be told of a commit to it. */
export type AddTellings = (
  view: View<Conversation, Message>,
  changes: Changes<Conversation, Message>,
) => Promise<Changes<Conversation, Message>>

/** How fast, and to whom, a workshop's number may send. */
export interface Limits {
  /** Messages a second of the number. */
  throughput: number
  /** The business portfolio whose numbers share one limit of customers. */
  portfolio: string
  /** How many customers it may contact outside their windows in 24 hours, unless Meta says that there may be more. */
  contacts: number
  /** While customers are left in peace, when that is over, Unix ms. */
  quietUntil: (now: number) => number | undefined
  /** Whether a body is a template of the category `marketing`. */
  isMarketing: (body: OutboundBody) => boolean
}

/**
 * Sends what conversations owe: in order within one conversation, side by side between them. A message is marked
 * `sending` durably before the first byte leaves, so after a crash it is known which ones may have arrived.
 */
export class Outbox {
  readonly pause: Pause
  readonly #options: Options
  readonly #active = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  readonly #inHand = new InHand()
  readonly #cut = new AbortController()
  readonly #throughput: Throughput
  #isStopping = false

  constructor(options: Options) {
    this.#options = options
    this.#throughput = new Throughput(options.limits.throughput)
    this.pause = new Pause(options.workshop, options.log)
  }

  /**
   * Commits a turn, and marks in the same commit the message that may leave at once: it would be a commit of its own
   * otherwise. `job` is to be handed to `kick`.
   */
  turn<T>(whose: Whose, work: Work<T>): Promise<Committed<T>> {
    return this.#commit(whose, async (view) => {
      const { changes, result } = await work(view)
      const isOwing = Boolean(changes.conversation?.owed.length)
      return { changes, draft: new Draft(view, changes), isOwing, result }
    })
  }

  /** Sends what this conversation owes now, first the message that a turn has taken. */
  kick(key: string, job?: Next): Promise<void> {
    const active = this.#active.get(key)
    if (active && !job) {
      this.#again.add(key)
      return active
    }
    const sending = (active ?? Promise.resolve())
      .then(() => this.#drain(key, job))
      .finally(() => {
        // Who waits for this one looks again when it is done: to wait for that one here would be to wait for ever.
        if (this.#active.get(key) !== sending) return
        this.#active.delete(key)
        if (this.#again.delete(key)) return this.kick(key)
      })
    this.#active.set(key, sending)
    return sending
  }

  /** Looks at conversations that a process that is gone may have left in the middle of being sent. */
  takeOver(keys: string[]): void {
    for (const key of keys) void this.kick(key)
  }

  /** Goes on with what was held back for the whole account, as when the token was replaced. */
  resume(keys: string[]): void {
    this.pause.end()
    for (const key of keys) void this.kick(key)
  }

  /** Takes up no further message from now on, and cuts what is still open after so many ms: it becomes `unknown`. */
  stop(patience: number): void {
    this.#isStopping = true
    setTimeout(() => this.#cut.abort(), patience).unref()
  }

  /** Resolves once nothing is being sent, in one conversation or in any. */
  async idle(key?: string): Promise<void> {
    const active = () =>
      key === undefined ? [...this.#active.values()] : [this.#active.get(key)].filter(Boolean)
    while (active().length > 0) await Promise.all(active())
  }

  async #drain(key: string, taken: Next | undefined): Promise<void> {
    let job = taken
    try {
      job ??= await this.#turn({ key }, async () => {})
      while (job) {
        if ('contacts' in job) {
          job = await this.#contact(key, job)
          continue
        }
        if ('soonAt' in job) {
          await wait(Math.max(0, job.soonAt - this.#options.clock.now()))
          job = await this.#turn({ key }, async () => {})
          continue
        }
        const { number, id } = job
        const outcome = await this.#attempt(job)
        await this.#options.rounds.next()
        job = await this.#settleAt({ key, number }, outcome)
        this.#inHand.letGo(id)
      }
    } catch (error) {
      // What was marked `sending` and could not be settled is looked at again when it falls due.
      const about = {
        workshop: this.#options.workshop,
        ...(job && 'id' in job && { turn: job.turn, message: job.id }),
      }
      this.#options.log.error({ ...about, err: error }, 'The outbox could not go on; it tries again')
    }
  }

  /** Counts the customer as contacted outside a window, or lets the message wait until there is room for one more. */
  async #contact(key: string, { contacts: number, claim }: Contact): Promise<Next | undefined> {
    const { store, clock, limits, log } = this.#options
    const { portfolio, contacts: most } = limits
    const at = clock.now()
    const waitUntil = await store.contact(portfolio, at, most, claim)
    if (waitUntil === undefined)
      return this.#turn({ key, messages: [number] }, async () => {}, { message: number, at })
    log.warn({ portfolio }, 'No more customers may be contacted outside their windows for now; messages wait')
    const { quietUntil } = limits
    const room = { waitUntil, now: clock.now(), quietUntil }
    return this.#turn({ key, messages: [number] }, (draft) => putOff(draft, number, room))
  }

  /**
   * Stores what became of a message, also where its conversation was joined to another one meanwhile.
   * @returns what is next in the same conversation
   */
  async #settleAt(place: Place, outcome: Outcome): Promise<Next | undefined> {
    const { store, workshop } = this.#options
    let isThere = false
    const settleAt = ({ key, number }: Place) =>
      this.#turn({ key, messages: [number] }, async (draft) => {
        isThere = (await draft.message(number)) !== undefined
        await this.#settle(draft, number, outcome)
      })
    const next = await settleAt(place)
    const moved = isThere ? undefined : await movedTo(store, workshop, place)
    if (!moved) return next
    void this.kick(moved.key, await settleAt(moved))
    return undefined
  }

  async #attempt({ to, body, id, turn }: Job): Promise<Outcome> {
    const { workshop, events, send } = this.#options
    const start = performance.now()
    const tell = (outcome: Posted['outcome'], code?: number) =>
      events.emit('posted', { workshop, turn, message: id, outcome, code, took: performance.now() - start })
    events.emit('posting', { workshop, turn, message: id })
    try {
      const { wamid } = await send(to, body, id, this.#cut.signal)
      tell('accepted')
      return { wamid }
    } catch (error) {
      if (error instanceof GraphError) tell('refused', error.code)
      else tell(error instanceof NotSentError ? 'notSent' : 'unknown')
      return { error }
    }
  }

  /** A turn of the outbox's own. @returns the message that is to leave next */
  async #turn(
    whose: { key: string; messages?: number[] },
    work: (draft: Draft) => Promise<void>,
    counted?: Counted,
  ): Promise<Next | undefined> {
    const { workshop, onChange } = this.#options
    const owing = async (view: View<Conversation, Message>) => {
      const draft = new Draft(view)
      await work(draft)
      return { changes: {}, draft, isOwing: true, result: undefined }
    }
    const { conversation, job } = await this.#commit({ workshop, ...whose, goesOn: true }, owing, counted)
    if (conversation) onChange(conversation)
    return job
  }

  async #commit<T>(
    whose: Whose,
    work: (view: View<Conversation, Message>) => Promise<Drafted<T>>,
    counted?: Counted,
  ): Promise<Committed<T>> {
    const { store, workshop, clock, events } = this.#options
    const start = performance.now()
    let job: Next | undefined
    let waived: string[] = []
    let recounted: Draft['recounted'] = []
    let isCountUsed = false
    const letGo = () => {
      if (job && 'id' in job) this.#inHand.letGo(job.id)
    }
    const commits = store.turn(whose, async (seen) => {
      const view = new Watched(seen)
      const { changes: before, draft, isOwing, result } = await work(view)
      letGo()
      job = isOwing
        ? await nextJob(draft, { ...this.#circumstances(), counted: counted?.message })
        : undefined
      if (job && 'id' in job) this.#inHand.claim(job.id)
      const drafted = { ...before, ...draft.changes }
      const add = this.#options.tellings?.()
      const changes = add ? await add(view, drafted) : drafted
      waived = draft.waived
      recounted = draft.recounted
      isCountUsed = draft.isCounted
      const committed = { result, conversation: changes.conversation, job }
      return { changes, result: { committed, commit: told(workshop, view, changes, clock.now()) } }
    })
    const { committed, commit } = await commits.catch((error) => {
      // It may have been committed all the same; then it is known that nobody has posted it.
      letGo()
      throw error
    })
    commit.took = performance.now() - start
    events.emit('commit', commit)
    for (const id of waived) await this.#makeRoom((portfolio) => store.waiveContact(portfolio, id))
    for (const { from, to } of recounted)
      await this.#makeRoom((portfolio) => store.moveContact(portfolio, from, to))
    // Everything was paused meanwhile, or another message has to leave first.
    if (counted && !isCountUsed) await this.#makeRoom((portfolio) => store.moveContact(portfolio, counted.at))
    return committed
  }

  /** Leaves room that a message does not need to others; where that fails, less is sent than may be. */
  async #makeRoom(make: (portfolio: string) => Promise<void>): Promise<void> {
    const { limits, log } = this.#options
    try {
      await make(limits.portfolio)
    } catch (error) {
      log.warn({ err: error }, 'Room for one customer stays kept for a message that does not need it')
    }
  }

  #circumstances(): Circumstances {
    const { store, clock, isReady, limits } = this.#options
    const now = clock.now()
    return {
      now,
      quietUntil: () => limits.quietUntil(now),
      isMarketing: limits.isMarketing,
      admit: (now, message) => this.#throughput.admit(now, message),
      node: store.node,
      pausedUntil: isReady() ? this.pause.until(now) : now + pauseLength,
      isStopping: this.#isStopping,
      isGone: (node) => store.isGone(node),
      isInHand: (id) => this.#inHand.has(id),
    }
  }

  #settle(draft: Draft, number: number, outcome: Outcome): Promise<void> {
    const { clock } = this.#options
    const hold = (until: number) => this.#throughput.hold(until)
    return settle(draft, { number, outcome, now: clock.now(), pause: this.pause, hold })
  }
}

/** A message whose customer was counted as contacted, and when, Unix ms. */
interface Counted {
  message: number
  at: number
}

/** The work of one turn. */
export type Work<T> = (
  view: View<Conversation, Message>,
) => Promise<{ changes: Changes<Conversation, Message>; result: T }>

export interface Committed<T> {
  result: T
  /** If it changed. */
  conversation: Conversation | undefined
  job: Next | undefined
}

interface Drafted<T> {
  changes: Changes<Conversation, Message>
  draft: Draft
  /** Whether there may be something to be sent. */
  isOwing: boolean
  result: T
}
