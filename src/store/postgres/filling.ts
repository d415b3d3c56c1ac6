import type pg from 'pg'
import { type Appointment, occupies, resourcesOf } from '../../agenda/appointment.ts'
import { place } from '../appointments.ts'
import { StoreNotEmptyError } from '../import.ts'
import type { StoredRecord } from '../record.ts'
import type { Filling } from '../records.ts'
import { Database } from './database.ts'
import { nameOf } from './hosts.ts'
import { shortened } from './ids.ts'
import { migrate } from './migrate.ts'
import { usual } from './pace.ts'
import { nobodysSeat } from './seats.ts'

/**
 * Fills a database in which nothing is stored yet, in one transaction; no server may run on it.
 * @throws StoreNotEmptyError, NodesRunningError, and what `migrate` throws
 */
export async function fillPostgresStore(url: string): Promise<Filling> {
  const database = new Database(url, usual.patience)
  try {
    await migrate(database)
    const client = await database.client({ query_timeout: 0 })
    await client.query('set statement_timeout = 0; begin')
    const { rows } = await client.query<{ isUsed: boolean; nodes: number }>(state)
    const { isUsed, nodes } = rows[0]!
    const refusal =
      nodes > 0
        ? new NodesRunningError(nameOf(url), nodes)
        : isUsed && new StoreNotEmptyError(nameOf(url), 'Import into a database of its own.')
    if (refusal) {
      await client.end()
      throw refusal
    }
    return new PostgresFilling(database, client)
  } catch (error) {
    await database.close()
    throw error
  }
}

class PostgresFilling implements Filling {
  readonly #database: Database
  readonly #client: pg.Client
  #held: Appointment[] = []

  constructor(database: Database, client: pg.Client) {
    this.#database = database
    this.#client = client
  }

  async put(records: StoredRecord[]): Promise<void> {
    const of = <K extends StoredRecord['record']>(kind: K) =>
      records.filter((each): each is Extract<StoredRecord, { record: K }> => each.record === kind)
    await this.#conversations(of('conversation').map(({ conversation }) => conversation))
    await this.#insert(
      'message (workshop, conversation, number, version, data)',
      'text, text, integer, integer, text',
      of('message').map(({ workshop, key, message }) => [
        workshop,
        key,
        message.number,
        1,
        JSON.stringify(message),
      ]),
    )
    await this.#appointments(of('appointment').map(({ appointment }) => appointment as Appointment))
    await this.#insert(
      'seen (workshop, conversation, id, day, arrived_at)',
      'text, text, text, integer, bigint',
      of('seen').map(({ workshop, key, id, day, arrivedAt }) => [
        workshop,
        key,
        shortened(id),
        day,
        Math.ceil(arrivedAt),
      ]),
    )
    await this.#insert(
      'entry (workshop, at, id, data)',
      'text, bigint, text, text',
      of('entry').map(({ entry }) => ['*', entry.at, shortened(entry.id), JSON.stringify(entry)]),
    )
    await this.#insert(
      'contacts (workshop, data)',
      'text, text',
      of('contacts').map(({ portfolio, contacts }) => [portfolio, JSON.stringify(contacts)]),
    )
  }

  async keep(): Promise<void> {
    // A hold that ran out by the clock it was made by may stand where somebody else has a place since.
    await this.#occupy(this.#held, ' on conflict do nothing')
    await this.#client.query('commit')
    await this.#client.query('analyze')
  }

  async close(): Promise<void> {
    await this.#client.end()
    await this.#database.close()
  }

  async #conversations(all: { workshop: string; key: string; aliases: string[]; dueAt: number | null }[]) {
    await this.#insert(
      'conversation (workshop, key, version, due_at, seat, data)',
      'text, text, integer, bigint, integer, text',
      all.map((each) => {
        const { workshop, key, dueAt } = each
        return [workshop, key, 1, dueAt && Math.ceil(dueAt), nobodysSeat, JSON.stringify(each)]
      }),
    )
    const owners = new Map<string, unknown[]>()
    for (const { workshop, key, aliases } of all)
      for (const alias of aliases.map(shortened))
        owners.set(JSON.stringify([workshop, alias]), [workshop, alias, key])
    await this.#insert('alias (workshop, alias, key)', 'text, text, text', [...owners.values()], takenOver)
  }

  async #appointments(all: Appointment[]): Promise<void> {
    await this.#insert(
      'appointment (workshop, id, day, place, data)',
      'text, text, text, text, text',
      all.map((each) => [each.workshop, each.id, each.start.slice(0, 10), place(each), JSON.stringify(each)]),
    )
    const occupying = all.filter((each) => occupies(each, Date.now()))
    this.#held.push(...occupying.filter(({ status }) => status === 'held'))
    await this.#occupy(occupying.filter(({ status }) => status !== 'held'))
  }

  async #occupy(all: Appointment[], otherwise = ''): Promise<void> {
    const rows = all.flatMap((each) =>
      resourcesOf(each).map((bay) => [
        each.workshop,
        bay,
        each.id,
        `[${each.start},${each.busyUntil})`,
        each.status === 'held' ? Date.parse(each.heldUntil ?? each.start) : null,
      ]),
    )
    await this.#insert(
      'occupied (workshop, bay, appointment, busy, held_until)',
      'text, text, text, tstzrange, bigint',
      rows,
      otherwise,
    )
  }

  async #insert(into: string, types: string, rows: unknown[][], otherwise = ''): Promise<void> {
    if (rows.length === 0) return
    const columns = types.split(', ').map((type, index) => `$${index + 1}::${type}[]`)
    const values = columns.map((_, index) => rows.map((row) => row[index]))
    await this.#client.query(
      `insert into ${into} select * from unnest(${columns.join(', ')})${otherwise}`,
      values,
    )
  }
}

const takenOver = ' on conflict (workshop, alias) do update set key = excluded.key'

const state = `select exists (select 1 from conversation) or exists (select 1 from message)
    or exists (select 1 from appointment) or exists (select 1 from seen) or exists (select 1 from entry) as "isUsed",
  (select count(*) from seat where beat_at > now() - interval '${usual.lease} ms') as nodes`

/** Servers work on the database that is to be filled. */
export class NodesRunningError extends Error {
  override name = 'NodesRunningError' as const

  constructor(where: string, nodes: number) {
    super(
      `${nodes === 1 ? 'Another Chasqui is' : `${nodes} others are`} running on ${where}. Stop them first, or import into a database of its own.`,
    )
  }
}
