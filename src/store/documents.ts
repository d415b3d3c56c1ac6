import { dirname } from 'node:path'
import { compareKeys, type Key } from 'lmdb'
import { LowSync, type SyncAdapter } from 'lowdb'
import { LRUCache } from 'lru-cache'
import { frozen } from './frozen.ts'
import { type Environment, Lmdb } from './lmdb.ts'
import { freeAt, Room } from './room.ts'

export type DocumentKey = Key & (string | number | null)[]

/** Below 0 when the first of two keys stands before the second, 0 when they are one. */
export { compareKeys }

/**
 * By the first word of their keys, documents that are found under other keys too, themselves or as they were: these come
 * and go with them.
 */
export type Listings = Record<string, (key: DocumentKey, value: unknown) => DocumentKey[]>

export interface Range {
  start: Key
  end: Key
  limit?: number
  reverse?: boolean
}

/** What documents can be read from: all of them, those of one moment, or those as a commit would leave them. */
export interface Reader {
  get<T>(key: DocumentKey): T | undefined
  /** Documents between two keys, the first included and the last not, in order; `reverse` walks down from `start`. */
  range<T>(options: Range): Iterable<{ key: DocumentKey; value: T }>
}

/** Small JSON documents in one LMDB file, each opened as a typed lowdb document, written together or not at all. */
export class Documents implements Reader {
  readonly #lmdb: Lmdb
  readonly #room: Room
  /** As of the last commit, by `nameOf` their keys. */
  readonly #recent: LRUCache<string, object | string> | undefined
  readonly #isFrozen: boolean
  readonly listings: Listings

  /**
   * `free`: how many bytes are free where the documents are; by default what the disk says.
   * `listings`: what documents are found by, beside their keys.
   * `recent`: how many of those in use are kept in memory: whoever changes one makes a copy, and nobody else may write.
   * `isFrozen`: whoever changes one in place hears of it; that costs a tenth of a turn, so it is for where flows are tried.
   */
  constructor(
    path: string,
    {
      readOnly = false,
      free,
      recent,
      isFrozen = true,
      listings = {},
    }: {
      readOnly?: boolean
      free?: () => number
      recent?: number
      isFrozen?: boolean
      listings?: Listings
    } = {},
  ) {
    this.listings = listings
    this.#lmdb = new Lmdb(path, readOnly)
    this.#recent = recent ? new LRUCache({ max: recent }) : undefined
    this.#isFrozen = isFrozen
    this.#room = new Room(free ?? (() => freeAt(dirname(path))))
  }

  get<T>(key: DocumentKey): T | undefined {
    const stored = this.#lmdb.use()
    const name = nameOf(key)
    const recent = this.#recent?.get(name)
    if (recent !== undefined) return recent as T
    const value: unknown = stored.get(key)
    this.#remember(name, value)
    return value as T | undefined
  }

  range<T>(options: Range): Iterable<{ key: DocumentKey; value: T }> {
    return this.#lmdb.use().getRange(options) as Iterable<{ key: DocumentKey; value: T }>
  }

  /** All documents as they stand now, whatever is written meanwhile. To be closed: it holds back space on the disk. */
  snapshot(): Snapshot {
    return new Snapshot(this.#lmdb.use())
  }

  /**
   * Writes all of a batch in one transaction; it is on disk when the promise resolves.
   * @throws StoreUnavailableError when the disk is full or fails: nothing was written then
   */
  async commit(batch: Batch): Promise<void> {
    if (batch.isEmpty) return
    this.#room.check()
    try {
      await this.#lmdb.write(batch.entries())
    } catch (error) {
      for (const [name] of batch.named()) this.#recent?.delete(name)
      throw error
    }
    for (const [name, [, value]] of batch.named()) this.#remember(name, value)
  }

  #remember(name: string, value: unknown): void {
    if (!this.#recent) return
    if (typeof value === 'object' && value !== null)
      this.#recent.set(name, this.#isFrozen ? frozen(value) : value)
    else if (typeof value === 'string') this.#recent.set(name, value)
    // A number only says that there is something: it is not kept, and never was.
    else if (value === undefined) this.#recent.delete(name)
  }

  async close(): Promise<void> {
    await this.#lmdb.close()
  }
}

/** All documents as of one moment. */
export class Snapshot implements Reader {
  readonly #environment: Environment
  readonly #transaction: ReturnType<Environment['useReadTransaction']>

  constructor(environment: Environment) {
    this.#environment = environment
    this.#transaction = environment.useReadTransaction()
  }

  get<T>(key: DocumentKey): T | undefined {
    return this.#environment.get(key, { transaction: this.#transaction }) as T | undefined
  }

  range<T>(options: Range): Iterable<{ key: DocumentKey; value: T }> {
    const ranged = this.#environment.getRange({ ...options, transaction: this.#transaction })
    return ranged as Iterable<{ key: DocumentKey; value: T }>
  }

  /** How many documents stand between two keys. */
  count(options: Range): number {
    return this.#environment.getKeysCount({ ...options, transaction: this.#transaction })
  }

  close(): void {
    this.#transaction.done()
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
    const document = this.document(key, fallback)
    document.read()
    return document
  }

  /** A document as it is to be written, whatever is stored. */
  document<T>(key: DocumentKey, data: T): LowSync<T> {
    const adapter: SyncAdapter<T> = {
      read: () => this.get<T>(key) ?? null,
      write: (data) => this.put(key, data),
    }
    return new LowSync<T>(adapter, data)
  }

  /** As the commit would leave it: staged here, else stored. */
  get<T>(key: DocumentKey): T | undefined {
    const staged = this.#staged.get(nameOf(key))
    return staged ? (staged[1] as T | undefined) : this.#documents.get<T>(key)
  }

  put(key: DocumentKey, value: unknown): void {
    const name = nameOf(key)
    // In the middle of a transaction it would be too late to refuse it: others are in there too.
    if (name.length * 3 > longestKey && Buffer.byteLength(name) > longestKey)
      throw new RangeError(`A key is too long for LMDB: ${key[0]}`)
    this.#list(key, value)
    this.#staged.set(name, [key, value])
  }

  remove(key: DocumentKey): void {
    this.put(key, undefined)
  }

  #list(key: DocumentKey, value: unknown): void {
    const listing = this.#documents.listings[String(key[0])]
    if (!listing) return
    const listed = value === undefined ? [] : listing(key, value)
    const before = this.get(key)
    const unlisted = before === undefined ? [] : listing(key, before)
    for (const each of unlisted) this.#staged.set(nameOf(each), [each, undefined])
    for (const each of listed) this.#staged.set(nameOf(each), [each, 1])
  }

  entries(): Iterable<[DocumentKey, unknown]> {
    return this.#staged.values()
  }

  /** The same by `nameOf` their keys. */
  named(): Iterable<[string, [DocumentKey, unknown]]> {
    return this.#staged
  }
}

/** Documents of one kind have keys of one form: what differs in them alone tells them apart. */
function nameOf(key: DocumentKey): string {
  let name = ''
  for (const part of key) name += `${part}\u0000`
  return name
}

/** In bytes, as `nameOf` writes it; LMDB itself takes 1,978, and needs a few more for each number. */
const longestKey = 1_900
