import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportLines } from '../../src/store/export.ts'
import { importStore } from '../../src/store/import.ts'
import type { Which } from '../../src/store/open.ts'
import { fillStore, openRecords } from '../../src/store/openRecords.ts'
import { temporaryFolder } from './open.ts'

/** All that is stored, as `chasqui store export` writes it. */
export async function exported(which: Which): Promise<string> {
  const records = (await openRecords(which))!
  const lines: string[] = []
  for await (const line of exportLines(records, () => {})) lines.push(line)
  await records.close()
  return lines.join('')
}

/** Fills a store in which there is nothing, as `chasqui store import` does. @returns how many records there were */
export async function imported(text: string, which: Which): Promise<number> {
  const file = join(temporaryFolder(), 'store.jsonl')
  writeFileSync(file, text)
  const filling = await fillStore(which)
  try {
    return await importStore(file, filling, () => {})
  } finally {
    await filling.close()
  }
}
