import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Diagram, diagramsOf, whole } from '../conversation/diagram/diagram.ts'
import { loadHouse } from '../house.ts'
import { CommandFailure } from './failure.ts'
import { flowsFolder } from './flows.ts'
import { Progress } from './progress.ts'

/**
 * Draws flows as they are in `flows/` now.
 * @param name of one flow, or of the whole conversation; without it, all of them
 * @param svg prints a picture in place of Mermaid text
 * @param out a folder to write texts and pictures to, in place of printing
 * @throws CommandFailure when there is no such flow
 */
export async function drawFlows(
  name?: string,
  { svg = false, out }: { svg?: boolean; out?: string } = {},
  folder = flowsFolder,
): Promise<void> {
  const diagrams = diagramsOf((await loadHouse(folder)).flows)
  const asked = name ?? (svg && out === undefined ? whole : undefined)
  const shown = diagrams.filter((each) => asked === undefined || each.name === asked)
  if (shown.length === 0) {
    const names = diagrams.map((each) => each.name).join(', ')
    throw new CommandFailure(`There is no flow ${name}. There are: ${names}`)
  }
  if (out !== undefined) return write(shown, out)
  const texts = await Promise.all(shown.map((each) => (svg ? pictureOf(each) : each.text)))
  console.log(texts.join('\n').trimEnd())
}

async function write(diagrams: Diagram[], out: string): Promise<void> {
  const progress = new Progress('Drawing', diagrams.length)
  for (const diagram of diagrams) {
    const path = join(out, diagram.name === whole ? whole : join('flows', diagram.name))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.mmd`, diagram.text)
    writeFileSync(`${path}.svg`, await pictureOf(diagram))
    progress.step()
  }
  progress.stop()
  console.log(`${diagrams.length} drawn in ${out}.`)
}

/** What draws takes a while to load. */
async function pictureOf({ name, picture }: Diagram): Promise<string> {
  const { svgOf } = await import('../conversation/diagram/svg.ts')
  return svgOf(picture, name === whole ? 'The whole conversation' : `The flow ${name}`)
}
