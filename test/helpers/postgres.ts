import pg from 'pg'
import { Cluster } from './cluster.ts'
import { closeAfterTest } from './open.ts'

type Server = Pick<Cluster, 'url' | 'stop'>

let server: Promise<Server> | undefined
let databases = 0
const unused: string[] = []

/**
 * A database of the test's own in which nothing is stored, on the PostgreSQL at `TEST_DATABASE_URL`, or on one that is
 * started for all tests of the run.
 * @returns its URL
 */
export async function freshDatabase(): Promise<string> {
  const url = unused.pop() ?? (await newDatabase())
  closeAfterTest(async () => {
    await clear(url)
    unused.push(url)
  })
  return url
}

/** Sends away who is still there, and removes everything but the schema: making a database takes longer than most tests. */
export async function clear(url: string): Promise<void> {
  await onServer(url, empty)
}

/** A database in which nobody ever was, gone after the test. */
export async function emptyDatabase(): Promise<string> {
  const url = await newDatabase()
  closeAfterTest(() => drop(url))
  return url
}

/** Runs one statement on a connection of its own. */
export async function onServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** Ends the PostgreSQL that was started for this run, or leaves the given one as it was. */
export async function stopServer(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) await Promise.all(unused.map(drop))
  await (await server?.catch(() => undefined))?.stop()
}

async function newDatabase(): Promise<string> {
  server ??= process.env.TEST_DATABASE_URL
    ? Promise.resolve(given(process.env.TEST_DATABASE_URL))
    : Cluster.start('fsync=off')
  const { url } = await server
  const own = new URL(url)
  own.pathname = `/chasqui_${process.pid}_${++databases}`
  await onServer(url, `create database ${own.pathname.slice(1)}`)
  return own.href
}

async function drop(url: string): Promise<void> {
  const { url: home } = (await server)!
  await onServer(home, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
}

const empty = `do $$ declare names text; begin
  perform pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid();
  select string_agg(tablename, ', ') into names from pg_tables where schemaname = 'public' and tablename <> 'meta';
  if names is not null then execute 'truncate ' || names || ' cascade'; end if;
end $$`

function given(url: string): Server {
  return { url, stop: async () => {} }
}
