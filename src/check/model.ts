import { join } from 'node:path'
import type { Flows } from '../conversation/chart.ts'
import { serviceNames } from '../conversation/services.ts'
import type { Templates } from '../conversation/template.ts'
import { loadTemplates } from '../conversation/templates.ts'
import { loadTexts, type Texts } from '../conversation/texts.ts'
import * as kit from '../kit.ts'
import { readWorkshops, type WorkshopFile } from '../workshops/files.ts'
import { readOwnTexts } from '../workshops/ownTexts.ts'
import { keysOf } from '../yaml/keys.ts'
import { problemAt } from '../yaml/yaml.ts'
import { type Chart, chartOf, type State } from './chart.ts'
import type { Finding, Place } from './finding.ts'
import { type Loaded, loadFlows } from './load.ts'
import { collect } from './problems.ts'
import { repliesOf, type Said } from './replies.ts'
import { readTexts, type TextFile } from './textFiles.ts'
import { type Where, whereIn } from './where.ts'

/** What a workshop says in its own way in one language. */
export type OwnFile = Pick<TextFile, 'language' | 'messages' | 'places'>

/** All that workshops edit, as the rules look at it. */
export interface Model {
  folder: string
  workshops: WorkshopFile[]
  /** The language that the workshop speaks first. */
  language: string
  texts: TextFile[]
  /** What workshops say in their own way. */
  own: OwnFile[]
  templates: Templates | undefined
  templatesFile: string
  loaded: Loaded
  charts: Chart[]
  registries: Registry[]
  /** Names of all flows. */
  flows: Map<string, Chart | undefined>
  said: Said[]
  where: Where
  /** What could not be loaded. */
  troubles: Finding[]
  /** Where in the templates something stands. */
  placeOfTemplate(path: string[]): Place
  placeOfState(state: State): Place
}

/** What an `index.ts` says. */
export interface Registry {
  file: string
  folder: string
  flows: Partial<Flows>
  /** It is the one of all workshops. */
  isShared: boolean
}

/** Loads a folder; what keeps a part of it from being loaded is kept as a trouble, and the rest is looked at. */
export async function modelOf(folder: string): Promise<Model> {
  const troubles: Finding[] = []
  const workshops = collect(troubles, 'workshop-file', () => readWorkshops(folder))?.files ?? []
  const texts = readTexts(join(folder, 'texts'), troubles)
  const own: OwnFile[] = []
  const templatesFile = join(folder, 'templates.yaml')
  const templates = collect(troubles, 'template-invalid', () => loadTemplates(templatesFile))
  const inOwnWords = workshops.filter((each) => Object.keys(each.texts).length > 0)
  const isReadable = !troubles.some(({ file }) => texts.some((each) => each.file === file))
  if (inOwnWords.length > 0 && texts.length > 0 && isReadable) {
    const shared = loadTexts(join(folder, 'texts'))
    for (const each of inOwnWords)
      own.push(...(collect(troubles, 'text-malformed', () => ownFiles(each, shared)) ?? []))
  }
  const folders = [folder, ...workshops.flatMap(({ flows }) => flows ?? [])]
  const loaded = await loadFlows(folders, kit)
  troubles.push(...loaded.troubles)
  const where = whereIn(loaded.written, loaded.sources, { file: join(folder, 'index.ts'), line: 1 })
  const registries = folders.flatMap((each): Registry[] => {
    const file = join(each, 'index.ts')
    const flows = loaded.exports.get(file) as Partial<Flows> | undefined
    return flows ? [{ file, folder: each, flows, isShared: each === folder }] : []
  })
  if (
    !registries.some(({ isShared }) => isShared) &&
    !troubles.some(({ file }) => file === join(folder, 'index.ts'))
  )
    troubles.push({
      rule: 'file-missing',
      file: join(folder, 'index.ts'),
      line: 1,
      message: 'it is missing: it says which flows there are',
      cure: 'write it, with flows, greets and fellDue',
    })
  const named = new Map(registries.flatMap(({ flows }) => Object.entries(flows.flows ?? {})))
  const charts = loaded.charts.map((captured) => {
    const [name] = [...named].find(([, machine]) => machine === captured.machine) ?? []
    return chartOf(captured, name)
  })
  return {
    folder,
    workshops,
    language: workshops[0]?.workshop.language ?? 'es',
    texts,
    own,
    templates,
    templatesFile,
    loaded,
    charts,
    registries,
    flows: new Map([...named.keys()].map((name) => [name, charts.find((chart) => chart.name === name)])),
    said: repliesOf(charts, loaded, where),
    where,
    troubles,
    placeOfTemplate(path) {
      const [problem] = problemAt(templatesFile, path, '').problems
      return { file: templatesFile, line: problem!.line, column: problem!.column }
    },
    placeOfState({ parent, key, config, chart }) {
      return parent ? where.of(parent.config.states, key) : where.of(chart.config ?? config)
    },
  }
}

/** A service of the engine, or a flow. */
export function isService(src: unknown): boolean {
  return typeof src === 'string' && serviceNames.has(src)
}

function ownFiles(workshop: WorkshopFile, shared: Texts): OwnFile[] {
  const { file } = workshop
  const places = keysOf(file)
  return readOwnTexts(workshop, shared).map(({ language, path, messages }) => {
    const at = (key: string) => [key, { file, ...places.get([...path, key].join('.'))! }] as const
    return { language, messages, places: new Map([...messages.keys()].map(at)) }
  })
}
