import pg from 'pg'
import { phoneInSql } from './customers.ts'
import { prototypePhones } from './seed.ts'

/**
 * Copies the conversations of the few in a database until there are so many, of the first customers by number, each
 * with its messages, aliases and seen ids.
 */
export async function seedPostgres(options: {
  url: string
  conversations: number
  onProgress: (done: number) => void
}): Promise<void> {
  const { url, conversations, onProgress } = options
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let first = 0; first < conversations; first += inOneTransaction) {
      const end = Math.min(first + inOneTransaction, conversations)
      await client.query('begin')
      for (const [place, phone] of prototypePhones.entries()) {
        const { rows } = await client.query<{ key: string }>(keyOf, [`phone:${phone}`])
        if (!rows[0]) throw new Error('Chasqui did not store the conversation that was to be copied')
        for (const text of copies)
          await client.query(text, [rows[0].key, phone, first, end - 1, prototypePhones.length, place])
      }
      await client.query('commit')
      onProgress(end)
    }
    // As autovacuum leaves it sooner or later.
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

const inOneTransaction = 50_000

const keyOf = `select key from alias where alias like '%' || $1`

/** Each `n` from $3 to $4 whose prototype this is has a phone and a key of its own, as scattered as real ones. */
const copiesOf = `
  cross join lateral (select n from generate_series($3::int, $4::int) n where n % $5::int = $6::int) place
  cross join lateral (select ${phoneInSql('n')} as phone) its
  cross join lateral (select 'c' || substr(md5(its.phone), 1, 24) as key) own`

const adapted = (column: string) => `replace(replace(${column}, $1, own.key), $2, its.phone)`

const copies = [
  `insert into conversation (workshop, key, version, due_at, seat, data)
    select workshop, own.key, version, due_at, seat, ${adapted('data')} from conversation ${copiesOf} where conversation.key = $1`,
  `insert into alias (workshop, alias, key)
    select workshop, ${adapted('alias')}, own.key from alias ${copiesOf} where alias.key = $1 on conflict do nothing`,
  `insert into message (workshop, conversation, number, version, data)
    select workshop, own.key, number, version, ${adapted('data')} from message ${copiesOf} where conversation = $1`,
  `insert into seen (workshop, conversation, id, day, arrived_at)
    select workshop, own.key, ${adapted('id')}, day, arrived_at from seen ${copiesOf} where conversation = $1`,
]
