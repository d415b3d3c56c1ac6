import { statSync } from 'node:fs'
import { settingsNow } from '../../environment.ts'
import { importStore } from '../../store/import.ts'
import { CommandFailure } from '../failure.ts'
import { Progress } from '../progress.ts'

/** Fills an empty `DATA_DIR` with what was exported, or leaves it as it is. */
export async function importInto(file: string): Promise<void> {
  const { dataDir } = settingsNow()
  const progress = new Progress('Importing', sizeOf(file))
  try {
    const records = await importStore(file, dataDir, (bytes) => progress.step(bytes))
    progress.print(
      `${records} records were imported into ${dataDir}. See that all is well: npx chasqui store check`,
    )
  } finally {
    progress.stop()
  }
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new CommandFailure(`${file} cannot be imported: there is no such file.`)
  return found.size
}
