import type { Settings } from '../settings.ts'
import type { Credentials } from '../workshops/credentials.ts'
import { areMany, readWorkshops, type WorkshopFile } from '../workshops/files.ts'
import { Numbers } from '../workshops/numbers.ts'
import { CommandFailure } from './failure.ts'
import { flowsFolder } from './flows.ts'

/** The workshop that `--workshop` names; without it, the only one, or the first. @throws CommandFailure | FileError */
export function workshopNamed(id: string | undefined): WorkshopFile {
  const { files } = readWorkshops(flowsFolder)
  return files.find(({ workshop }) => id === undefined || workshop.id === id) ?? unknown(id, files)
}

/**
 * The number of the workshop that `--workshop` names, with its secrets; undefined in the simple case, where the settings
 * have them.
 *
 * @throws CommandFailure when there are several and none is named, or there is none of that name
 */
export function numberNamed(
  id: string | undefined,
  settings: Settings,
): (Credentials & Pick<Settings, 'mode'>) | undefined {
  if (!areMany(flowsFolder)) return undefined
  const read = readWorkshops(flowsFolder)
  const { mode, all } = new Numbers(read, settings)
  const found = all.find(({ workshop }) => workshop === id)
  return found ? { mode, ...found } : unknown(id, read.files)
}

function unknown(id: string | undefined, files: WorkshopFile[]): never {
  const ids = files.map(({ workshop }) => workshop.id)
  const some = ids.slice(0, mostNamed).join(', ') + (ids.length > mostNamed ? ', …' : '')
  if (id === undefined) throw new CommandFailure(`Say which workshop, with --workshop ID. There are: ${some}`)
  throw new CommandFailure(`There is no workshop ${id}. There are: ${some}`)
}

const mostNamed = 20
