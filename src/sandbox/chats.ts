import type { EventEmitter } from 'node:events'
import type { MovableClock } from '../clock.ts'
import { Batch, type Documents } from '../store/documents.ts'
import { Lanes } from '../store/lanes.ts'
import { Change, type Webhook } from './change.ts'
import { type ChatMessage, type Customer, partiesOf } from './chat.ts'
import { isGone, type StoredFile } from './files.ts'
import { keys } from './keys.ts'

/** The chats of all customers and the webhooks that are owed for them, on disk together with the clock's offset. */
export class Chats {
  readonly #documents: Documents
  readonly #clock: MovableClock
  readonly #events: EventEmitter
  readonly #owes: (webhook: Webhook) => void
  readonly #lanes = new Lanes()
  readonly #changing = new Set<Promise<unknown>>()
  #savedOffset: number

  /** Sets the clock to where it stood. `owes` is told of each webhook once it is on disk. */
  constructor(options: {
    documents: Documents
    clock: MovableClock
    events: EventEmitter
    owes: (webhook: Webhook) => void
  }) {
    this.#documents = options.documents
    this.#clock = options.clock
    this.#events = options.events
    this.#owes = options.owes
    this.#savedOffset = this.#documents.get<{ offset: number }>(keys.clock)?.offset ?? 0
    this.#clock.moveTo(Date.now() + this.#savedOffset)
  }

  /** Of one workshop, where there are several. */
  customers(workshop?: string): Customer[] {
    const all = [...this.#documents.range<Customer>(keys.customers)]
    return all.flatMap(({ key, value }) => (partiesOf(String(key[1])).workshop === workshop ? [value] : []))
  }

  /** Oldest first. */
  messages(chat: string, after = 0): ChatMessage[] {
    return [...this.#documents.range<ChatMessage>(keys.messages(chat, after + 1))].map(({ value }) => value)
  }

  find(id: string): { phone: string; number: number } | undefined {
    return id.length > longestId ? undefined : this.#documents.get(keys.id(id))
  }

  /** A file that a customer sent, while Meta gives it. */
  file(id: string): StoredFile | undefined {
    const file = id.length > longestId ? undefined : this.#documents.get<StoredFile>(keys.file(id))
    return file && !isGone(file, this.#clock.now()) ? file : undefined
  }

  webhooks(): Webhook[] {
    return [...this.#documents.range<Webhook>(keys.webhooks)].map(({ value }) => value)
  }

  /** Changes one customer's chat, alone on it; on disk when it resolves. If `work` throws, nothing is changed. */
  async change<T>(chat: string, work: (change: Change) => T): Promise<T> {
    const changing = this.#lanes.run(chat, async () => {
      const batch = new Batch(this.#documents)
      const change = new Change(chat, this.#clock.now(), this.#documents, batch)
      const result = work(change)
      await this.#commit(batch)
      for (const webhook of change.owed) this.#owes(webhook)
      if (change.touched) this.#events.emit('chat', partiesOf(chat))
      return result
    })
    this.#changing.add(changing)
    try {
      return await changing
    } finally {
      this.#changing.delete(changing)
    }
  }

  async saveClock(): Promise<void> {
    await this.#commit(new Batch(this.#documents))
  }

  /** Resolves once no change is under way. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#changing)
  }

  /** The clock is saved with whatever happened at that time, so that time never goes back behind it. */
  async #commit(batch: Batch): Promise<void> {
    const { offset } = this.#clock
    if (offset !== this.#savedOffset) batch.put(keys.clock, { offset })
    await this.#documents.commit(batch)
    this.#savedOffset = Math.max(offset, this.#savedOffset)
  }
}

/** No id of Meta's is longer, and keys of the store are short. */
const longestId = 500
