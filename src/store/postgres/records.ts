import type pg from 'pg'
import type { Appointment } from '../../agenda/appointment.ts'
import { cures, type Finding } from '../check/finding.ts'
import { migrations, versionAfter } from '../migrations.ts'
import { masked, type Overview, type Records, type StoredItem } from '../records.ts'
import type { ConversationRow, MessageRow } from '../store.ts'
import { connect } from './client.ts'
import { Hosts, nameOf } from './hosts.ts'
import { shortened } from './ids.ts'
import { latest, present, SchemaTooNewError } from './migrate.ts'

/**
 * What a PostgreSQL has, beside its servers.
 * @returns undefined when no Chasqui ever stored anything there
 * @throws SchemaTooNewError
 */
export async function openPostgresRecords(url: string): Promise<Records | undefined> {
  const client = await connect(new Hosts(url), { query_timeout: 0 })
  try {
    await client.query('set statement_timeout = 0; begin isolation level repeatable read read only')
    const { rows } = await client.query(`select to_regclass('conversation') as found`)
    if (rows[0]?.found) {
      const { version, needs } = await present(client)
      if (needs > latest) throw new SchemaTooNewError(version, needs, latest)
      return new PostgresRecords(client, nameOf(url))
    }
  } catch (error) {
    await client.end()
    throw error
  }
  await client.end()
  return undefined
}

/** Rows that are fetched at once. */
const atOnce = 500

class PostgresRecords implements Records {
  readonly place: string
  readonly #client: pg.Client
  #cursors = 0

  constructor(client: pg.Client, place: string) {
    this.#client = client
    this.place = place
  }

