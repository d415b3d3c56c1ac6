import pg from 'pg'
import { monotonic } from './stage.ts'

/**
 * What a durable turn cannot cost less than on a PostgreSQL: one transaction that locks a conversation, reads it, writes
 * it and adds a message to be sent, and one that takes that message and marks it as sent.
 * @returns how many of these pairs a second
 */
export async function rawLoop(url: string, { inFlight = 64, seconds = 10 } = {}): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: inFlight })
  try {
    await pool.query(tables)
    const start = monotonic()
    let pairs = 0
    const loop = async (place: number) => {
      const client = await pool.connect()
      for (let round = 0; monotonic() < start + seconds * 1000; round++, pairs++)
        await pair(client, (place * 997 + round * 31) % customers, `${place}.${round}`)
      client.release()
    }
    await Promise.all(Array.from({ length: inFlight }, (_, place) => loop(place)))
    const rate = pairs / ((monotonic() - start) / 1000)
    await pool.query('drop table raw_conversation, raw_message')
    return rate
  } finally {
    await pool.end()
  }
}

const customers = 1_000

async function pair(client: pg.PoolClient, key: number, id: string): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query<{ data: string }>({ ...lock, values: [key] })
  await client.query({ ...write, values: [key, rows[0]!.data] })
  await client.query({ ...add, values: [id, key, document] })
  await client.query('commit')
  await client.query('begin')
  await client.query({ ...take, values: [id] })
  await client.query({ ...mark, values: [id] })
  await client.query('commit')
}

/** About as long as a conversation is. */
const document = 'x'.repeat(1_500)

const tables = `create table raw_conversation (key integer primary key, data text not null);
  create table raw_message (id text primary key, key integer not null, state text not null, data text not null);
  insert into raw_conversation select n, '${document}' from generate_series(0, ${customers - 1}) n`

const lock = { name: 'lock', text: 'select data from raw_conversation where key = $1 for update' }
const write = { name: 'write', text: 'update raw_conversation set data = $2 where key = $1' }
const add = { name: 'add', text: `insert into raw_message values ($1, $2, 'owed', $3)` }
const take = { name: 'take', text: 'select data from raw_message where id = $1 for update' }
const mark = { name: 'mark', text: `update raw_message set state = 'sent' where id = $1` }
