import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises'
import { type Key, open, type RootDatabase } from 'lmdb'
import { StoreUnavailableError } from './store.ts'

export type Environment = RootDatabase<unknown, Key>

/** What one commit writes: values by key, undefined where a key is to go. */
export type Write = Iterable<[Key, unknown]>

/**
 * One LMDB file that outlives a full or failing disk. What is to be written while a transaction is under way goes
 * together in the next one, so that there never are two: of one that waits behind another that fails, the package may
 * say that it was written when it was not, or fail by a promise that nobody holds, which ends the process.
 */
export class Lmdb {
  readonly #open: () => Environment
  #environment: Environment | undefined
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #beganAt = Number.NEGATIVE_INFINITY
  /** Whether the last transaction had more than one write. */
  #isBusy = false
  #isClosing = false
  #isOver = false

  constructor(path: string, readOnly: boolean) {
    this.#open = () => open({ path, readOnly, ...settings })
    this.#environment = this.#open()
  }

  /** To read from. @throws StoreUnavailableError once it is closed, while it is being opened again, or if it cannot be */
  use(): Environment {
    // A read begun while LMDB closes fails later, where nobody can catch it.
    if (this.#isOver) throw new StoreUnavailableError(new Error('it is closed'))
    return this.#present()
  }

  #present(): Environment {
    if (this.#isClosing) throw new StoreUnavailableError(new Error('it is being opened again'))
    try {
      this.#environment ??= this.#open()
    } catch (error) {
      throw new StoreUnavailableError(error)
    }
    return this.#environment
  }

  /** Writes all of it or nothing; on disk when it resolves. @throws StoreUnavailableError */
  write(write: Write): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ write, done, failed })
      this.#writing ??= this.#writeAll().finally(() => {
        this.#writing = undefined
      })
    })
  }

  /** Ends what is being written; nothing is read any more. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#writing
    await this.#environment?.close()
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What is asked for at one moment goes together; and under load, what is asked for within a few ms.
      await immediate()
      const wait = this.#beganAt + pace - performance.now()
      if (this.#isBusy && wait > 0) await pause(wait)
      this.#beganAt = performance.now()
      const together = this.#waiting.splice(0)
      this.#isBusy = together.length > 1
      try {
        await transact(this.#present(), together)
        for (const { done } of together) done()
      } catch (error) {
        await this.#letGo()
        const unavailable = error instanceof StoreUnavailableError ? error : new StoreUnavailableError(error)
        for (const { failed } of together) failed(unavailable)
      }
    }
  }

  /** After a failure LMDB may refuse everything: closed, and opened when it is used again, it stands as the disk does. */
  async #letGo(): Promise<void> {
    const failed = this.#environment
    this.#environment = undefined
    this.#isClosing = true
    await failed?.close().catch(() => {})
    this.#isClosing = false
  }
}

/**
 * From the beginning of a transaction to that of the next, in ms. A transaction costs much the same whatever is in it: a
 * write that comes alone is written at once; while they come together, each waits up to this long for company.
 */
const pace = 4

const settings = {
  encoding: 'json',
  // A commit is on disk before anyone sees it, and where the disk fails it is refused as a whole.
  overlappingSync: false,
} as const

interface Waiting {
  write: Write
  done: () => void
  failed: (error: StoreUnavailableError) => void
}

async function transact(environment: Environment, together: Waiting[]): Promise<void> {
  try {
    await environment.batch(() => {
      for (const { write } of together) {
        for (const [key, value] of write) {
          if (value === undefined) environment.remove(key)
          else environment.put(key, value)
        }
      }
    })
  } catch (error) {
    // The reason comes by a promise of its own, once LMDB is done with this transaction.
    const { commitError } = error as { commitError?: Promise<never> }
    throw commitError ? await commitError.catch((reason: unknown) => reason) : error
  }
}
