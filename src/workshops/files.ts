import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Workshop } from '../agenda/workshop.ts'
import { checkWorkshop, completed, workshopShape } from '../agenda/workshopSchema.ts'
import { gather } from '../yaml/gather.ts'
import { FileError, problemAt, readYaml } from '../yaml/yaml.ts'
import { numberSchema, type WorkshopNumber } from './number.ts'

/** What the file of a workshop says. */
export interface WorkshopFile {
  file: string
  workshop: Workshop
  /** Undefined in the simple case, whose number is in the environment. */
  number: WorkshopNumber | undefined
  /** Sentences of its own, by nested or dotted keys, as they are written; those of another language below its name. */
  texts: Record<string, unknown>
  /** The folder of flows of its own, beside its file and of its name, if there is one. */
  flows: string | undefined
}

export interface WorkshopFiles {
  /** One at least. */
  files: WorkshopFile[]
  /** Whether they are those of `workshops/`; else it is `workshop.yaml`. */
  areMany: boolean
}

/** Whether there are several workshops. Throws FileError where the file of the simple case is there as well. */
export function areMany(folder: string): boolean {
  return findWorkshops(folder).areMany
}

/**
 * Reads the files of all workshops.
 * @throws {FileError | FilesError} with a line for each thing to mend in any of them
 */
export function readWorkshops(folder: string): WorkshopFiles {
  const { paths, areMany } = findWorkshops(folder)
  const files = gather(paths, (file) => readWorkshop(file, areMany))
  const ids = new Map<string, string>()
  const numbers = new Map<string, string>()
  gather(files, ({ file, workshop: { id }, number }) => {
    unique(ids, id, file, ['id'])
    if (number) unique(numbers, number.phoneNumberId, file, ['number', 'phoneNumberId'])
  })
  return { files, areMany }
}

/** `workshop.yaml`, or the files of `workshops/`. */
function findWorkshops(folder: string): { paths: string[]; areMany: boolean } {
  const one = join(folder, 'workshop.yaml')
  const several = join(folder, 'workshops')
  const names = existsSync(several) ? readdirSync(several).filter((name) => name.endsWith('.yaml')) : []
  const paths = names.sort().map((name) => join(several, name))
  if (paths.length === 0) return { paths: [one], areMany: false }
  if (existsSync(one)) {
    const what = `there are several workshops in ${several}, and this file is for one alone; move it there and give it its number, or delete it`
    throw new FileError(one, [{ line: 0, column: 0, where: '', what }])
  }
  return { paths, areMany: true }
}

const texts = z.record(z.string(), z.unknown()).default({})

const alone = z
  .strictObject({ ...workshopShape, texts })
  .check(checkWorkshop)
  .transform(({ texts, ...workshop }) => ({ texts, workshop: completed(workshop) }))

const oneOfSeveral = z
  .strictObject({ ...workshopShape, texts, number: numberSchema.optional() })
  .check(checkWorkshop)
  .transform(({ number, texts, ...workshop }) => ({ number, texts, workshop: completed(workshop) }))

function readWorkshop(file: string, isOneOfSeveral: boolean): WorkshopFile {
  if (!isOneOfSeveral) return { file, ...readYaml(file, alone), number: undefined, flows: undefined }
  const flows = file.slice(0, -'.yaml'.length)
  return { file, ...readYaml(file, oneOfSeveral), flows: existsSync(flows) ? flows : undefined }
}

function unique(known: Map<string, string>, value: string, file: string, path: string[]): void {
  const other = known.get(value)
  if (other !== undefined) throw problemAt(file, path, `"${value}" stands in ${other} too; give each its own`)
  known.set(value, file)
}
