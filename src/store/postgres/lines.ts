import { setImmediate as immediate } from 'node:timers/promises'
import { StoreUnavailableError } from '../store.ts'
import type { HostClient } from './client.ts'
import type { Database, Statement } from './database.ts'
import { isReadOnly, meant } from './errors.ts'
import { Group, type Item, type Shape } from './group.ts'

/** Where connections come from. */
type Home = Pick<Database, 'client' | 'left' | 'whenMoved'>

/** Statements that go together at most: few enough that none waits long for the others. */
const most = 64
/** So long, in ms, an answer is waited for; longer than PostgreSQL itself takes at most. */
const patience = 5_000

/**
 * A few connections on which what is asked for at one moment goes together, as one transaction; the next group leaves
 * when the one before is answered. So the more there is to do, the less each costs.
 */
export class Lines {
  readonly #order: ((a: Item, b: Item) => number) | undefined
  readonly #idle: Line[]
  readonly #waiting: Item[] = []
  readonly #all: Line[]
  #isGathering = false

  /** `order`: in which those of a group are run; by default, as they were asked for. */
  constructor(database: Home, count: number, order?: (a: Item, b: Item) => number) {
    this.#order = order
    this.#all = Array.from({ length: count }, () => new Line(database))
    this.#idle = [...this.#all]
  }

  /** @throws ChangedMeanwhileError, StoreUnavailableError, or PostgreSQL's own where a value cannot be taken */
  run<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    return new Promise((resolve, failed) => {
      this.#waiting.push({ statement, values, done: resolve as Item['done'], failed })
      void this.#gather()
    })
  }

  /** Ends the connections; new ones are made when they are needed. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((line) => line.close()))
  }

  async #gather(): Promise<void> {
    if (this.#isGathering || this.#idle.length === 0) return
    this.#isGathering = true
    await immediate()
    this.#isGathering = false
    while (this.#idle.length > 0 && this.#waiting.length > 0)
      void this.#send(this.#idle.pop()!, this.#waiting.splice(0, most))
  }

  async #send(line: Line, items: Item[]): Promise<void> {
    if (this.#order) items.sort(this.#order)
    // It was undone with the one that failed, and can be run again without it.
    this.#waiting.unshift(...(await line.send(items)))
    this.#idle.push(line)
    if (this.#waiting.length > 0) void this.#gather()
  }
}

/** One of these connections. */
class Line {
  readonly #database: Home
  #client: HostClient | undefined
  #shapes = new Map<string, Shape>()

  constructor(database: Home) {
    this.#database = database
  }

  /** Runs all of a group. @returns those that have to be run again, through no fault of theirs */
  async send(items: Item[]): Promise<Item[]> {
    let client: HostClient
    try {
      client = await this.#connected()
    } catch (error) {
      return fail(items, new StoreUnavailableError(error))
    }
    const group = new Group(items, this.#shapes)
    const timer = setTimeout(() => client.drop(), patience)
    client.query(group as never)
    const outcome = await group.outcome
    clearTimeout(timer)
    if ('rows' in outcome) {
      for (const [index, { done }] of items.entries()) done(outcome.rows[index]!)
      return []
    }
    const { error, at } = outcome
    if (isReadOnly(error)) this.#database.left(client.url)
    if (!isRefusal(error) || isReadOnly(error)) {
      // Nobody knows what became of them, nor of the connection.
      await this.close()
      return fail(items, new StoreUnavailableError(error))
    }
    const failed = items[at]
    if (!failed) return fail(items, meant(error))
    failed.failed(meant(error))
    return items.filter((each) => each !== failed)
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  async #connected(): Promise<HostClient> {
    if (this.#client) return this.#client
    const client = await this.#database.client({ query_timeout: 0, ...{ pipeline: false } })
    client.on('end', () => {
      if (this.#client === client) this.#client = undefined
      this.#database.whenMoved()
    })
    this.#shapes = new Map()
    this.#client = client
    this.#database.whenMoved()
    return client
  }
}

function fail(items: Item[], error: unknown): [] {
  for (const { failed } of items) failed(error)
  return []
}

/** PostgreSQL answered that it did not do it, and goes on: all of the transaction is undone. */
function isRefusal(error: Error): boolean {
  return (error as { severity?: string }).severity === 'ERROR'
}
