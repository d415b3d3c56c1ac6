import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadWorkshop } from './agenda/workshop.ts'
import type { Flows } from './conversation/chart.ts'
import { loadTemplates } from './conversation/templates.ts'
import { checkTemplateUse } from './conversation/templateUse.ts'
import { loadTexts } from './conversation/texts.ts'
import { checkTexts } from './conversation/textUse.ts'
import type { House } from './conversation/turn.ts'
import type { InterruptWords } from './language/interrupts.ts'
import { problemAt } from './yaml/yaml.ts'

/**
 * Loads everything a workshop edits.
 * @param folder `flows/`
 * @param burst in place of the workshop's own, in ms
 * @throws FileError that says which line is wrong and how to mend it
 */
export async function loadHouse(folder: string, burst?: number): Promise<House> {
  const workshop = loadWorkshop(join(folder, 'workshop.yaml'))
  const texts = loadTexts(join(folder, 'texts'))
  const templates = loadTemplates(join(folder, 'templates.yaml'))
  if (!texts.languages.includes(workshop.language)) throw withoutTexts(folder, workshop.language)
  checkTexts(folder, texts, workshop.language)
  checkTemplateUse(folder, templates)
  const { flows, greets, fellDue, migrations = {} } = (await load(folder, 'index.ts')) as Flows
  const { words } = (await load(folder, 'words.ts')) as { words: InterruptWords }
  const { zone, language, name } = workshop
  return {
    workshop,
    flows: { flows, greets, fellDue, migrations },
    words,
    voice: { texts, templates, language, zone, common: { workshop: name } },
    burst: burst ?? workshop.burst * 1000,
  }
}

function withoutTexts(folder: string, language: string): Error {
  const file = join(folder, 'texts', `${language}.yaml`)
  const what = `there are no texts in this language; write ${file}, or change the language`
  return problemAt(join(folder, 'workshop.yaml'), ['language'], what)
}

async function load(folder: string, file: string): Promise<unknown> {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Error(`${path} is missing: it says which flows there are`)
  return import(pathToFileURL(path).href)
}
