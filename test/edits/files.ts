import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, parseDocument } from 'yaml'

/** What stands in a folder of flows, by file; one that is gone is undefined. */
export type Files = Record<string, string | undefined>

export function readFiles(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) rmSync(join(folder, name), { force: true })
    else writeFileSync(join(folder, name), text)
  }
}

/** What the edits say, in every language; and what nobody says any more is no text any more. */
export function withTexts(before: Files, after: Files): Files {
  const [had, has] = [before, after].map((files) => flowsIn(files).join('\n'))
  const texts = Object.entries(said).map(([language, { ask, optionGoOn }]) => {
    const file = `texts/${language}.yaml`
    const document = parseDocument(after[file]!)
    if (!isMap(document.contents)) throw new Error(`${file} has no texts`)
    for (const { key: section, value } of document.contents.items) {
      if (!isScalar(section) || !isMap(value) || section.value === 'engine') continue
      for (const { key } of [...value.items]) {
        const name = `'${section.value}.${isScalar(key) ? key.value : key}'`
        if (had!.includes(name) && !has!.includes(name)) value.delete(key)
      }
    }
    for (const [key, text] of Object.entries({ ask, optionGoOn }))
      if (has!.includes(`'edited.${key}'`)) document.setIn(['edited', key], text)
    return [file, document.toString({ lineWidth: 0 })]
  })
  return { ...after, ...Object.fromEntries(texts) }
}

function flowsIn(files: Files): string[] {
  const isFlow = (name: string) => name.endsWith('.ts') && !name.endsWith('.d.ts')
  return Object.entries(files).flatMap(([name, text]) => (isFlow(name) && text ? [text] : []))
}

const said = {
  es: { ask: '¿Seguimos?', optionGoOn: 'Seguir' },
  pt: { ask: 'Continuamos?', optionGoOn: 'Continuar' },
  en: { ask: 'Shall we go on?', optionGoOn: 'Go on' },
}
