import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import type { Database } from './database.ts'

/** A numbered file of SQL. */
export interface Step {
  version: number
  /** The program must know this version at least to work on what the step leaves. */
  needs: number
  sql: string
}

/**
 * In order. A step is never changed once it was released. It says in its first line which version a program must know at
 * least to work on its result: `-- needs 3`. One that only adds something says what the step before it said, and then
 * two versions of the program can work side by side, as in a rolling restart. What is no longer used goes in a later
 * release than the program that stopped using it.
 */
export const steps: Step[] = readSteps(new URL('./migrations/', import.meta.url))

/** The version of the schema that this program knows. */
export const latest = steps.length

/**
 * Brings the schema up to date. Of nodes that start at once one does it, and the others wait.
 * @throws SchemaTooNewError, OlderNodesError, MissingExtensionError, or PostgreSQL's own
 */
export async function migrate(database: Database, list = steps): Promise<void> {
  // It may take as long as it takes.
  const client = await database.client({ query_timeout: 0 })
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0; begin')
    // Any number will do, as long as nothing else in the database locks by it.
    await client.query('select pg_advisory_xact_lock(7243017)')
    await client.query(meta)
    const { version, needs } = await present(client)
    if (needs > list.length) throw new SchemaTooNewError(version, needs, list.length)
    for (const step of list.slice(version)) await take(client, step)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/** The schema as it is: its version, and which version a program must know at least. */
export async function present(client: pg.ClientBase): Promise<{ version: number; needs: number }> {
  const { rows } = await client.query<{ version: number; needs: number }>(
    `select coalesce(max(version), 0) as version, coalesce(max(needs), 0) as needs from meta where workshop = '*'`,
  )
  return rows[0]!
}

async function take(client: pg.ClientBase, { version, needs, sql }: Step): Promise<void> {
  if (version > 1) {
    const { rowCount } = await client.query(
      `select 1 from seat where workshop = '*' and knows < $1 and beat_at > now() - interval '10 s'`,
      [needs],
    )
    if (rowCount) throw new OlderNodesError(version, needs, rowCount)
  }
  try {
    await client.query(sql)
  } catch (error) {
    if (isMissing((error as { code?: string }).code)) throw new MissingExtensionError(error)
    throw error
  }
  await client.query(`insert into meta values ('*', $1, $2, now())`, [version, needs])
}

/** The extension is not there, or may not be made. */
function isMissing(code: string | undefined): boolean {
  return code === '0A000' || code === '58P01' || code === '42501'
}

function readSteps(folder: URL): Step[] {
  const files = readdirSync(folder).sort()
  return files.map((file, index) => {
    const sql = readFileSync(new URL(file, folder), 'utf8')
    const needs = /^-- needs (\d+)\n/.exec(sql)?.[1]
    if (Number(file.slice(0, 4)) !== index + 1 || needs === undefined)
      throw new Error(`${file} must be number ${index + 1} and begin with a line like '-- needs 1'`)
    return { version: index + 1, needs: Number(needs), sql }
  })
}

/** A newer Chasqui changed the schema so that this one cannot work on it. */
export class SchemaTooNewError extends Error {
  override name = 'SchemaTooNewError' as const

  constructor(version: number, needs: number, known: number) {
    super(
      `The database is of version ${version} and needs a Chasqui that knows version ${needs}; this one knows ${known}. Run the newer Chasqui.`,
    )
  }
}

/** Nodes that could not work on what the next step makes of the schema are still running. */
export class OlderNodesError extends Error {
  override name = 'OlderNodesError' as const

  constructor(version: number, needs: number, count: number) {
    super(
      `The database cannot go to version ${version} yet: ${count} running nodes do not know version ${needs}. Stop them, or run the release in between first.`,
    )
  }
}

/** PostgreSQL cannot, or may not, give what double booking is excluded with. */
export class MissingExtensionError extends Error {
  override name = 'MissingExtensionError' as const

  constructor(cause: unknown) {
    super(
      'PostgreSQL lacks the extension btree_gist, or this user may not create it or tables. Install postgresql-contrib, and as a superuser: create extension btree_gist; and make this user the owner of the database.',
      { cause },
    )
  }
}

const meta = `create table if not exists meta (
  workshop text collate "C" not null,
  version integer not null,
  needs integer not null,
  taken_at timestamptz not null,
  primary key (workshop, version))`
