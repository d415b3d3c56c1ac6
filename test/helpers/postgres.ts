import pg from 'pg'
import { Cluster } from './cluster.ts'
import { closeAfterTest } from './open.ts'

/** Names what belongs to this run; the processes of one have it from the first. */
const { TEST_RUN: run = String(process.pid) } = process.env

/** Where no other is given. */
let ours: Promise<Cluster> | undefined
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
  closeAfterTest(() => drop(new URL(url).pathname.slice(1)))
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

/** Has the processes that this one will start use one PostgreSQL, and so this one's. */
export async function shareServer(): Promise<void> {
  process.env.TEST_RUN = run
  process.env.TEST_DATABASE_URL = await serverUrl()
}

/** Ends the PostgreSQL that was started for this run, or leaves the given one as it was. */
export async function stopServer(): Promise<void> {
  const started = await ours?.catch(() => undefined)
  if (started) await started.stop()
  else if (process.env.TEST_DATABASE_URL) await dropAll()
}

async function serverUrl(): Promise<string> {
  const { TEST_DATABASE_URL: given } = process.env
  if (given) return given
  ours ??= Cluster.start('fsync=off')
  return (await ours).url
}

async function newDatabase(): Promise<string> {
  const url = await serverUrl()
  const own = new URL(url)
  own.pathname = `/${prefix}${process.pid}_${++databases}`
  await onServer(url, `create database ${own.pathname.slice(1)}`)
  return own.href
}

const prefix = `chasqui_${run}_`

async function dropAll(): Promise<void> {
  const named = `select datname from pg_database where starts_with(datname, '${prefix}')`
  for (const { datname } of await onServer(await serverUrl(), named)) await drop(String(datname))
}

async function drop(name: string): Promise<void> {
  await onServer(await serverUrl(), `drop database if exists ${name} with (force)`)
}

const empty = `do $$ declare names text; begin
  perform pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid();
  select string_agg(tablename, ', ') into names from pg_tables where schemaname = 'public' and tablename <> 'meta';
  if names is not null then execute 'truncate ' || names || ' cascade'; end if;
end $$`
