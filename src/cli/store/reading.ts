import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { settingsNow } from '../../environment.ts'
import { keys as sandboxKeys } from '../../sandbox/keys.ts'
import { Documents } from '../../store/documents.ts'
import { openRecords } from '../../store/openRecords.ts'
import type { Records } from '../../store/records.ts'
import { CommandFailure } from '../failure.ts'

export interface Stored {
  records: Records
  /** Unix ms; in a sandbox, as its clock shows it. */
  now: number
}

/** Reads what is stored, also beside running servers. @throws CommandFailure when there is nothing */
export async function reading<T>(work: (stored: Stored) => Promise<T>): Promise<T> {
  const settings = settingsNow()
  const records = await openRecords(settings)
  if (!records) {
    const where = settings.databaseUrl === undefined ? `${settings.dataDir} (DATA_DIR)` : 'DATABASE_URL'
    throw new CommandFailure(`There is no store in ${where}. It is made when the server starts.`)
  }
  try {
    const ahead = settings.mode === 'sandbox' ? await offsetIn(settings.dataDir) : 0
    return await work({ records, now: Date.now() + ahead })
  } finally {
    await records.close()
  }
}

/** How far a sandbox's clock was moved on, in ms. */
async function offsetIn(folder: string): Promise<number> {
  const file = join(folder, 'sandbox.lmdb')
  if (!existsSync(file)) return 0
  const documents = new Documents(file, { readOnly: true })
  const offset = documents.get<{ offset: number }>(sandboxKeys.clock)?.offset ?? 0
  await documents.close()
  return offset
}
