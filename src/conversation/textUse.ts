import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FileError, nearMiss } from '../yaml/yaml.ts'
import type { Texts } from './texts.ts'

/** What the engine itself says. */
export const engineTexts = [
  'engine.notUnderstood',
  'engine.unreadable',
  'engine.late',
  'engine.restarted',
  'engine.oldButton',
  'engine.oldButtonAlone',
  'engine.cancelled',
  'engine.personCalled',
  'engine.personWhen',
  'engine.missed',
  'engine.optedOut',
  'engine.failed',
  'engine.language',
  'engine.otherLanguage',
  'engine.inGroup',
]

/**
 * Checks that every text that the flow files name, and that the engine says by itself, was written.
 * @throws FileError at the line that names a text that nobody wrote
 */
export function checkTexts(folder: string, texts: Texts, language: string): void {
  const known = texts.keys(language)
  const isThere = new Set(known)
  const missing = engineTexts.filter((key) => !isThere.has(key))
  if (missing.length > 0) {
    const file = join(folder, 'texts', `${language}.yaml`)
    throw new FileError(
      file,
      missing.map((key) => ({
        line: 1,
        column: 1,
        where: key,
        what: 'is missing, and the engine needs it; write it',
      })),
    )
  }
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    const file = join(folder, name)
    const problems = unknownIn(readFileSync(file, 'utf8'), isThere).map(({ key, line, column }) => ({
      line,
      column,
      where: 'text',
      what: `nobody wrote ${nearMiss(key, sameGroup(key, known))} (in texts/${language}.yaml)`,
    }))
    if (problems.length > 0) throw new FileError(file, problems)
  }
}

/**
 * Checks that every other language says what the first one says, with the same values.
 * @throws FileError with what is missing, or said otherwise, in a file of texts
 */
export function checkLanguages(folder: string, texts: Texts, first: string): void {
  for (const language of texts.languages.filter((each) => each !== first)) {
    const problems = texts.keys(first).flatMap((key) => {
      const what = otherwise(texts, key, first, language)
      return what === undefined ? [] : [{ line: 1, column: 1, where: key, what }]
    })
    if (problems.length > 0) throw new FileError(join(folder, 'texts', `${language}.yaml`), problems)
  }
}

function otherwise(texts: Texts, key: string, first: string, language: string): string | undefined {
  if (!texts.has(language, key)) return `is missing, and ${first}.yaml has it; write it, or delete the file`
  const [wanted, given] = [first, language].map((each) => texts.placeholders(each, key).sort().join(', '))
  if (wanted === given) return undefined
  return `has the values ${given || 'none'}, and in ${first}.yaml ${wanted || 'none'}; write the same`
}

/** Keys of texts are written as literals, so that they can be found: 'booking.askDay'. */
const literal = /'([a-z]\w*\.[a-z]\w*)'/g

function unknownIn(source: string, known: Set<string>) {
  const groups = new Set([...known].map((key) => key.split('.')[0]))
  return source.split('\n').flatMap((text, index) =>
    [...text.matchAll(literal)]
      .map((match) => ({ key: match[1]!, line: index + 1, column: match.index + 2 }))
      // Names of events look alike; they are nobody's texts.
      .filter(({ key }) => !known.has(key) && groups.has(key.split('.')[0]) && !isEvent(key)),
  )
}

function sameGroup(key: string, known: string[]): string[] {
  return known.filter((each) => each.split('.')[0] === key.split('.')[0])
}

function isEvent(key: string): boolean {
  return /^(customer|staff|place)\./.test(key) || /^reminder\.(?:fellDue|unanswered)$/.test(key)
}
