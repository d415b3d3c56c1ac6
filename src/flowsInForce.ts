import { checkApart } from './check/apart.ts'
import { lineOf } from './check/finding.ts'
import type { House } from './conversation/turn.ts'
import { loadHouses } from './house.ts'
import { readWorkshops, type WorkshopFiles } from './workshops/files.ts'

/** What `chasqui flows check` finds, a line each. */
export class MistakesError extends Error {
  override name = 'MistakesError' as const

  constructor(lines: string[]) {
    super(lines.join('\n'))
  }
}

/** Files are right, but say what a running server cannot take up. */
export class RestartNeededError extends Error {
  override name = 'RestartNeededError' as const

  constructor(what: string) {
    super(`${what}; it takes effect when the server is started again`)
  }
}

/**
 * What stands in the folder of flows now, to be put in the place of what was read before.
 *
 * @param burst in place of each workshop's own, in ms
 * @throws {MistakesError | RestartNeededError | Error} a line for each thing to mend
 */
export async function loadPresent(
  folder: string,
  burst: number | undefined,
  before: WorkshopFiles,
): Promise<House[]> {
  const findings = await checkApart(folder)
  if (findings.length > 0) throw new MistakesError(findings.map((each) => lineOf(each)))
  const files = readWorkshops(folder)
  const houses = await loadHouses(folder, burst, files, { anew: true })
  const numbers = ({ files }: WorkshopFiles) =>
    new Map(
      files.map(({ workshop: { id, portfolio }, number }) => [id, JSON.stringify({ number, portfolio })]),
    )
  const [had, has] = [numbers(before), numbers(files)]
  for (const { file, workshop } of before.files)
    if (!has.has(workshop.id)) throw new RestartNeededError(`${file}: the workshop ${workshop.id} is gone`)
  for (const { file, workshop } of files.files) {
    const { id } = workshop
    if (!had.has(id)) throw new RestartNeededError(`${file}: the workshop ${id} is new`)
    if (had.get(id) !== has.get(id))
      throw new RestartNeededError(`${file}: ${id} has another number, or other names of its secrets`)
  }
  return houses
}
