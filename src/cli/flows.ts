import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diagramOf } from '../conversation/diagram.ts'
import { loadTemplates } from '../conversation/templates.ts'
import { loadTexts } from '../conversation/texts.ts'
import { readWorkshops } from '../workshops/files.ts'
import { CommandFailure } from './failure.ts'

/** What a workshop edits. */
export const flowsFolder = fileURLToPath(new URL('../../flows', import.meta.url))

/** Loads all that a workshop edits and prints what is wrong in it, a line each. @throws CommandFailure if anything is */
export async function checkFlows(folder = flowsFolder): Promise<void> {
  const problems = await problemsIn(folder)
  if (problems.length === 0) {
    console.log('flows/ is in order.')
    return
  }
  for (const problem of problems) console.log(problem)
  throw new CommandFailure(
    `flows/ has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`} to mend.`,
  )
}

/** What is wrong in a folder of flows, a line each. */
export async function problemsIn(folder: string): Promise<string[]> {
  const files = await Promise.all([
    problemsOf(() => readWorkshops(folder)),
    problemsOf(() => loadTexts(join(folder, 'texts'))),
    problemsOf(() => loadTemplates(join(folder, 'templates.yaml'))),
  ])
  // The flows are judged against these files, so these have to be right first.
  if (files.flat().length > 0) return files.flat()
  return problemsOf(async () => (await import('../house.ts')).loadHouse(folder))
}

async function problemsOf(load: () => unknown): Promise<string[]> {
  try {
    await load()
    return []
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return message.split('\n').filter((line) => line.trim() !== '')
  }
}

/**
 * Prints flows as Mermaid diagrams, as they are in `flows/` now.
 * @param name of one flow; without it, all of them
 * @throws CommandFailure when there is no such flow
 */
export async function drawFlows(name?: string, folder = flowsFolder): Promise<void> {
  const { loadHouse } = await import('../house.ts')
  const { flows } = (await loadHouse(folder)).flows
  if (name !== undefined && !Object.hasOwn(flows, name))
    throw new CommandFailure(`There is no flow ${name}. There are: ${Object.keys(flows).join(', ')}`)
  const drawn = Object.entries(flows).filter(([each]) => name === undefined || each === name)
  console.log(
    drawn
      .map(([each, flow]) => diagramOf(each, flow))
      .join('\n')
      .trimEnd(),
  )
}
