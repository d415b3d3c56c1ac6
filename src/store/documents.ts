import { type Key, open, type RootDatabase } from 'lmdb'
import { LowSync, type SyncAdapter } from 'lowdb'

export type DocumentKey = Key & (string | number | null)[]

/** Small JSON documents in one LMDB file, each opened as a typed lowdb document, written together or not at all. */
export class Documents {
  readonly #env: RootDatabase<unknown, Key>

  constructor(folder: string, options: { readOnly?: boolean } = {}) {
    this.#env = open({ path: folder, encoding: 'json', ...options })
  }

  get<T>(key: DocumentKey): T | undefined {
    return this.#env.get(key) as T | undefined
  }

  /** Documents between two keys, the first included and the last not, in order; `reverse` walks down from `start`. */
  range<T>(options: {
    start: Key
    end: Key
    limit?: number
    reverse?: boolean
  }): Iterable<{ key: DocumentKey; value: T }> {
    return this.#env.getRange(options) as Iterable<{ key: DocumentKey; value: T }>
  }

  /** Writes all of a batch in one transaction; it is on disk when the promise resolves. */
  async commit(batch: Batch): Promise<void> {
    if (batch.isEmpty) return
    const committed = this.#env.batch(() => {
      for (const [key, value] of batch.entries()) {
        if (value === undefined) this.#env.remove(key)
        else this.#env.put(key, value)
      }
    })
    await committed
    await this.#env.flushed
  }

  async close(): Promise<void> {
    await this.#env.close()
  }
}

/** What one commit writes: documents opened here are lowdb documents whose `write()` stages them. */
export class Batch {
  readonly #documents: Documents
  readonly #staged = new Map<string, [DocumentKey, unknown]>()

  constructor(documents: Documents) {
    this.#documents = documents
  }

  get isEmpty(): boolean {
    return this.#staged.size === 0
  }

  /** Opens a document to read, change and `write()`; one that was never written starts as `fallback`. */
  open<T>(key: DocumentKey, fallback: T): LowSync<T> {
    const adapter: SyncAdapter<T> = {
      read: () => this.get<T>(key) ?? null,
      write: (data) => this.put(key, data),
    }
    const document = new LowSync<T>(adapter, fallback)
    document.read()
    return document
  }

  /** As the commit would leave it: staged here, else stored. */
  get<T>(key: DocumentKey): T | undefined {
    const staged = this.#staged.get(JSON.stringify(key))
    return staged ? (staged[1] as T | undefined) : this.#documents.get<T>(key)
  }

  put(key: DocumentKey, value: unknown): void {
    this.#staged.set(JSON.stringify(key), [key, value])
  }

  remove(key: DocumentKey): void {
    this.#staged.set(JSON.stringify(key), [key, undefined])
  }

  entries(): Iterable<[DocumentKey, unknown]> {
    return this.#staged.values()
  }
}
