import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import { importStore } from '../../store/import.ts'
import { migrations, versionAfter } from '../../store/migrations.ts'
import { openStore } from '../../store/open.ts'
import { fillStore, openRecords } from '../../store/openRecords.ts'
import type { Filling, StoredItem } from '../../store/records.ts'
import type { Store } from '../../store/store.ts'
import { CommandFailure } from '../failure.ts'
import { Progress } from '../progress.ts'
import { reading } from '../store/reading.ts'

export interface CopiedStore {
  store: Store<Conversation, Message>
  appointments: StoredItem[]
  /** Unix ms. */
  now: number
}

/**
 * Runs `work` on a copy, which is gone afterwards, of what is stored here or was exported into a file.
 * @throws CommandFailure when there is no such file, or no store
 */
export async function onCopyOfStore<T>(
  file: string | undefined,
  work: (copied: CopiedStore) => Promise<T>,
): Promise<T> {
  if (file !== undefined && !statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new CommandFailure(`There is no file ${file}.`)
  const dataDir = mkdtempSync(join(tmpdir(), 'chasqui-'))
  const place = { dataDir, databaseUrl: undefined }
  try {
    const filling = await fillStore(place)
    let now = Date.now()
    try {
      if (file === undefined) now = await copyInto(filling)
      else await importStore(file, filling, () => {})
    } finally {
      await filling.close()
    }
    const appointments = await appointmentsIn(dataDir)
    const store = await openStore<Conversation, Message>(place, () => now)
    try {
      return await work({ store, appointments, now })
    } finally {
      await store.close()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** @returns the time of what is stored, Unix ms */
function copyInto(filling: Filling): Promise<number> {
  return reading(async ({ records, now }) => {
    const progress = new Progress('Copying', (await records.overview(now)).total)
    try {
      await filling.put([{ record: 'chasqui', version: versionAfter(migrations) }])
      for await (const batch of records.all()) {
        await filling.put(batch)
        progress.step(batch.length)
      }
      await filling.keep()
    } finally {
      progress.stop()
    }
    return now
  })
}

async function appointmentsIn(dataDir: string): Promise<StoredItem[]> {
  const records = await openRecords({ dataDir, databaseUrl: undefined })
  const found: StoredItem[] = []
  for await (const batch of records!.all())
    found.push(...batch.filter(({ record }) => record === 'appointment'))
  await records!.close()
  return found
}
