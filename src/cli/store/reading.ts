import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { settingsNow } from '../../environment.ts'
import { keys as sandboxKeys } from '../../sandbox/keys.ts'
import { Documents, type Snapshot } from '../../store/documents.ts'
import { storeFile } from '../../store/embedded.ts'
import { refuseOtherVersion } from '../../store/migrations.ts'
import { CommandFailure } from '../failure.ts'

export interface Stored {
  /** Everything as it stood when it was opened, whatever a running server writes meanwhile. */
  snapshot: Snapshot
  /** DATA_DIR. */
  folder: string
  /** Unix ms; in a sandbox, as its clock shows it. */
  now: number
}

/** Reads what `DATA_DIR` has, also beside a running server. @throws CommandFailure when there is nothing */
export async function reading<T>(work: (stored: Stored) => T | Promise<T>): Promise<T> {
  const { dataDir: folder, mode } = settingsNow()
  const file = storeFile(folder)
  if (!existsSync(file))
    throw new CommandFailure(`There is no store in ${folder} (DATA_DIR). It is made when the server starts.`)
  const documents = new Documents(file, { readOnly: true })
  try {
    const snapshot = documents.snapshot()
    try {
      refuseOtherVersion(snapshot, folder)
      const ahead = mode === 'sandbox' ? await offsetIn(folder) : 0
      return await work({ snapshot, folder, now: Date.now() + ahead })
    } finally {
      snapshot.close()
    }
  } finally {
    await documents.close()
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
