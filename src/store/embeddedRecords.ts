import { existsSync, statSync } from 'node:fs'
import type { Appointment } from '../agenda/appointment.ts'
import { findAppointment, place } from './appointments.ts'
import { cures, type Finding } from './check/finding.ts'
import type { Contacts } from './contacts.ts'
import { type DocumentKey, Documents, type Range, type Snapshot } from './documents.ts'
import { storeFile } from './embedded.ts'
import { everything, keys, under } from './keys.ts'
import { isListed, listings } from './listings.ts'
import { refuseOtherVersion, versionOf } from './migrations.ts'
import { masked, type Overview, type Records, type StoredItem } from './records.ts'
import type { ConversationRow, Entry, MessageRow } from './store.ts'

/**
 * What the embedded store has, also beside a running server.
 * @returns undefined when there is no store in the folder
 * @throws DataTooNewError, DataTooOldError
 */
export async function openEmbeddedRecords(folder: string): Promise<Records | undefined> {
  if (!existsSync(storeFile(folder))) return undefined
  const documents = new Documents(storeFile(folder), { readOnly: true })
  const records = new EmbeddedRecords(documents, folder)
  try {
    refuseOtherVersion(records.stored, folder)
    return records
  } catch (error) {
    await records.close()
    throw error
  }
}

/** Records that are handed out at once. */
const atOnce = 500

class EmbeddedRecords implements Records {
  readonly place: string
  readonly stored: Snapshot
  readonly #documents: Documents

  constructor(documents: Documents, folder: string) {
    this.#documents = documents
    this.stored = documents.snapshot()
    this.place = folder
  }

  async *all(): AsyncGenerator<StoredItem[]> {
    let batch: StoredItem[] = []
    for (const record of this.#each()) {
      batch.push(record)
      if (batch.length < atOnce) continue
      yield batch
      batch = []
    }
    yield batch
  }

  async overview(now: number, workshop?: string): Promise<Overview> {
    const count = (kind: string) => this.stored.count(under(kind))
    const ofIt = (kind: string) =>
      this.stored.count(workshop === undefined ? under(kind) : under(kind, workshop))
    return {
      version: versionOf(this.stored),
      bytes: statSync(storeFile(this.place)).size,
      total: this.stored.count(everything),
      conversations: ofIt('conversation'),
      messages: ofIt('message'),
      appointments: ofIt('appointment'),
      days: ofIt('day'),
      seen: count('seen'),
      entries: count('entry'),
      dueNow: this.stored.count({ start: ['due'], end: ['due', now + 1] }),
      nextDue: this.#nextDue(now),
    }
  }

  async overdue(before: number, most: number): Promise<{ count: number; since: number | undefined }> {
    const late = [...this.stored.range({ start: ['due'], end: ['due', before], limit: most })]
    return { count: late.length, since: late[0] && Number(late[0].key[1]) }
  }

  async workshops(): Promise<string[]> {
    const found: string[] = []
    const { start, end } = under('conversation')
    for (let from = start; ; from = ['conversation', `${found.at(-1)}\u0000`]) {
      const [first] = this.stored.range({ start: from, end, limit: 1 })
      if (!first) return found
      found.push(String(first.key[1]))
    }
  }

  async find(workshop: string, alias: string): Promise<string | undefined> {
    return this.stored.get<string>(keys.alias(workshop, alias))
  }

  async conversation(workshop: string, key: string): Promise<ConversationRow | undefined> {
    return this.stored.get<ConversationRow>(keys.conversation(workshop, key))
  }

  async message(workshop: string, key: string, number: number): Promise<MessageRow | undefined> {
    return this.stored.get<MessageRow>(keys.message(workshop, key, number))
  }

  async appointment(workshop: string, id: string): Promise<Appointment | undefined> {
    return findAppointment(this.stored, workshop, id)
  }

