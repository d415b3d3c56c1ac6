import { statSync } from 'node:fs'
import { settingsNow } from '../../environment.ts'
import { importStore } from '../../store/import.ts'
import { fillStore, placeOf } from '../../store/openRecords.ts'
import { CommandFailure } from '../failure.ts'
import { Progress } from '../progress.ts'

/** Fills an empty store with what was exported, or leaves it as it is. */
export async function importInto(file: string): Promise<void> {
  const settings = settingsNow()
  const progress = new Progress('Importing', sizeOf(file))
  const filling = await fillStore(settings)
  try {
    const records = await importStore(file, filling, (bytes) => progress.step(bytes))
    progress.print(
      `${records} records were imported into ${placeOf(settings)}. See that all is well: npx chasqui store check`,
    )
  } finally {
    progress.stop()
    await filling.close()
  }
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new CommandFailure(`${file} cannot be imported: there is no such file.`)
  return found.size
}
