import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Changes, Store, View, Whose } from '../store/store.ts'
import { GraphError, NotSentError } from '../whatsapp/errors.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import { judge } from '../whatsapp/policy.ts'
import type { Conversation, Message, Owed } from './conversation.ts'
import { Draft } from './draft.ts'
import { hasLeft, reached } from './outbound.ts'
import { Pause, pauseLength } from './pause.ts'

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
  /** Ids of messages that were marked here and may have been posted, or are about to be. */
  readonly #inHand = new Set<string>()
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
        if (this.#active.get(key) === sending) this.#active.delete(key)
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
        this.#inHand.delete(id)
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
        if (job) this.#inHand.delete(job.id)
        job = isOwing ? await this.#next(draft) : undefined
        if (job) this.#inHand.add(job.id)
        const changes = { ...before, ...draft.changes }
        return { changes, result: { result, conversation: changes.conversation, job } }
      })
    } catch (error) {
      // It may have been committed all the same; then it is known that nobody has posted it.
      if (job) this.#inHand.delete(job.id)
      throw error
    }
  }

  /** Takes the next message that may leave now, and marks it; nothing while an earlier one must wait. */
  async #next(draft: Draft): Promise<Job | undefined> {
    const now = this.#options.clock.now()
    for (let first = draft.first; first && !this.#isStopping; first = draft.first) {
      const pausedUntil = this.pause.until(now)
      const isUnposted = first.state === 'sending' && this.#isUnposted(draft, first)
      const isLeft = first.state === 'sending' && (await this.#options.store.isGone(first.node))
      const mayGo = isUnposted || isLeft || (first.isHeld && pausedUntil === undefined)
      if (first.dueAt > now && !mayGo) return undefined
      const message = await draft.message(first.message)
      if (!message?.outbound || hasLeft(message.outbound.state)) draft.setFirst()
      else if (isUnposted) {
        draft.setFirst({ ...first, state: 'owed', attempts: first.attempts - 1, dueAt: now })
        draft.put(reached(message, 'owed', now))
      } else if (first.state === 'sending') {
        // A node that is gone was at it, and nobody knows whether Meta got it: wait for a status first.
        draft.setFirst({ ...first, state: 'unknown', dueAt: now + unknownGrace })
        draft.put(reached(message, 'unknown', now))
      } else if (
        first.state === 'unknown' &&
        (first.attempts > 1 || (await draft.isOvertaken(first.message)))
      ) {
        draft.setFirst()
        draft.put(reached(message, 'failed', now, neverKnown))
      } else if (pausedUntil !== undefined) {
        draft.setFirst({ ...first, dueAt: pausedUntil, isHeld: true })
        return undefined
      } else {
        const body = this.#judge(draft, message, now)
        const typed = body && { ...message, type: body.type }
        if (typed)
          return mark(draft, typed, body, {
            attempts: first.attempts + 1,
            now,
            node: this.#options.store.node,
          })
      }
    }
    return undefined
  }

  /** It was marked here by a commit of which we were told that it failed. */
  #isUnposted(draft: Draft, { node, message }: Owed): boolean {
    return node === this.#options.store.node && !this.#inHand.has(`${draft.conversation!.key}.${message}`)
  }

  /** What Meta's rules let be sent now; when nothing may, the message is blocked and the next one is first. */
  #judge(draft: Draft, message: Message, now: number): OutboundBody | undefined {
    const { lastHeardAt, optedOut } = draft.conversation!
    const { body, fallback } = message.outbound!
    const proactive = message.proactive ?? false
    const verdict = judge({ now, lastHeardAt, optedOut, proactive, hasFallback: Boolean(fallback) })
    if ('send' in verdict) return (verdict.send === 'fallback' ? fallback : body) as OutboundBody
    draft.setFirst()
    draft.put(reached(message, 'blocked', now, verdict.blocked))
    return undefined
  }

  /** Records what became of the message that was being sent. */
  async #settle(draft: Draft, number: number, outcome: Outcome): Promise<void> {
    const { clock, log } = this.#options
    const now = clock.now()
    const message = await draft.message(number)
    const { first } = draft
    if (!message?.outbound) return
    // A status may have settled it already: then only Meta's id is news.
    const isFirst = first?.message === number
    if ('wamid' in outcome) {
      this.pause.end()
      if (isFirst) draft.setFirst()
      draft.put({ ...reached(message, 'accepted', now), wamid: outcome.wamid })
      return
    }
    if (!isFirst) return
    const { error } = outcome
    const reason = error instanceof Error ? error.message : String(error)
    const retry = (state: 'owed' | 'unknown', wait: number, isHeld?: true) => {
      draft.setFirst({
        message: number,
        state,
        attempts: first.attempts,
        dueAt: now + wait,
        ...(isHeld && { isHeld }),
      })
      draft.put(reached(message, state, now, reason))
    }
    if (error instanceof NotSentError) retry('owed', backOff(first.attempts))
    else if (!(error instanceof GraphError)) {
      log.warn({ message: message.id }, 'It is not known whether Meta got a message')
      retry('unknown', unknownGrace)
    } else if (error.class === 'account') {
      this.pause.begin(now, reason)
      retry('owed', pauseLength, true)
    } else if (error.class === 'transient' || error.class === 'throttled')
      retry('owed', backOff(first.attempts))
    else {
      log.warn(
        { code: error.code, class: error.class, message: message.id },
        'Meta refused a message for good',
      )
      draft.setFirst()
      draft.put(reached(message, 'failed', now, reason))
    }
  }
}

/** How long a status may take to tell that a message arrived after all. */
const unknownGrace = 60_000
/** After this, whoever was sending is gone: longer than any request to Meta may take. */
export const sendingLease = 90_000

const neverKnown =
  'Nobody knows whether it arrived: the answer was lost, and sending it again could say it twice'

/** A message that is marked `sending`, and is to be posted by whoever marked it. */
export interface Job {
  number: number
  to: { phone: string | null; userId: string | null }
  body: OutboundBody
  id: string
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

type Outcome = { wamid: string } | { error: unknown }

/** From the commit on it counts as sent: whether it was is what the next commit says. */
function mark(
  draft: Draft,
  message: Message,
  body: OutboundBody,
  { attempts, now, node }: { attempts: number; now: number; node: string },
): Job {
  const { phone, userId } = draft.conversation!
  draft.setFirst({ message: message.number, state: 'sending', attempts, node, dueAt: now + sendingLease })
  draft.put(reached(message, 'sending', now))
  return { number: message.number, to: { phone, userId }, body, id: message.id }
}

/** Exponential with jitter: 1–2 s at first, 5 minutes at most. */
function backOff(attempts: number): number {
  const ceiling = Math.min(300_000, 2_000 * 2 ** Math.max(0, attempts - 1))
  return ceiling / 2 + Math.random() * (ceiling / 2)
}
