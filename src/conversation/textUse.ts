import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keysOf, placeFor } from '../yaml/keys.ts'
import { FileError, nearMiss } from '../yaml/yaml.ts'
import { rightOne } from './oddOne.ts'
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
  if (missing.length > 0) throw lacking(folder, texts, language, missing, 'and the engine needs it')
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    const file = join(folder, name)
    const unknown = unknownIn(readFileSync(file, 'utf8'), isThere)
    const elsewhere = unknown.filter(({ key }) => texts.languages.some((each) => texts.has(each, key)))
    if (elsewhere.length > 0 && existsSync(fileOf(folder, language))) {
      const keys = [...new Set(elsewhere.map(({ key }) => key))]
      throw lacking(folder, texts, language, keys, 'and another language has it')
    }
    const problems = unknown.map(({ key, line, column }) => ({
      line,
      column,
      where: 'text',
      what: `nobody wrote ${nearMiss(key, sameGroup(key, known))} (in texts/${language}.yaml)`,
    }))
    if (problems.length > 0) throw new FileError(file, problems)
  }
}

/**
 * Checks that every other language says what the first one says, and all with the same values.
 * @throws FileError with what is missing, or said otherwise than in most languages, at its place in a file of texts
 */
export function checkLanguages(folder: string, texts: Texts, first: string): void {
  const others = texts.languages.filter((each) => each !== first)
  for (const language of others) {
    const missing = texts.keys(first).filter((key) => !texts.has(language, key))
    if (missing.length > 0)
      throw lacking(folder, texts, language, missing, `and ${first}.yaml has it`, ', or delete the file')
  }
  for (const language of [...others, first]) {
    const problems = texts.keys(first).flatMap((key) => {
      const what = otherwise(texts, key, first, language)
      return what === undefined ? [] : [{ where: key, what }]
    })
    if (problems.length === 0) continue
    const places = keysOf(fileOf(folder, language))
    const placed = problems.map((each) => ({ ...places.get(each.where)!, ...each }))
    throw new FileError(fileOf(folder, language), placed)
  }
}

/** What a file of texts lacks, where it should stand. */
function lacking(
  folder: string,
  texts: Texts,
  language: string,
  keys: string[],
  why: string,
  orElse = '',
): FileError {
  const places = keysOf(fileOf(folder, language))
  const problems = keys.map((key) => {
    const other = texts.languages.find((each) => texts.has(each, key))
    const beside = other === undefined ? [] : texts.keys(other)
    return { ...placeFor(key, places, beside), where: key, what: `is missing, ${why}; write it${orElse}` }
  })
  return new FileError(fileOf(folder, language), problems)
}

function fileOf(folder: string, language: string): string {
  return join(folder, 'texts', `${language}.yaml`)
}

function otherwise(texts: Texts, key: string, first: string, language: string): string | undefined {
  const all = texts.languages.map((each) => ({
    language: each,
    values: texts.placeholders(each, key).sort().join(', '),
  }))
  const right = rightOne(all, first)
  const { values } = all.find((each) => each.language === language)!
  if (values === right.values) return undefined
  return `has the values ${values || 'none'}, and in ${right.language}.yaml ${right.values || 'none'}; write the same`
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
  return /^(customer|staff|place)\./.test(key) || /^(?:reminder|recall)\.(?:fellDue|unanswered)$/.test(key)
}
