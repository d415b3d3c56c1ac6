import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Appointment } from '../agenda/appointment.ts'
import { Batch, Documents } from './documents.ts'
import { storeFile } from './embedded.ts'
import { everything, keys } from './keys.ts'
import { readRecord, type StoredRecord } from './record.ts'
import { Sequence } from './sequence.ts'
import { claimFolder } from './socket.ts'

/**
 * Makes a store of what another one exported: all of it or, whatever goes wrong, nothing.
 * @param folder DATA_DIR; no server may run on it, and nothing may be stored there yet
 * @param tick told of each line, how many bytes it has
 * @returns how many records were imported
 * @throws BrokenRecordError, StoreNotEmptyError, StoreInUseError, StoreUnavailableError
 */
export async function importStore(
  file: string,
  folder: string,
  tick: (bytes: number) => void,
): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = await claimFolder(folder)
  const temporary = join(folder, 'importing.lmdb')
  try {
    await refuseUsed(folder)
    // What an interrupted import left behind.
    remove(temporary)
    const records = await fill(temporary, file, tick)
    remove(storeFile(folder))
    renameSync(temporary, storeFile(folder))
    return records
  } finally {
    remove(temporary)
    await release()
  }
}

/** Records that are written in one commit. */
const atOnce = 1_000

async function refuseUsed(folder: string): Promise<void> {
  if (!existsSync(storeFile(folder))) return
  const documents = new Documents(storeFile(folder), { readOnly: true })
  const isUsed = [...documents.range({ ...everything, limit: 2 })].some(
    ({ key }) => key[0] !== keys.version[0],
  )
  await documents.close()
  if (isUsed) throw new StoreNotEmptyError(folder)
}

async function fill(path: string, file: string, tick: (bytes: number) => void): Promise<number> {
  const documents = new Documents(path)
  try {
    let batch = new Batch(documents)
    let records = 0
    for await (const record of recordsOf(file, tick)) {
      stage(batch, record)
      if (++records % atOnce > 0) continue
      await documents.commit(batch)
      batch = new Batch(documents)
    }
    await documents.commit(batch)
    // All lines but the first and the last.
    return records - 2
  } finally {
    await documents.close()
  }
}

async function* recordsOf(file: string, tick: (bytes: number) => void): AsyncGenerator<StoredRecord> {
  const sequence = new Sequence(file)
  const handle = await open(file)
  let line = 0
  const named = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw new BrokenRecordError(file, line, cause)
    }
  }
  for await (const text of handle.readLines()) {
    line++
    tick(Buffer.byteLength(text) + 1)
    yield named(() => {
      const record = readRecord(text)
      sequence.accept(record)
      return record
    })
  }
  named(() => sequence.finish())
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
  }
}

function remove(path: string): void {
  for (const each of [path, `${path}-lock`]) rmSync(each, { force: true })
}

/** A line of the file is not what an export writes. */
export class BrokenRecordError extends Error {
  override name = 'BrokenRecordError' as const

  constructor(file: string, line: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`${file}:${line} cannot be imported: ${why}. Nothing was imported: mend it, or export again.`, {
      cause,
    })
  }
}

/** Something is stored in the folder already. */
export class StoreNotEmptyError extends Error {
  override name = 'StoreNotEmptyError' as const

  constructor(folder: string) {
    super(`There is a store in ${folder} already. Import into a DATA_DIR of its own, or move that one away.`)
  }
}
