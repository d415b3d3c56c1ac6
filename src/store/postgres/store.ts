import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Appointment } from '../../agenda/appointment.ts'
import { place } from '../appointments.ts'
import type { Claim } from '../contacts.ts'
import { Lanes } from '../lanes.ts'
import { isTroubled, troubledAt } from '../listings.ts'
import { newKey } from '../newKey.ts'
import type {
  Changes,
  ConversationRow,
  Entry,
  Join,
  Look,
  MessageRow,
  News,
  Page,
  Store,
  View,
  Whose,
} from '../store.ts'
import { lastMessages, StoreUnavailableError } from '../store.ts'
import { appointmentsAfter, findAppointment } from './agenda.ts'
import { allowContacts, contact, moveContact, waiveContact } from './contacts.ts'
import { Database } from './database.ts'
import { due, nextDue } from './due.ts'
import { ChangedMeanwhileError } from './errors.ts'
import { forget } from './forget.ts'
import { shortened } from './ids.ts'
import { joinConversations } from './join.ts'
import { Keys } from './keys.ts'
import { Memory } from './memory.ts'
import { latest, migrate } from './migrate.ts'
import { type Pace, usual } from './pace.ts'
import { Pruning } from './prune.ts'
import { read } from './read.ts'
import { Seats } from './seats.ts'
import { PostgresView } from './view.ts'

/**
 * The store for many machines: any number of equal nodes over one PostgreSQL. A turn reads in one statement, unless this
 * node remembers what it would read, and writes in another, on the condition that all of it still stands, and else is run
 * again: no connection and no lock is held while it is thought about.
 * @param url `DATABASE_URL`
 * @param isFrozen see `openStore`
 * @throws StoreUnavailableError, SchemaTooNewError, MissingExtensionError
 */
export async function openPostgresStore<C extends ConversationRow, M extends MessageRow>(
  url: string,
  now: () => number,
  pace: Pace = usual,
  { isFrozen = true }: { isFrozen?: boolean } = {},
): Promise<Store<C, M>> {
  const database = new Database(url, pace.patience, { isFrozen })
  const seats = new Seats(database, randomBytes(8).toString('hex'), latest, pace)
  try {
    await migrate(database)
    await seats.open()
  } catch (error) {
    await seats.close()
    await database.close()
    throw error
  }
  return new PostgresStore<C, M>(database, seats, now, pace)
}

class PostgresStore<C extends ConversationRow, M extends MessageRow> implements Store<C, M> {
  readonly #database: Database
  readonly #seats: Seats
  readonly #now: () => number
  readonly #pace: Pace
  readonly #lanes = new Lanes()
  readonly #keys = new Keys()
  readonly #memory: Memory
  readonly #pruning: Pruning
  #closed: Promise<void> | undefined

  constructor(database: Database, seats: Seats, now: () => number, pace: Pace) {
    this.#database = database
    this.#seats = seats
    this.#now = now
    this.#pace = pace
    this.#memory = new Memory(this.#keys, database)
    this.#pruning = new Pruning(database, now)
    database.whenMoved = () => this.#memory.clear()
  }

  get node(): string {
    return this.#seats.node
  }

