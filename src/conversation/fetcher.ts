import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { onAbort } from '../whatsapp/abort.ts'
import type { Conversation, Media, Message } from './conversation.ts'
import { type Fetched, isAccounts, type Kept, noteFetched } from './fetched.ts'
import { pauseLength } from './pause.ts'
import { turnOf } from './told.ts'

/**
 * Fetches a file of a customer's and keeps it. Throws what `fetchMedia` throws, and what the disk says.
 */
export type Fetch = (wanted: Wanted, signal: AbortSignal) => Promise<Kept>

export interface Wanted extends Pick<Media, 'id' | 'sha256'> {
  /** The conversation's key. */
  customer: string
  /** Meta's name for the kind of file. */
  type: string
}

interface Options {
  store: Store<Conversation, Message>
  workshop: string
  clock: Clock
  fetch: Fetch
  /** Whether there is all that it takes; while there is not, what is owed waits. */
  isReady: () => boolean
  log: Log
  /** Told whenever a conversation changed. */
  onChange: (conversation: Conversation) => void
}

/**
 * Fetches the files that customers sent, a few at a time and beside everything else: no reply waits for one. That they
 * are owed is committed with their messages; what a process that is gone left is fetched by the next one.
 */
export class Fetcher {
  readonly #options: Options
  /** By id of the message. */
  readonly #active = new Map<string, { key: string; cut: AbortController; running: Promise<void> }>()
  readonly #waiting: (() => void)[] = []
  #isStopping = false
  #free = mostAtOnce
  #looking = Promise.resolve()
  /** While Meta refuses the account. */
  #pausedUntil = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Fetches the files of these messages, but those that it is at already. */
  fetch(key: string, numbers: number[]): void {
    for (const number of numbers) {
      const id = `${key}.${number}`
      if (this.#isStopping || this.#active.has(id)) continue
      const cut = new AbortController()
      const running = this.#run(key, number, cut).finally(() => this.#active.delete(id))
      this.#active.set(id, { key, cut, running })
    }
  }

  /** Fetches what these conversations are owed, whenever it was due: whoever was at it is gone, or what held it is mended. */
  takeOver(keys: string[]): void {
    this.#pausedUntil = 0
    this.#looking = this.#looking.then(() => this.#look(keys))
  }

  /** Breaks off: what is not here yet is fetched after the next start. */
  stop(): void {
    this.#isStopping = true
    for (const { cut } of this.#active.values()) cut.abort()
  }

  /** Breaks off what is being fetched for one conversation, which is about to be forgotten. */
  leave(key: string): void {
    for (const each of this.#active.values()) if (each.key === key) each.cut.abort()
  }

  /** Resolves once nothing is being fetched, for one conversation or for any. */
  async idle(key?: string): Promise<void> {
    const active = () => [...this.#active.values()].filter((each) => key === undefined || each.key === key)
    await this.#looking
    while (active().length > 0) await Promise.all(active().map(({ running }) => running))
  }

  async #look(keys: string[]): Promise<void> {
    const { store, workshop, log } = this.#options
    try {
      for (const key of keys) {
        const { fetching = [] } = (await store.conversation(workshop, key)) ?? {}
        this.fetch(
          key,
          fetching.map(({ message }) => message),
        )
      }
    } catch (error) {
      log.error(
        { err: error },
        'What files are owed could not be looked up; they are fetched when they fall due',
      )
    }
  }

  async #run(key: string, number: number, cut: AbortController): Promise<void> {
    const { store, workshop, clock, log, onChange } = this.#options
    const leave = await this.#enter()
    try {
      const [message] = await store.messages(workshop, key, { before: number + 1, limit: 1 })
      if (message?.number !== number || message.media?.state !== 'owed') return
      const outcome = await this.#attempt({ ...message.media, customer: key, type: message.type }, cut.signal)
      if (cut.signal.aborted) return
      if ('error' in outcome) this.#tell(message, outcome.error)
      const changed = await store.turn({ workshop, key, messages: [number] }, (view) =>
        noteFetched(view, number, outcome, clock.now()),
      )
      if (changed) onChange(changed)
    } catch (error) {
      // It is still owed, and taken up again when its lease has run out.
      log.error({ err: error }, 'What became of a file could not be stored; it is tried again')
    } finally {
      leave()
    }
  }

  async #attempt(wanted: Wanted, signal: AbortSignal): Promise<Fetched> {
    const { clock, fetch, isReady } = this.#options
    if (signal.aborted || !isReady() || this.#pausedUntil > clock.now()) return { isHeld: true }
    const limited = new AbortController()
    const stopFollowing = onAbort(signal, () => limited.abort())
    const timer = setTimeout(() => limited.abort(new Error('it took longer than 10 minutes')), longestFetch)
    try {
      return await fetch(wanted, limited.signal)
    } catch (error) {
      return { error }
    } finally {
      clearTimeout(timer)
      stopFollowing()
    }
  }

  #tell(message: Message, error: unknown): void {
    const { workshop, clock, log } = this.#options
    const reason = error instanceof Error ? error.message : String(error)
    if (isAccounts(error)) {
      this.#pausedUntil = clock.now() + pauseLength
      log.error({ workshop, reason }, 'No files are fetched until this is mended')
    } else
      log.warn(
        { workshop, turn: turnOf(message), message: message.id, reason },
        'A file of a customer could not be fetched',
      )
  }

  /** Waits until few enough are being fetched. @returns what lets the next one in */
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

/** Files of one workshop that are fetched side by side. */
const mostAtOnce = 4
/** For one file, in ms: whoever gives it drop by drop must not keep others out. */
const longestFetch = 600_000
