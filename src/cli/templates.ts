import { join } from 'node:path'
import { type Templates, wordings } from '../conversation/template.ts'
import { type Pushed, push, type Standing, standings } from '../conversation/templateShelf.ts'
import { loadTemplates } from '../conversation/templates.ts'
import { settingsNow } from '../environment.ts'
import { accountOf } from '../workshops/account.ts'
import { CommandFailure } from './failure.ts'
import { flowsFolder } from './flows.ts'
import { Progress } from './progress.ts'
import { findServer } from './server.ts'
import { numberNamed } from './workshop.ts'

/** Prints the templates of flows/templates.yaml, a line for each language. @throws FileError */
export function listTemplates(): void {
  for (const [name, template] of Object.entries(readFile())) {
    for (const [language, { body, header, buttons }] of wordings(template)) {
      const top = header === null ? '' : header.kind === 'text' ? `${header.text} / ` : `(${header.kind}) `
      const taps = buttons.map((each) => `[${each.kind === 'code' ? each.example : each.title}]`)
      console.log(`${name} ${language} ${template.category}: ${[`${top}${body}`, ...taps].join(' ')}`)
    }
  }
}

/**
 * Prints how each template stands at Meta, a line each.
 * @throws CommandFailure while one of the file is not approved as it stands there
 */
export async function showTemplates(workshop?: string): Promise<void> {
  const all = await (await shelfOf(workshop)).standings()
  for (const each of all) console.log(lineOf(each))
  const open = all.filter(
    ({ isInFile, status, differs }) => isInFile && (status !== 'approved' || differs.length > 0),
  )
  if (open.length > 0)
    throw new CommandFailure(
      `${open.length} of flows/templates.yaml ${open.length === 1 ? 'is' : 'are'} not approved as it stands there. Next: npx chasqui templates push`,
    )
}

/**
 * Hands in what Meta does not have as the file has it, and prints a line for each.
 * @throws CommandFailure when one could not be handed in
 */
export async function pushTemplates(workshop?: string): Promise<void> {
  const shelf = await shelfOf(workshop)
  const ours = (await shelf.standings()).filter(({ isInFile }) => isInFile)
  const progress = new Progress('Handing in', ours.length)
  let failed = 0
  try {
    for (const each of ours) {
      const { name, language, did, why } = await shelf
        .push(each)
        .catch((error: Error): Pushed => ({ ...each, did: 'failed', why: error.message }))
      if (did === 'failed') failed++
      progress.step()
      progress.print(`${name} ${language}: ${sentences[did]} (${why})`)
    }
  } finally {
    progress.stop()
  }
  if (failed > 0) throw new CommandFailure(`${failed} of ${ours.length} could not be handed in.`)
}

const sentences: Record<Pushed['did'], string> = {
  created: 'handed in',
  edited: 'changed at Meta',
  nothing: 'Meta has it as it is here',
  failed: 'not handed in',
}

interface Shelf {
  standings(): Promise<Standing[]>
  push(which: Pick<Standing, 'name' | 'language'>): Promise<Pushed>
}

/** Meta’s shelf, through the running server or, where none runs, straight. @throws CommandFailure in a sandbox without a server */
async function shelfOf(workshop: string | undefined): Promise<Shelf> {
  const settings = settingsNow()
  const number = numberNamed(workshop, settings) ?? settings
  const server = await findServer(settings, workshop)
  if (server) {
    return {
      standings: async () => (await server.get<{ items: Standing[] }>('/api/v1/templates?limit=500')).items,
      push: ({ name, language }) => server.post('/api/v1/templates', { name, language }),
    }
  }
  if (number.mode === 'sandbox')
    throw new CommandFailure(
      'In the sandbox, Meta’s templates are those of the running server. Start it with: npm start',
    )
  const account = accountOf(number, settings)
  if (typeof account === 'string') throw new CommandFailure(account)
  const templates = readFile()
  return {
    standings: () => standings(account, templates),
    push: (which) => push(account, templates, which),
  }
}

function readFile(): Templates {
  return loadTemplates(join(flowsFolder, 'templates.yaml'))
}

function lineOf({ name, language, status, reason, differs, isInFile }: Standing): string {
  const why = reason ? ` (${reason})` : ''
  const other = differs.length > 0 ? `, but with another ${differs.join(', ')} than the file` : ''
  return `${name} ${language}: ${status}${why}${other}${isInFile ? '' : ', not in flows/templates.yaml'}`
}