  async turn<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<T> {
    // Within this node turns wait for each other; between nodes the conditions of their commits decide.
    const lane = `${whose.workshop}/${'key' in whose ? whose.key : this.#keys.of(whose.workshop, whose.aliases)}`
    return this.#lanes.run(lane, async () => {
      const deadline = performance.now() + this.#pace.persistence
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#try(whose, work)
        } catch (error) {
          if (!(error instanceof ChangedMeanwhileError)) throw error
          if (performance.now() > deadline) throw new StoreUnavailableError(error)
          // The first time it is likely over; then the others are many, and not all should come back at once.
          if (attempt > 1) await wait(Math.random() * 10 * attempt)
        }
      }
    })
  }

  async find(workshop: string, alias: string): Promise<string | undefined> {
    const rows = await this.#database.run<{ key: string }>(byAlias, [workshop, shortened(alias)])
    return rows[0]?.key
  }

  async findMessage(
    workshop: string,
    aliases: string[],
    wamid: string,
  ): Promise<{ key: string; number: number } | undefined> {
    const { key } = await read(this.#database, { workshop, aliases })
    if (key === undefined) return undefined
    const last = await this.messages(workshop, key, { limit: lastMessages })
    const found = last.findLast((message) => message.wamid === wamid)
    return found && { key, number: found.number }
  }

  async conversation(workshop: string, key: string): Promise<C | undefined> {
    const [row] = await this.#database.run<Row>(byKey, [workshop, key])
    return row && JSON.parse(row.data)
  }

  async conversations(
    workshop: string,
    page: { cursor?: string; limit: number; attention?: 'human' },
  ): Promise<Page<C>> {
    const rows = await this.#database.run<Row & { key: string }>(page.attention ? attended : fromKey, [
      workshop,
      page.cursor ?? '',
      page.limit + 1,
    ])
    return { items: documents(rows.slice(0, page.limit)), next: rows[page.limit]?.key ?? null }
  }

  async troubled(
    workshop: string,
    { cursor, limit, keep = () => true }: { cursor?: string; limit: number; keep?: (message: M) => boolean },
  ): Promise<Page<{ key: string; message: M }>> {
    const items: { key: string; message: M }[] = []
    for (let after = cursor ?? newest; ; ) {
      const values = [workshop, ...after.split(' '), limit + 1]
      const rows = await this.#database.run<Row & { key: string }>(troubled, values)
      const found = rows.map(({ key, data }) => ({ key, message: JSON.parse(data) as M }))
      for (const each of found) {
        if (!isTroubled(each.message.outbound?.state) || !keep(each.message)) continue
        if (items.length === limit)
          return { items, next: troubledAt(items.at(-1)!.key, items.at(-1)!.message) }
        items.push(each)
      }
      if (found.length <= limit) return { items, next: null }
      after = troubledAt(found.at(-1)!.key, found.at(-1)!.message)
    }
  }

  async messages(workshop: string, key: string, page: { before?: number; limit: number }): Promise<M[]> {
    const before = page.before ?? highestNumber
    return documents<M>(await this.#database.run<Row>(before_, [workshop, key, before, page.limit])).reverse()
  }

  async appointment(workshop: string, id: string): Promise<Appointment | undefined> {
    return findAppointment(this.#database, workshop, id)
  }

  async appointments(
    workshop: string,
    range: { from?: string; to?: string; cursor?: string; limit: number; keep?: (a: Appointment) => boolean },
  ): Promise<Page<Appointment>> {
    const { to = '\u{10ffff}', limit, keep = () => true } = range
    let [day = range.from ?? '', after = ''] = range.cursor?.split(' ') ?? []
    const items: Appointment[] = []
    for (;;) {
      const found = await appointmentsAfter(this.#database, { workshop, day, after, to, limit: limit + 1 })
      for (const appointment of found.filter(keep)) {
        if (items.length === limit) return { items, next: cursorAt(items.at(-1)!) }
        items.push(appointment)
      }
      if (found.length <= limit) return { items, next: null }
      ;[day, after] = cursorAt(found.at(-1)!).split(' ') as [string, string]
    }
  }

  async due(now: number, limit: number): Promise<{ workshop: string; key: string; dueAt: number }[]> {
    return due(this.#database, this.#seats, now, limit)
  }

  async nextDue(): Promise<number | undefined> {
    return nextDue(this.#database, this.#seats)
  }

  async isGone(node: string | undefined): Promise<boolean> {
    return this.#seats.isGone(node)
  }

  get news(): News {
    return this.#seats
  }

  watch(look: Look): void {
    this.#seats.watch(look)
  }

  async trouble(): Promise<string | undefined> {
    try {
      await this.#database.ping()
      return undefined
    } catch (error) {
      const cause = (error as Error).cause ?? error
      return `The database cannot be reached: ${(cause as Error).message}`
    }
  }

  async forget(
    workshop: string,
    key: string,
    change: (appointment: Appointment) => Appointment | undefined,
  ): Promise<boolean> {
    return this.#lanes.run(`${workshop}/${key}`, async () => {
      this.#memory.drop(workshop, key)
      const transaction = await this.#database.begin()
      try {
        return await forget(transaction, workshop, key, change, this.#now())
      } finally {
        await transaction.rollback()
      }
    })
  }

  async join(workshop: string, elder: string, younger: string, join: Join<C, M>): Promise<boolean> {
    const lanes = [elder, younger].sort().map((key) => `${workshop}/${key}`)
    return this.#lanes.runAll([...lanes, `agenda ${workshop}`], async () => {
      const transaction = await this.#database.begin()
      try {
        const stamp = { seat: this.#seats.number, now: this.#now() }
        return await joinConversations(transaction, { workshop, elder, younger }, join, stamp)
      } finally {
        await transaction.rollback()
      }
    })
  }

  contact(portfolio: string, now: number, most: number, claim?: Claim): Promise<number | undefined> {
    return contact(this.#database, portfolio, now, most, claim)
  }

  waiveContact(portfolio: string, id: string): Promise<void> {
    return waiveContact(this.#database, portfolio, id)
  }

  moveContact(portfolio: string, from: number, to?: number): Promise<void> {
    return moveContact(this.#database, portfolio, from, to)
  }

  allowContacts(portfolio: string, most: number | null): Promise<void> {
    return allowContacts(this.#database, portfolio, most)
  }

  async record(entry: Entry): Promise<void> {
    await this.#database.run(put, ['*', entry.at, shortened(entry.id), JSON.stringify(entry)])
  }

  async removeEntry({ id, at }: Pick<Entry, 'id' | 'at'>): Promise<void> {
    await this.#database.run(removeEntry, [at, shortened(id)])
  }

  async entries(page: { cursor?: string; limit: number }): Promise<Page<Entry>> {
    const [at = '0', ...id] = page.cursor?.split(' ') ?? []
    const values = [Number(at), id.join(' '), page.limit + 1]
    const rows = await this.#database.run<Row & { at: number; id: string }>(fromEntry, values)
    const next = rows[page.limit]
    return { items: documents(rows.slice(0, page.limit)), next: next ? `${next.at} ${next.id}` : null }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await this.#pruning.stop()
    await this.#seats.close()
    await this.#database.close()
  }

  async #try<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<T> {
    // Where there are others, a customer's next message may have gone to any of them: to think about it twice costs more
    // than to read.
    const mayRemember = whose.goesOn || this.#seats.isAlone
    const remembered = mayRemember ? this.#memory.recall(whose) : undefined
    const found = remembered ?? (await read(this.#database, whose))
    const { workshop } = whose
    const key = found.key ?? newKey()
    const view = new PostgresView<C, M>(this.#database, this.#lanes, whose, found, key)
    try {
      const { changes, result } = await work(view)
      await view.commit(changes, { seat: this.#seats.number, now: this.#now() })
      this.#memory.keep(workshop, key, view.read, changes)
      const isKnown = found.key !== undefined || changes.conversation !== undefined
      if ('aliases' in whose && isKnown) this.#keys.remember(workshop, whose.aliases, key)
      return result
    } catch (error) {
      this.#memory.drop(workshop, key)
      // What failed over something that is over need not fail again.
      throw remembered && !(error instanceof StoreUnavailableError) ? new ChangedMeanwhileError(error) : error
    } finally {
      await view.release()
    }
  }
}

interface Row {
  data: string
}

function documents<T>(rows: Row[]): T[] {
  return rows.map(({ data }) => JSON.parse(data))
}

function cursorAt(appointment: Appointment): string {
  return `${appointment.start.slice(0, 10)} ${place(appointment)}`
}

const highestNumber = 2_147_483_647

const byAlias = { name: 'by alias', text: 'select key from alias where workshop = $1 and alias = $2' }

const byKey = { name: 'by key', text: 'select data from conversation where workshop = $1 and key = $2' }

const fromKey = {
  name: 'from key',
  text: 'select key, data from conversation where workshop = $1 and key >= $2 order by key limit $3',
}

const attended = {
  name: 'attended from key',
  text: `select key, data from conversation where workshop = $1 and is_attended and key >= $2 order by key limit $3`,
}

/** Before every message that did not arrive. */
const newest = `${Number.MAX_SAFE_INTEGER}  0`

const troubled = {
  name: 'troubled',
  text: `select conversation as key, data from message
    where workshop = $1 and troubled_at is not null and (troubled_at, conversation, number) < ($2, $3, $4)
    order by troubled_at desc, conversation desc, number desc limit $5`,
}

const before_ = {
  name: 'messages before',
  text: `select data from message where workshop = $1 and conversation = $2 and number < $3
    order by number desc limit $4`,
}

const put = {
  name: 'put entry',
  text: `insert into entry (workshop, at, id, data) values ($1, $2, $3, $4)
    on conflict (workshop, at, id) do update set data = excluded.data`,
}

const removeEntry = { name: 'remove entry', text: 'delete from entry where at = $1 and id = $2' }

const fromEntry = {
  name: 'from entry',
  text: 'select at, id, data from entry where (at, id) >= ($1, $2) order by at, id limit $3',
}
