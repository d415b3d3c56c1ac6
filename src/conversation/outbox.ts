import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Changes, Store, View, Whose } from '../store/store.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import type { Conversation, Message } from './conversation.ts'
import { Draft } from './draft.ts'
import { InHand } from './inHand.ts'
import { type Circumstances, type Job, nextJob } from './job.ts'
import { Pause, pauseLength } from './pause.ts'
import { type Outcome, settle } from './settle.ts'

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
  log: Log
  /** Told whenever a conversation changed. */
  onChange: (conversation: Conversation) => void
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
  #isStopping = false

  constructor(options: Options) {
    this.#options = options
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
  kick(key: string, job?: Job): Promise<void> {
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

  async #drain(key: string, taken: Job | undefined): Promise<void> {
    try {
      let job = taken ?? (await this.#turn({ key }, async () => {}))
      while (job) {
        const { number, id } = job
        const outcome = await this.#attempt(job)
        job = await this.#turn({ key, messages: [number] }, (draft) => this.#settle(draft, number, outcome))
        this.#inHand.settled(id)
      }
    } catch (error) {
      // What was marked `sending` and could not be settled is looked at again when it falls due.
      this.#options.log.error({ err: error }, 'The outbox could not go on; it tries again')
    }
  }

  async #attempt({ to, body, id }: Job): Promise<Outcome> {
    try {
      return { wamid: (await this.#options.send(to, body, id, this.#cut.signal)).wamid }
    } catch (error) {
      return { error }
    }
  }

  /** A turn of the outbox's own. @returns the message that is to leave next */
  async #turn(
    whose: { key: string; messages?: number[] },
    work: (draft: Draft) => Promise<void>,
  ): Promise<Job | undefined> {
    const { workshop, onChange } = this.#options
    const { conversation, job } = await this.#commit({ workshop, ...whose }, async (view) => {
      const draft = new Draft(view)
      await work(draft)
      return { changes: {}, draft, isOwing: true, result: undefined }
    })
    if (conversation) onChange(conversation)
    return job
  }

  async #commit<T>(
    whose: Whose,
    work: (view: View<Conversation, Message>) => Promise<Drafted<T>>,
  ): Promise<Committed<T>> {
    let job: Job | undefined
    try {
      return await this.#options.store.turn(whose, async (view) => {
        const { changes: before, draft, isOwing, result } = await work(view)
        if (job) this.#inHand.letGo(job.id)
        job = isOwing ? await nextJob(draft, this.#circumstances()) : undefined
        if (job) this.#inHand.claim(job.id)
        const changes = { ...before, ...draft.changes }
        return { changes, result: { result, conversation: changes.conversation, job } }
      })
    } catch (error) {
      // It may have been committed all the same; then it is known that nobody has posted it.
      if (job) this.#inHand.letGo(job.id)
      throw error
    }
  }

  #circumstances(): Circumstances {
    const { store, clock, isReady } = this.#options
    const now = clock.now()
    return {
      now,
      node: store.node,
      pausedUntil: isReady() ? this.pause.until(now) : now + pauseLength,
      isStopping: this.#isStopping,
      isGone: (node) => store.isGone(node),
      isInHand: (id) => this.#inHand.has(id),
    }
  }

  #settle(draft: Draft, number: number, outcome: Outcome): Promise<void> {
    const { clock, log } = this.#options
    return settle(draft, { number, outcome, now: clock.now(), pause: this.pause, log })
  }
}

/** The work of one turn. */
export type Work<T> = (
  view: View<Conversation, Message>,
) => Promise<{ changes: Changes<Conversation, Message>; result: T }>

export interface Committed<T> {
  result: T
  /** If it changed. */
  conversation: Conversation | undefined
  job: Job | undefined
}

interface Drafted<T> {
  changes: Changes<Conversation, Message>
  draft: Draft
  /** Whether there may be something to be sent. */
  isOwing: boolean
  result: T
}
