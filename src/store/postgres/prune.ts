import { seenFor } from '../prune.ts'
import type { Database } from './database.ts'

const hour = 3_600_000

/** Forgets, each hour, the messages that were seen too long ago to come again. */
export class Pruning {
  readonly #database: Database
  readonly #now: () => number
  readonly #hourly: NodeJS.Timeout
  #present: Promise<void>

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
    this.#hourly = setInterval(() => {
      this.#present = this.#prune()
    }, hour).unref()
    this.#present = this.#prune()
  }

  async stop(): Promise<void> {
    clearInterval(this.#hourly)
    await this.#present
  }

  /** A little at a time, until there is nothing more; several nodes at it share the work. */
  async #prune(): Promise<void> {
    try {
      const oldest = this.#now() - seenFor
      for (let left = true; left; ) {
        const [row] = await this.#database.run<{ forgotten: number }>(forget, [oldest, atOnce])
        left = row!.forgotten === atOnce
      }
    } catch {
      // Where the database fails there are others to tell of it; what could not be forgotten now is in an hour.
    }
  }
}

/** Few, so that nobody waits long. */
const atOnce = 1_000

const forget = {
  name: 'forget seen',
  text: `with old as (
      select workshop, conversation, id, day from seen where arrived_at < $1 order by arrived_at limit $2
      for update skip locked),
    forgotten as (
      delete from seen s using old o
      where s.workshop = o.workshop and s.conversation = o.conversation and s.id = o.id and s.day = o.day returning 1)
    select count(*) as forgotten from forgotten`,
}
