import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Appointment } from '../agenda/appointment.ts'
import { AliasClaims } from './aliasClaims.ts'
import { findAppointment, place } from './appointments.ts'
import {
  type Claim,
  type Contacts,
  countContact,
  movedContact,
  noContacts,
  withoutClaim,
} from './contacts.ts'
import { Batch, type DocumentKey, Documents } from './documents.ts'
import { staging } from './embeddedStaging.ts'
import { EmbeddedView } from './embeddedView.ts'
import { forgetting } from './forget.ts'
import { joining } from './join.ts'
import { keys } from './keys.ts'
import { Lanes } from './lanes.ts'
import { listings, troubledAt } from './listings.ts'
import { migrate } from './migrations.ts'
import { newKey } from './newKey.ts'
import { prune } from './prune.ts'
import { freeAt, reserve } from './room.ts'
import { claimFolder } from './socket.ts'
import {
  type Changes,
  type ConversationRow,
  type Entry,
  type Join,
  lastMessages,
  type MessageRow,
  type Page,
  type Store,
  type View,
  type Whose,
} from './store.ts'

/** The default store: lowdb documents in one LMDB file, for one server. `isFrozen`: see `Documents`. */
export async function openEmbeddedStore<C extends ConversationRow, M extends MessageRow>(
  folder: string,
  now: () => number,
  { isFrozen = true }: { isFrozen?: boolean } = {},
): Promise<Store<C, M>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = await claimFolder(folder)
  let documents: Documents | undefined
  try {
    documents = new Documents(storeFile(folder), { recent: mostRecent, isFrozen, listings })
    await migrate(documents, folder)
    return new EmbeddedStore<C, M>(documents, folder, release, now)
  } catch (error) {
    await documents?.close()
    await release()
    throw error
  }
}

/** Documents kept in memory, a few kB each: some 20 MB, whatever is stored. */
const mostRecent = 4_096

/** Where the embedded store keeps everything. */
export function storeFile(folder: string): string {
  return join(folder, 'chasqui.lmdb')
}

class EmbeddedStore<C extends ConversationRow, M extends MessageRow> implements Store<C, M> {
  readonly node = randomBytes(8).toString('hex')
  readonly #documents: Documents
  readonly #folder: string
  readonly #release: () => Promise<void>
  readonly #now: () => number
  readonly #lanes = new Lanes()
  readonly #claims = new AliasClaims()
  readonly #hourly: NodeJS.Timeout
  #pruning = Promise.resolve()

  constructor(documents: Documents, folder: string, release: () => Promise<void>, now: () => number) {
    this.#documents = documents
    this.#folder = folder
    this.#release = release
    this.#now = now
    this.#hourly = setInterval(() => this.#prune(), hour).unref()
    this.#prune()
  }

  async turn<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<T> {
    // A turn lets go of its lane before it enters another one: a join has two, and would wait for it in vain.
    for (;;) {
      const outcome = await this.#try(whose, work)
      if (outcome) return outcome.result
    }
  }

  /** @returns undefined when it has to be found anew whose turn it is: somebody who was waited for has changed that */
  async #try<T>(
    whose: Whose,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<{ result: T } | undefined> {
    if ('key' in whose) return this.#run(whose, whose.key, work)
    const { workshop, aliases } = whose
    const { owners, free } = this.#look(workshop, aliases)
    const claimed = this.#claims.keysOf(free)
    const key = owners[0] ?? claimed[0] ?? newKey()
    const other = claimed.find((each) => each !== key)
    if (other !== undefined) {
      await this.#lanes.run(laneOf(workshop, other), async () => {})
      return undefined
    }
    if (free.length === 0) return this.#run(whose, key, work)
    const release = this.#claims.claim(free, key)
    try {
      return await this.#run(whose, key, work)
    } finally {
      release()
    }
  }

