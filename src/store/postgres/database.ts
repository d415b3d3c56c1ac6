import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { StoreUnavailableError } from '../store.ts'
import { connect, HostClient, prepare, settings } from './client.ts'
import { isReadOnly, meant } from './errors.ts'
import type { Item } from './group.ts'
import { Hosts } from './hosts.ts'
import { Lines } from './lines.ts'
import { Transaction } from './transaction.ts'

/** A statement as it is prepared, once for each connection: the same name is always the same text. */
export interface Statement {
  name: string
  text: string
}

/** Where statements are run. */
export interface Runner {
  /** @throws ChangedMeanwhileError, StoreUnavailableError, or PostgreSQL's own where a value cannot be taken */
  run<R>(statement: Statement, values: unknown[]): Promise<R[]>
}

/** Between two tries to connect, in ms. */
const between = 100

/** PostgreSQL, wherever it is now: a bounded number of connections to the one server that takes writes. */
export class Database implements Runner {
  readonly hosts: Hosts
  /** Told when a connection for turns is lost or made: the next may lead to another server, which need not know all that the last one did. */
  whenMoved: () => void = () => {}
  /** Whether whoever changes in place what was read hears of it. */
  readonly isFrozen: boolean
  readonly #patience: number
  readonly #pool: pg.Pool
  readonly #reading: Lines
  readonly #writing: Lines

  constructor(url: string, patience: number, { connections = 10, lines = 2, isFrozen = true } = {}) {
    this.isFrozen = isFrozen
    this.#patience = patience
    this.hosts = new Hosts(url)
    this.#reading = new Lines(this, lines)
    this.#writing = new Lines(this, lines, byPlace)
    const { hosts } = this
    this.#pool = new pg.Pool({
      ...settings,
      max: connections,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: patience,
      Client: class extends HostClient {
        constructor(config?: pg.ClientConfig) {
          super(hosts.present, config)
        }
      },
      onConnect: prepare,
    } as pg.PoolConfig)
    // What happens to an idle connection is known when it is needed: it is not there then.
    this.#pool.on('error', () => {})
  }

  async run<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    const client = await this.#connect(this.#patience)
    return this.#runOn<R>(client, statement, values, (failure) => client.release(failure))
  }

  /** Like `run`, of a statement of a turn that changes nothing: it is tried again where the connection was lost. */
  async read<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    const began = performance.now()
    for (;;) {
      try {
        return await this.#reading.run<R>(statement, values)
      } catch (error) {
        if (!(error instanceof StoreUnavailableError) || performance.now() - began > this.#patience)
          throw error
        await wait(between)
      }
    }
  }

  /** Like `run`, of a statement that is a whole commit. */
  async write<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    return this.#writing.run<R>(statement, values)
  }

  /** Begins a transaction on a connection of its own. */
  async begin(): Promise<Transaction> {
    const client = await this.#connect(this.#patience)
    let broken: Error | undefined
    const run = <R>(statement: Statement, values: unknown[]) =>
      this.#runOn<R>(client, statement, values, (failure) => {
        broken ??= failure
      })
    return Transaction.begin(run, () => client.release(broken))
  }

  /** A server takes no writes any more: nothing is asked of it either. */
  left(url: string): void {
    this.hosts.leave(url)
    void this.#reading.close()
    void this.#writing.close()
  }

  /** A connection beside the others, to be ended by whoever asks. */
  async client(options: pg.ClientConfig = {}): Promise<HostClient> {
    return connect(this.hosts, options)
  }

  /** @throws StoreUnavailableError when no server takes writes at this moment */
  async ping(): Promise<void> {
    const client = await this.#connect(0)
    await this.#runOn(client, { name: 'ping', text: 'select 1' }, [], (failure) => client.release(failure))
  }

  async close(): Promise<void> {
    await Promise.all([this.#reading.close(), this.#writing.close(), this.#pool.end()])
  }

  /** A connection to a server that takes writes: each is tried, and all of them again for a while. */
  async #connect(patience: number): Promise<pg.PoolClient> {
    const deadline = performance.now() + patience
    for (let attempt = 1; ; attempt++) {
      const host = this.hosts.present
      try {
        return await this.#pool.connect()
      } catch (error) {
        this.hosts.leave(host)
        if (attempt < this.hosts.count) continue
        if (performance.now() >= deadline) throw new StoreUnavailableError(error)
        if (attempt % this.hosts.count === 0) await wait(between)
      }
    }
  }

  async #runOn<R>(
    client: pg.PoolClient,
    { name, text }: Statement,
    values: unknown[],
    done: (failure?: Error) => void,
  ): Promise<R[]> {
    try {
      const { rows } = await client.query({ name, text, values })
      done()
      return rows as R[]
    } catch (error) {
      const why = meant(error)
      // Of a connection whose statement was not answered nothing is known any more.
      done(why instanceof StoreUnavailableError ? why : undefined)
      if (isReadOnly(error)) this.left((client as unknown as HostClient).url)
      throw why
    }
  }
}

/** Nodes lock what they write in one order: then none waits for another that waits for it. */
function byPlace(a: Item, b: Item): number {
  return placeOf(a) < placeOf(b) ? -1 : 1
}

function placeOf({ values: [workshop, key] }: Item): string {
  return `${workshop} ${key}`
}
