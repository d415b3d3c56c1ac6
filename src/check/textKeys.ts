import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWorkshops } from '../workshops/files.ts'
import type { Finding } from './finding.ts'
import { collect } from './problems.ts'
import { keysIn, leaves, readTexts } from './textFiles.ts'

/**
 * Keeps `texts/keys.d.ts` as the texts are: by it an editor completes their keys, and the compiler knows a wrong one. While
 * texts cannot be read, or where nothing can be written, it stays as it is: nothing runs by it.
 * @param folder the flows
 * @returns the file, if it was written
 */
export function writeTextKeys(folder: string): string | undefined {
  const troubles: Finding[] = []
  const texts = readTexts(join(folder, 'texts'), troubles)
  const workshops = collect(troubles, 'workshop-file', () => readWorkshops(folder))
  if (!workshops || texts.length === 0 || texts.some(({ isBroken }) => isBroken)) return undefined
  // Those of another language stand below its name.
  const own = workshops.files
    .flatMap((each) => keysIn(each.texts))
    .map((key) => key.replace(/^[a-z]{2}\./, ''))
  const file = join(folder, 'texts', 'keys.d.ts')
  const present = declaring([...leaves(texts), ...own])
  if (existsSync(file) && readFileSync(file, 'utf8') === present) return undefined
  try {
    writeFileSync(file, present)
  } catch {
    return undefined
  }
  return file
}

function declaring(keys: string[]): string {
  const lines = [...new Set(keys)].sort().map((key) => `    '${key.replace(/['\\]/g, '\\$&')}': true\n`)
  return `// Every text by its key. \`chasqui flows check\` writes this file: write the texts themselves, beside it.
import type {} from 'chasqui'

declare module 'chasqui' {
  interface TextKeys {
${lines.join('')}  }
}
`
}