  async *all(): AsyncGenerator<StoredItem[]> {
    for await (const rows of this.#each<Row>('select data from conversation order by workshop, key'))
      yield rows.map(({ data }) => ({ record: 'conversation', conversation: JSON.parse(data) }))
    for await (const rows of this.#each<Row>(messages))
      yield rows.map(({ workshop, key, data }) => ({
        record: 'message',
        workshop,
        key,
        message: JSON.parse(data),
      }))
    for await (const rows of this.#each<Row>('select data from appointment order by workshop, day, place'))
      yield rows.map(({ data }) => ({ record: 'appointment', appointment: JSON.parse(data) }))
    for await (const rows of this.#each<Seen>(seen)) yield rows.map((row) => ({ record: 'seen', ...row }))
    for await (const rows of this.#each<Row>('select data from entry order by at, id'))
      yield rows.map(({ data }) => ({ record: 'entry', entry: JSON.parse(data) }))
    for await (const rows of this.#each<Row>('select workshop, data from contacts order by workshop'))
      yield rows.map(({ workshop, data }) => ({
        record: 'contacts',
        portfolio: workshop,
        contacts: JSON.parse(data),
      }))
  }

  async overview(now: number, workshop?: string): Promise<Overview> {
    const [row] = await this.#rows<Omit<Overview, 'version'>>(overview, [now, workshop ?? null])
    return { ...row!, version: versionAfter(migrations), nextDue: row!.nextDue ?? undefined }
  }

  async overdue(before: number, most: number): Promise<{ count: number; since: number | undefined }> {
    const rows = await this.#rows<{ at: number }>(
      'select due_at as at from conversation where due_at < $1 order by due_at limit $2',
      [before, most],
    )
    return { count: rows.length, since: rows[0] && Number(rows[0].at) }
  }

  async workshops(): Promise<string[]> {
    const rows = await this.#rows<{ workshop: string }>(
      'select distinct workshop from conversation order by workshop',
    )
    return rows.map(({ workshop }) => workshop)
  }

  async find(workshop: string, alias: string): Promise<string | undefined> {
    const [row] = await this.#rows<{ key: string }>(
      'select key from alias where workshop = $1 and alias = $2',
      [workshop, shortened(alias)],
    )
    return row?.key
  }

  conversation(workshop: string, key: string): Promise<ConversationRow | undefined> {
    return this.#document('select data from conversation where workshop = $1 and key = $2', [workshop, key])
  }

  message(workshop: string, key: string, number: number): Promise<MessageRow | undefined> {
    return this.#document(
      'select data from message where workshop = $1 and conversation = $2 and number = $3',
      [workshop, key, number],
    )
  }

  appointment(workshop: string, id: string): Promise<Appointment | undefined> {
    return this.#document('select data from appointment where workshop = $1 and id = $2', [workshop, id])
  }

  async *indices(tick: () => void): AsyncGenerator<Finding> {
    for await (const rows of this.#each<{ alias: string; key: string; owner: string | null }>(lostAliases))
      for (const { alias, key, owner } of rows)
        yield {
          where: `conversation ${key}`,
          what: `its alias ${masked(alias)} leads to ${owner ?? 'nobody'}`,
          cure: cures.rebuild,
        }
    for await (const rows of this.#each<{ alias: string; key: string; isKnown: boolean }>(strayAliases))
      for (const { alias, key, isKnown } of rows) {
        tick()
        const what = `it leads to conversation ${key}, which does not have it`
        if (!isKnown) yield { where: `alias ${masked(alias)}`, what, cure: cures.rebuild }
      }
    for await (const rows of this.#each<{ key: string; dueAt: number | null; at: number | null }>(wronglyDue))
      for (const { key, dueAt, at } of rows)
        yield {
          where: `conversation ${key}`,
          what: `it is due at ${when(dueAt)}, and is looked at ${when(at)}`,
          cure: cures.rebuild,
        }
    for await (const rows of this.#each<{ id: string }>(wronglyOccupied))
      for (const { id } of rows)
        yield {
          where: `appointment ${id}`,
          what: 'the bays and mechanics that it keeps others out of are not its own',
          cure: cures.rebuild,
        }
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  async *#each<R extends pg.QueryResultRow>(text: string): AsyncGenerator<R[]> {
    const cursor = `records_${++this.#cursors}`
    await this.#client.query(`declare ${cursor} no scroll cursor for ${text}`)
    for (;;) {
      const rows = await this.#rows<R>(`fetch ${atOnce} from ${cursor}`)
      if (rows.length > 0) yield rows
      if (rows.length < atOnce) break
    }
    await this.#client.query(`close ${cursor}`)
  }

  async #document<T>(text: string, values: unknown[]): Promise<T | undefined> {
    const [row] = await this.#rows<Row>(text, values)
    return row && JSON.parse(row.data)
  }

  async #rows<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.#client.query<R>(text, values)).rows
  }
}

interface Row {
  workshop: string
  key: string
  data: string
}

interface Seen {
  workshop: string
  key: string
  id: string
  day: number
  arrivedAt: number
}

function when(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString()
}

const messages = `select workshop, conversation as key, data from message order by workshop, conversation, number`

const seen = `select workshop, conversation as key, id, day, arrived_at as "arrivedAt"
  from seen order by day, workshop, conversation, id`

const overview = `select pg_database_size(current_database()) as bytes,
  (select count(*) from conversation) + (select count(*) from alias) + (select count(*) from message)
    + (select count(*) from appointment) + (select count(*) from seen) + (select count(*) from entry) as total,
  (select count(*) from conversation where workshop = $2::text or $2::text is null) as conversations,
  (select count(*) from message where workshop = $2::text or $2::text is null) as messages,
  (select count(*) from appointment where workshop = $2::text or $2::text is null) as appointments,
  (select count(*) from (select distinct workshop, day from appointment where workshop = $2::text or $2::text is null) as d) as days,
  (select count(*) from seen) as seen, (select count(*) from entry) as entries,
  (select count(*) from conversation where due_at <= $1) as "dueNow",
  (select min(due_at) from conversation where due_at > $1) as "nextDue"`

const lostAliases = `select a.alias, c.key, l.key as owner
  from conversation c cross join lateral json_array_elements_text(c.data::json -> 'aliases') as a (alias)
  left join alias l on l.workshop = c.workshop and l.alias = a.alias
  where l.key is distinct from c.key and length(a.alias) <= 300 order by c.workshop, c.key`

const strayAliases = `select l.alias, l.key, coalesce(c.data::json -> 'aliases' ->> 0 is not null and exists (
    select 1 from json_array_elements_text(c.data::json -> 'aliases') as a (alias)
    where a.alias = l.alias or length(a.alias) > 300), false) as "isKnown"
  from alias l left join conversation c on c.workshop = l.workshop and c.key = l.key
  order by l.workshop, l.alias`

const wronglyDue = `select key, ceil((data::json ->> 'dueAt')::numeric)::bigint as "dueAt", due_at as at
  from conversation where due_at is distinct from ceil((data::json ->> 'dueAt')::numeric)::bigint
  order by workshop, key`

/** Of an appointment that keeps others out by its status; a hold's row may be gone, if it ran out. */
const wronglyOccupied = `select a.id from appointment a
  where (
      a.data::json ->> 'status' in ('pending', 'booked', 'confirmed', 'arrived', 'inWork', 'ready')
      and (json_array_length(a.data::json -> 'bays') > 0 or a.data::json -> 'mechanics' is not null)
    ) <> exists (
      select 1 from occupied o where o.workshop = a.workshop and o.appointment = a.id and o.held_until is null)
  order by a.workshop, a.day, a.place`
