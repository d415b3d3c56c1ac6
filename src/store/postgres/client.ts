import pg from 'pg'
import type { Hosts } from './hosts.ts'

/** So long, in ms, PostgreSQL may take for a statement, waiting for locks included. */
const patience = 3_000

/** What every connection is like. */
export const settings: pg.ClientConfig = {
  application_name: 'chasqui',
  keepAlive: true,
  // Longer than the server's own, so that its word comes first.
  query_timeout: patience + 2_000,
  types: {
    // Our whole numbers are all small enough to be exact.
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === pg.types.builtins.INT8
        ? Number
        : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
  },
  // What is asked for in one go travels in one go.
  ...{ pipeline: true },
}

/** A connection that knows where it leads. */
export class HostClient extends pg.Client {
  readonly url: string

  constructor(url: string, config?: pg.ClientConfig) {
    super({ ...config, connectionString: url })
    this.url = url
    // Whoever runs a statement on it hears of it.
    this.on('error', () => {})
  }

  /** Ends it without a word, as when nothing is heard of it any more. */
  drop(): void {
    this.connection.stream.destroy()
  }
}

/** Makes a new connection ready. @throws an Error when the server takes no writes */
export async function prepare(client: pg.ClientBase): Promise<void> {
  // The statements are few and always run the same way: planning each anew would cost more than running it.
  await client.query(
    `set statement_timeout = ${patience}; set lock_timeout = ${patience}; set jit = off;
     set plan_cache_mode = force_generic_plan; set idle_in_transaction_session_timeout = ${4 * patience}`,
  )
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
  if (rows[0]?.standby) throw new Error('it is a standby, and takes no writes')
}

/** A connection of its own to the server that takes writes; each is tried once. */
export async function connect(hosts: Hosts, options: pg.ClientConfig): Promise<HostClient> {
  for (let attempt = 1; ; attempt++) {
    const url = hosts.present
    const client = new HostClient(url, { ...settings, connectionTimeoutMillis: patience, ...options })
    try {
      await client.connect()
      await prepare(client)
      return client
    } catch (error) {
      hosts.leave(url)
      await client.end().catch(() => {})
      if (attempt >= hosts.count) throw error
    }
  }
}