  /** @returns undefined when the aliases lead elsewhere by now */
  #run<T>(
    whose: Whose,
    key: string,
    work: (view: View<C, M>) => Promise<{ changes: Changes<C, M>; result: T }>,
  ): Promise<{ result: T } | undefined> {
    const { workshop } = whose
    return this.#lanes.run(laneOf(workshop, key), async () => {
      const owners = 'key' in whose ? [key] : this.#look(workshop, whose.aliases).owners
      if (owners.length > 0 && !owners.includes(key)) return undefined
      const others = owners.filter((each) => each !== key)
      const view = new EmbeddedView<C, M>(this.#documents, { workshop, key, others }, this.#lanes)
      try {
        const { changes, result } = await work(view)
        await this.#documents.commit(staging(this.#documents, view, changes, this.#now()))
        return { result }
      } finally {
        view.releaseAgenda()
      }
    })
  }

  async find(workshop: string, alias: string): Promise<string | undefined> {
    return this.#documents.get<string>(keys.alias(workshop, alias))
  }

  async findMessage(
    workshop: string,
    aliases: string[],
    wamid: string,
  ): Promise<{ key: string; number: number } | undefined> {
    for (const alias of aliases) {
      const key = await this.find(workshop, alias)
      if (key === undefined) continue
      const last = await this.messages(workshop, key, { limit: lastMessages })
      const found = last.findLast((message) => message.wamid === wamid)
      return found && { key, number: found.number }
    }
    return undefined
  }

  async conversation(workshop: string, key: string): Promise<C | undefined> {
    return this.#documents.get<C>(keys.conversation(workshop, key))
  }

  async conversations(
    workshop: string,
    page: { cursor?: string; limit: number; attention?: 'human' },
  ): Promise<Page<C>> {
    if (page.attention) return this.#attended(workshop, page)
    const start = keys.conversation(workshop, page.cursor ?? '')
    return this.#page<C>(start, ['conversation', `${workshop}\u0000`], page.limit, ({ key }) =>
      String(key[2]),
    )
  }

  async troubled(
    workshop: string,
    { cursor, limit, keep = () => true }: { cursor?: string; limit: number; keep?: (message: M) => boolean },
  ): Promise<Page<{ key: string; message: M }>> {
    const [at = Number.MAX_VALUE, key = '', number = 0] = cursor?.split(' ') ?? []
    const start: DocumentKey = keys.troubled(workshop, Number(at), key, Number(number))
    const items: { key: string; message: M }[] = []
    for (const row of this.#documents.range({ start, end: ['troubled', workshop], reverse: true })) {
      const [, , , key, number] = row.key as [string, string, number, string, number]
      const message = this.#documents.get<M>(keys.message(workshop, key, number))
      if (!message || !keep(message) || troubledAt(key, message) === cursor) continue
      if (items.length === limit) return { items, next: troubledAt(items.at(-1)!.key, items.at(-1)!.message) }
      items.push({ key, message })
    }
    return { items, next: null }
  }

  async messages(workshop: string, key: string, page: { before?: number; limit: number }): Promise<M[]> {
    const rows = this.#documents.range<M>({
      start: keys.message(workshop, key, (page.before ?? Number.MAX_SAFE_INTEGER) - 1),
      end: keys.message(workshop, key, -1),
      limit: page.limit,
      reverse: true,
    })
    return [...rows].map(({ value }) => value).reverse()
  }

  async appointment(workshop: string, id: string): Promise<Appointment | undefined> {
    return findAppointment(this.#documents, workshop, id)
  }

  async appointments(
    workshop: string,
    range: { from?: string; to?: string; cursor?: string; limit: number; keep?: (a: Appointment) => boolean },
  ): Promise<Page<Appointment>> {
    const [day = range.from ?? '', after = ''] = range.cursor?.split(' ') ?? []
    const items: Appointment[] = []
    const days = this.#documents.range<Appointment[]>({
      start: keys.day(workshop, day),
      end: keys.day(workshop, range.to ?? '\uffff'),
    })
    for (const { key, value } of days) {
      for (const appointment of value.filter(range.keep ?? (() => true)).sort(byStart)) {
        if (key[2] === day && place(appointment) <= after) continue
        if (items.length === range.limit) {
          const last = items.at(-1)!
          return { items, next: `${last.start.slice(0, 10)} ${place(last)}` }
        }
        items.push(appointment)
      }
    }
    return { items, next: null }
  }

  async due(now: number, limit: number): Promise<{ workshop: string; key: string; dueAt: number }[]> {
    const rows = this.#documents.range({ start: ['due'], end: ['due', now + 1], limit })
    return [...rows].map(({ key }) => ({
      dueAt: Number(key[1]),
      workshop: String(key[2]),
      key: String(key[3]),
    }))
  }

  async nextDue(): Promise<number | undefined> {
    for (const { key } of this.#documents.range({
      start: ['due'],
      end: ['due', Number.MAX_VALUE],
      limit: 1,
    })) {
      return Number(key[1])
    }
    return undefined
  }

  /** Nobody else can hold this store: whoever is not this process is gone. */
  async isGone(node: string | undefined): Promise<boolean> {
    return node !== this.node
  }

  watch(): void {}

  async trouble(): Promise<string | undefined> {
    if (freeAt(this.#folder) >= reserve) return undefined
    return `The disk of DATA_DIR (${this.#folder}) is full: make room`
  }

  async forget(
    workshop: string,
    key: string,
    change: (appointment: Appointment) => Appointment | undefined,
  ): Promise<boolean> {
    return this.#lanes.runAll([laneOf(workshop, key), `agenda ${workshop}`], async () => {
      const batch = forgetting(this.#documents, workshop, key, change)
      if (batch) await this.#documents.commit(batch)
      return batch !== undefined
    })
  }

  async join(workshop: string, elder: string, younger: string, join: Join<C, M>): Promise<boolean> {
    const lanes = [elder, younger].sort().map((key) => laneOf(workshop, key))
    return this.#lanes.runAll([...lanes, `agenda ${workshop}`], async () => {
      const batch = joining<C, M>(this.#documents, workshop, elder, younger, join)
      if (batch) await this.#documents.commit(batch)
      return batch !== undefined
    })
  }

  async contact(portfolio: string, now: number, most: number, claim?: Claim): Promise<number | undefined> {
    let waitUntil: number | undefined
    await this.#changeContacts(portfolio, (contacts) => {
      const outcome = countContact(contacts, now, most, claim)
      waitUntil = outcome.waitUntil
      return outcome.after
    })
    return waitUntil
  }

  waiveContact(portfolio: string, id: string): Promise<void> {
    return this.#changeContacts(portfolio, (contacts) => withoutClaim(contacts, id))
  }

  moveContact(portfolio: string, from: number, to?: number): Promise<void> {
    return this.#changeContacts(portfolio, (contacts) => movedContact(contacts, from, to))
  }

  allowContacts(portfolio: string, most: number | null): Promise<void> {
    return this.#changeContacts(portfolio, (contacts) => ({ ...contacts, most }))
  }

  async record(entry: Entry): Promise<void> {
    const batch = new Batch(this.#documents)
    batch.put(keys.entry(entry.at, entry.id), entry)
    await this.#documents.commit(batch)
  }

  async removeEntry({ id, at }: Pick<Entry, 'id' | 'at'>): Promise<void> {
    const batch = new Batch(this.#documents)
    batch.remove(keys.entry(at, id))
    await this.#documents.commit(batch)
  }

  async entries(page: { cursor?: string; limit: number }): Promise<Page<Entry>> {
    const [at = '0', ...id] = page.cursor?.split(' ') ?? []
    return this.#page<Entry>(
      keys.entry(Number(at), id.join(' ')),
      ['entry', Number.MAX_VALUE],
      page.limit,
      ({ value }) => `${value.at} ${value.id}`,
    )
  }

  async close(): Promise<void> {
    clearInterval(this.#hourly)
    await this.#pruning
    await this.#documents.close()
    await this.#release()
  }

  #attended(workshop: string, { cursor = '', limit }: { cursor?: string; limit: number }): Page<C> {
    const start = keys.attended(workshop, cursor)
    const end: DocumentKey = ['attended', `${workshop}\u0000`]
    const found = [...this.#documents.range({ start, end, limit: limit + 1 })].map(({ key }) =>
      String(key[2]),
    )
    const items = found.slice(0, limit).map((key) => this.#documents.get<C>(keys.conversation(workshop, key)))
    return { items: items.filter((each) => each !== undefined), next: found[limit] ?? null }
  }

  #changeContacts(portfolio: string, to: (contacts: Contacts) => Contacts): Promise<void> {
    return this.#lanes.run(`contacts ${portfolio}`, async () => {
      const batch = new Batch(this.#documents)
      const document = batch.open<Contacts>(keys.contacts(portfolio), noContacts)
      const after = to(document.data)
      if (after === document.data) return
      document.data = after
      document.write()
      await this.#documents.commit(batch)
    })
  }

  #prune(): void {
    // Where the disk fails there are others to tell of it; what could not be forgotten now is in an hour.
    this.#pruning = this.#pruning.then(() => prune(this.#documents, this.#now())).catch(() => {})
  }

  /** `owners`: the conversations to which these aliases lead, each once; `free`: those that lead nowhere yet, with their workshop. */
  #look(workshop: string, aliases: string[]): { owners: string[]; free: string[] } {
    const owners: string[] = []
    const free: string[] = []
    for (const alias of aliases) {
      const key = this.#documents.get<string>(keys.alias(workshop, alias))
      if (key === undefined) free.push(`${workshop}/${alias}`)
      else if (!owners.includes(key)) owners.push(key)
    }
    return { owners, free }
  }

  #page<T>(
    start: DocumentKey,
    end: DocumentKey,
    limit: number,
    cursor: (row: { key: DocumentKey; value: T }) => string,
  ): Page<T> {
    const rows = [...this.#documents.range<T>({ start, end, limit: limit + 1 })]
    const next = rows.length > limit ? cursor(rows[limit]!) : null
    return { items: rows.slice(0, limit).map(({ value }) => value), next }
  }
}

const hour = 3_600_000

function laneOf(workshop: string, key: string): string {
  return `${workshop}/${key}`
}

function byStart(a: Appointment, b: Appointment): number {
  return place(a) < place(b) ? -1 : 1
}