  async *indices(tick: () => void): AsyncGenerator<Finding> {
    for (const value of this.#values<ConversationRow>(under('conversation'))) yield* this.#indexed(value)
    for (const { key, value } of this.stored.range<string>(under('alias'))) {
      tick()
      yield* this.#aliasLeads(String(key[1]), String(key[2]), value)
    }
    for (const { key } of this.stored.range(under('due'))) {
      tick()
      yield* this.#dueLeads(Number(key[1]), String(key[2]), String(key[3]))
    }
    for (const kind of ['conversation', 'message'] as const)
      for (const { key, value } of this.stored.range(under(kind)))
        for (const each of listings[kind](key, value))
          if (this.stored.get(each) === undefined) {
            const what = `it is not on the list of what is ${each[0]}`
            yield { where: `${kind} ${shown(key)}`, what, cure: cures.rebuild }
          }
    for (const kind of ['attended', 'troubled'])
      for (const { key } of this.stored.range(under(kind))) {
        tick()
        if (isListed(this.stored, key)) continue
        const where = `${kind} ${shown(key)}`
        yield { where, what: 'the list has it, and it is not so', cure: cures.rebuild }
      }
    for (const { key, value } of this.stored.range<Appointment[]>(under('day')))
      for (const appointment of value) yield* this.#onItsDay(String(key[1]), String(key[2]), appointment)
    for (const { key, value: date } of this.stored.range<string>(under('appointment'))) {
      tick()
      if (findAppointment(this.stored, String(key[1]), String(key[2]))) continue
      const what = `the index has it on ${date}, where it is not`
      yield { where: `appointment ${key[2]}`, what, cure: cures.rebuild }
    }
  }

  async close(): Promise<void> {
    this.stored.close()
    await this.#documents.close()
  }

  *#each(): Generator<StoredItem> {
    for (const conversation of this.#values<ConversationRow>(under('conversation')))
      yield { record: 'conversation', conversation } as StoredItem
    for (const { key, value: message } of this.stored.range<MessageRow>(under('message')))
      yield { record: 'message', workshop: String(key[1]), key: String(key[2]), message } as StoredItem
    for (const day of this.#values<Appointment[]>(under('day')))
      for (const appointment of day.toSorted(byPlace))
        yield { record: 'appointment', appointment: { ...appointment } }
    for (const { key, value: arrivedAt } of this.stored.range<number>(under('seen'))) {
      const [, day, workshop, conversation, id] = key as [string, number, string, string, string]
      yield { record: 'seen', workshop, key: conversation, id, day, arrivedAt }
    }
    for (const entry of this.#values<Entry>(under('entry'))) yield { record: 'entry', entry: { ...entry } }
    for (const { key, value } of this.stored.range<Contacts>(under('contacts')))
      yield { record: 'contacts', portfolio: String(key[1]), contacts: value }
  }

  *#values<T>(range: Range): Generator<T> {
    for (const { value } of this.stored.range<T>(range)) yield value
  }

  #nextDue(now: number): number | undefined {
    const later = { start: ['due', now + 1], end: ['due', Number.MAX_VALUE], limit: 1 }
    for (const { key } of this.stored.range(later)) return Number(key[1])
    return undefined
  }

  *#indexed({ workshop, key, aliases, dueAt }: ConversationRow): Generator<Finding> {
    const where = `conversation ${key}`
    for (const alias of aliases) {
      const owner = this.stored.get<string>(keys.alias(workshop, alias))
      if (owner === key) continue
      yield { where, what: `its alias ${masked(alias)} leads to ${owner ?? 'nobody'}`, cure: cures.rebuild }
    }
    if (dueAt !== null && this.stored.get(keys.due(dueAt, workshop, key)) === undefined)
      yield { where, what: 'it is not in the index of what is due', cure: cures.rebuild }
  }

  *#aliasLeads(workshop: string, alias: string, key: string): Generator<Finding> {
    const found = this.stored.get<ConversationRow>(keys.conversation(workshop, key))
    if (found?.aliases.some((each) => keys.alias(workshop, each)[2] === alias)) return
    const what = `it leads to conversation ${key}, which does not have it`
    yield { where: `alias ${masked(alias)}`, what, cure: cures.rebuild }
  }

  *#dueLeads(at: number, workshop: string, key: string): Generator<Finding> {
    const found = this.stored.get<ConversationRow>(keys.conversation(workshop, key))
    if (found?.dueAt === at) return
    const what = `the index has it due at ${new Date(at).toISOString()}, and it is not`
    yield { where: `conversation ${key}`, what, cure: cures.rebuild }
  }

  *#onItsDay(workshop: string, date: string, { id, start }: Appointment): Generator<Finding> {
    const where = `appointment ${id}`
    if (start.slice(0, 10) !== date)
      yield { where, what: `it begins ${start} and stands on ${date}`, cure: cures.report }
    if (this.stored.get(keys.appointment(workshop, id)) !== date)
      yield { where, what: `it stands on ${date}, and is not found by its id`, cure: cures.rebuild }
  }
}

function byPlace(a: Appointment, b: Appointment): number {
  return place(a) < place(b) ? -1 : 1
}

/** Without its kind and the workshop. */
function shown(key: DocumentKey): string {
  return Array.from(key).slice(2).join(' ')
}
