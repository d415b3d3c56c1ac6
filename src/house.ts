import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { spokenHours } from './agenda/spokenHours.ts'
import type { Flows } from './conversation/chart.ts'
import type { Templates } from './conversation/template.ts'
import { loadTemplates } from './conversation/templates.ts'
import { checkTemplateUse } from './conversation/templateUse.ts'
import { loadTexts, type Texts } from './conversation/texts.ts'
import { checkLanguages, checkTexts } from './conversation/textUse.ts'
import type { House } from './conversation/turn.ts'
import { importAnew, nextGeneration } from './importAnew.ts'
import type { InterruptWords } from './language/interrupts.ts'
import { readWorkshops, type WorkshopFile, type WorkshopFiles } from './workshops/files.ts'
import { ownTexts } from './workshops/ownTexts.ts'
import { gather } from './yaml/gather.ts'
import { problemAt } from './yaml/yaml.ts'

/**
 * Loads everything that workshops edit. What is equal in them is held once: texts, templates, flows, words.
 * @param folder `flows/`
 * @param burst in place of each workshop's own, in ms
 * @param anew loads flows as their files are now, where they were loaded before
 * @throws {FileError | FilesError} that says which lines are wrong and how to mend them
 */
export async function loadHouses(
  folder: string,
  burst?: number,
  { files }: WorkshopFiles = readWorkshops(folder),
  { anew = false } = {},
): Promise<House[]> {
  const load = anew ? loaderOfPresent() : loadModule
  const texts = loadTexts(join(folder, 'texts'))
  const templates = loadTemplates(join(folder, 'templates.yaml'))
  const voices = gather(files, (each) => voicesOf(folder, each, texts, templates))
  const [first] = files
  checkTexts(folder, texts, first!.workshop.language)
  checkLanguages(folder, texts, first!.workshop.language)
  checkTemplateUse(folder, templates)
  const shared = flowsOf((await load(folder, 'index.ts')) as Flows)
  const { words } = (await load(folder, 'words.ts')) as { words: InterruptWords }
  const houses: House[] = []
  for (const [index, each] of files.entries()) {
    const { workshop } = each
    const all = voices[index]!
    const voice = all[workshop.language]!
    const flows = await withOwn(folder, shared, each, voice, load)
    houses.push({ workshop, flows, words, voice, voices: all, burst: burst ?? workshop.burst * 1000 })
  }
  return houses
}

/** The house of the only workshop, or of the first of several. */
export async function loadHouse(folder: string, burst?: number): Promise<House> {
  const [first] = await loadHouses(folder, burst)
  return first!
}

/** In every language that there are texts of. */
function voicesOf(folder: string, each: WorkshopFile, shared: Texts, templates: Templates): House['voices'] {
  const { workshop } = each
  const { zone, name, address, services } = workshop
  if (!shared.languages.includes(workshop.language)) throw withoutTexts(folder, each)
  const texts = ownTexts(each, shared)
  return Object.fromEntries(
    shared.languages.map((language) => {
      const common = { workshop: name, address, hours: spokenHours(workshop, language) }
      return [language, { texts, templates, language, zone, common, services }]
    }),
  )
}

/** The shared flows with a workshop's own laid over them, if it has any. */
async function withOwn(
  folder: string,
  shared: Required<Flows>,
  { flows: own, workshop }: WorkshopFile,
  { texts, templates }: House['voice'],
  load: Load,
): Promise<Required<Flows>> {
  if (own === undefined) return shared
  checkTexts(own, texts, workshop.language)
  checkTemplateUse(own, templates, join(folder, 'templates.yaml'))
  const { flows, greets, fellDue, asides, calledBy, migrations } = (await load(
    own,
    'index.ts',
  )) as Partial<Flows>
  return {
    flows: { ...shared.flows, ...flows },
    greets: greets ?? shared.greets,
    fellDue: { ...shared.fellDue, ...fellDue },
    asides: { ...shared.asides, ...asides },
    calledBy: { ...shared.calledBy, ...calledBy },
    migrations: { ...shared.migrations, ...migrations },
  }
}

function flowsOf({
  flows,
  greets,
  fellDue,
  asides = {},
  calledBy = {},
  migrations = {},
}: Flows): Required<Flows> {
  return { flows, greets, fellDue, asides, calledBy, migrations }
}

function withoutTexts(folder: string, { file, workshop }: WorkshopFile): Error {
  const texts = join(folder, 'texts', `${workshop.language}.yaml`)
  const what = `there are no texts in this language; write ${texts}, or change the language`
  return problemAt(file, ['language'], what)
}

type Load = (folder: string, file: string) => Promise<unknown>

async function loadModule(folder: string, file: string, generation?: number): Promise<unknown> {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Error(`${path} is missing: it says which flows there are`)
  return generation === undefined ? import(pathToFileURL(path).href) : importAnew(path, generation)
}

/** Loads modules as their files are now; what several of them import is one module. */
function loaderOfPresent(): Load {
  const generation = nextGeneration()
  return (folder, file) => loadModule(folder, file, generation)
}
