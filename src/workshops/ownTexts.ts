import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Message } from '../conversation/message.ts'
import { type Texts, withOwn } from '../conversation/texts.ts'
import { type Report, readTree } from '../conversation/textTree.ts'
import { FileError, nearMiss, type Problem, problemAt } from '../yaml/yaml.ts'
import type { WorkshopFile } from './files.ts'

/** Sentences of a workshop's own, in one language. */
export interface OwnTexts {
  language: string
  /** Where they stand in its file. */
  path: string[]
  messages: ReadonlyMap<string, Message>
}

/**
 * The shared texts with a workshop's own laid over them.
 * @throws {FileError} at each text that cannot be said, or that no flow says
 */
export function ownTexts(workshop: WorkshopFile, shared: Texts): Texts {
  return withOwn(shared, workshop.workshop.language, readOwnTexts(workshop, shared))
}

/**
 * What a workshop says in its own way: `texts` of its file are in its language, and those of another one stand below that
 * one's name.
 * @throws {FileError} at each text that cannot be said, or that no flow says
 */
export function readOwnTexts(
  { file, workshop: { language }, texts, flows }: WorkshopFile,
  shared: Texts,
): OwnTexts[] {
  const problems: Problem[] = []
  const report: Report = (path, what, rule) =>
    problems.push(...problemAt(file, path, what).problems.map((each) => ({ ...each, rule })))
  const read = (which: string, path: string[], tree: object): OwnTexts => {
    const beside = new Map(shared.keys(which).map((key) => [key, shared.find(which, key)!]))
    const refuse = (key: string) =>
      beside.has(key) || (flows && isNamedIn(flows, key))
        ? undefined
        : `no flow says ${nearMiss(key, [...beside.keys()])}`
    const at: Report = (below, what, rule) => report([...path, ...below], what, rule)
    return { language: which, path, messages: readTree(which, tree, at, { beside, refuse }) }
  }
  const isLanguage = ([name, value]: [string, unknown]) =>
    /^[a-z]{2}$/.test(name) && typeof value === 'object' && value !== null
  const entries = Object.entries(texts)
  const own = [read(language, ['texts'], Object.fromEntries(entries.filter((each) => !isLanguage(each))))]
  for (const [name, tree] of entries.filter(isLanguage)) {
    const path = ['texts', name]
    if (name === language)
      report(path, 'is the workshop’s own language; write its texts without it', 'text-unused')
    else if (shared.languages.includes(name)) own.push(read(name, path, tree as object))
    else
      report(
        path,
        `there are no texts in this language; there are ${shared.languages.join(', ')}`,
        'text-unused',
      )
  }
  if (problems.length > 0) throw new FileError(file, problems)
  return own.filter(({ messages }) => messages.size > 0)
}

/** Keys of texts are written as literals. */
function isNamedIn(folder: string, key: string): boolean {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return names.some((name) => readFileSync(join(folder, name), 'utf8').includes(`'${key}'`))
}
