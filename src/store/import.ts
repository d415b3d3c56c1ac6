import { open } from 'node:fs/promises'
import { readRecord, type StoredRecord } from './record.ts'
import type { Filling } from './records.ts'
import { Sequence } from './sequence.ts'

/** Records that are put at once. */
const atOnce = 1_000

/**
 * Makes a store of what another one exported: all of it or, whatever goes wrong, nothing.
 * @param tick told of each line, how many bytes it has
 * @returns how many records were imported
 * @throws BrokenRecordError, and what the store that is filled throws
 */
export async function importStore(
  file: string,
  filling: Filling,
  tick: (bytes: number) => void,
): Promise<number> {
  let records = 0
  let batch: StoredRecord[] = []
  for await (const record of recordsOf(file, tick)) {
    batch.push(record)
    records++
    if (batch.length < atOnce) continue
    await filling.put(batch)
    batch = []
  }
  await filling.put(batch)
  await filling.keep()
  // All lines but the first and the last.
  return records - 2
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

/** Something is stored there already. */
export class StoreNotEmptyError extends Error {
  override name = 'StoreNotEmptyError' as const

  constructor(where: string, cure: string) {
    super(`There is a store in ${where} already. ${cure}`)
  }
}
