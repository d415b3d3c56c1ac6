import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportLines } from '../../store/export.ts'
import { Progress } from '../progress.ts'
import { reading } from './reading.ts'

/** Writes everything that is stored as JSON lines, into a file only its owner can read, or to standard output. */
export async function exportStore(file: string | undefined): Promise<void> {
  await reading(async ({ records, now }) => {
    const progress = new Progress('Exporting', (await records.overview(now)).total)
    const lines = Readable.from(exportLines(records, () => progress.step()))
    const out = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 })
    try {
      await pipeline(lines, out, { end: file !== undefined })
    } catch (error) {
      // Who reads along has enough: `| head`.
      if (file !== undefined || (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    } finally {
      progress.stop()
    }
  })
  if (file !== undefined)
    console.log(`Exported to ${file}. It has names, phones and what was said: keep it safe.`)
}
