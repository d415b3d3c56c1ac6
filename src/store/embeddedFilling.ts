import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Appointment } from '../agenda/appointment.ts'
import { Batch, Documents } from './documents.ts'
import { storeFile } from './embedded.ts'
import { StoreNotEmptyError } from './import.ts'
import { everything, keys } from './keys.ts'
import { listings } from './listings.ts'
import type { StoredRecord } from './record.ts'
import type { Filling } from './records.ts'
import { claimFolder } from './socket.ts'

/**
 * Fills a folder in which nothing is stored yet.
 * @param folder DATA_DIR; no server may run on it
 * @throws StoreNotEmptyError, StoreInUseError
 */
export async function fillEmbeddedStore(folder: string): Promise<Filling> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = await claimFolder(folder)
  const temporary = join(folder, 'importing.lmdb')
  try {
    await refuseUsed(folder)
    // What an interrupted import left behind.
    remove(temporary)
    return new EmbeddedFilling(temporary, storeFile(folder), release)
  } catch (error) {
    await release()
    throw error
  }
}

/** A file of its own beside the store's, until all is there. */
class EmbeddedFilling implements Filling {
  readonly #temporary: string
  readonly #file: string
  readonly #release: () => Promise<void>
  readonly #documents: Documents

  constructor(temporary: string, file: string, release: () => Promise<void>) {
    this.#temporary = temporary
    this.#file = file
    this.#release = release
    this.#documents = new Documents(temporary, { listings })
  }

  async put(records: StoredRecord[]): Promise<void> {
    const batch = new Batch(this.#documents)
    for (const record of records) stage(batch, record)
    await this.#documents.commit(batch)
  }

  async keep(): Promise<void> {
    await this.#documents.close()
    remove(this.#file)
    renameSync(this.#temporary, this.#file)
  }

  async close(): Promise<void> {
    await this.#documents.close()
    remove(this.#temporary)
    await this.#release()
  }
}

async function refuseUsed(folder: string): Promise<void> {
  if (!existsSync(storeFile(folder))) return
  const documents = new Documents(storeFile(folder), { readOnly: true })
  const isUsed = [...documents.range({ ...everything, limit: 2 })].some(
    ({ key }) => key[0] !== keys.version[0],
  )
  await documents.close()
  if (isUsed)
    throw new StoreNotEmptyError(folder, 'Import into a DATA_DIR of its own, or move that one away.')
}

/** What a record is, and what is found by it. */
function stage(batch: Batch, record: StoredRecord): void {
  switch (record.record) {
    case 'chasqui':
      batch.put(keys.version, record.version)
      break
    case 'conversation': {
      const { workshop, key, aliases, dueAt } = record.conversation
      batch.put(keys.conversation(workshop, key), record.conversation)
      for (const alias of aliases) batch.put(keys.alias(workshop, alias), key)
      if (dueAt !== null) batch.put(keys.due(dueAt, workshop, key), 1)
      break
    }
    case 'message': {
      const { workshop, key, message } = record
      batch.put(keys.message(workshop, key, message.number), message)
      break
    }
    case 'appointment': {
      const { workshop, id, start } = record.appointment
      const date = start.slice(0, 10)
      const day = batch.open<Appointment[]>(keys.day(workshop, date), [])
      day.data = [...day.data, record.appointment as Appointment]
      day.write()
      batch.put(keys.appointment(workshop, id), date)
      break
    }
    case 'seen':
      batch.put(keys.seen(record.workshop, record.day, record.key, record.id), record.arrivedAt)
      break
    case 'entry':
      batch.put(keys.entry(record.entry.at, record.entry.id), record.entry)
      break
    case 'contacts':
      batch.put(keys.contacts(record.portfolio), record.contacts)
      break
  }
}

function remove(path: string): void {
  for (const each of [path, `${path}-lock`]) rmSync(each, { force: true })
}
