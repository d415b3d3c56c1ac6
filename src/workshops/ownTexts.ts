import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Texts, withOwn } from '../conversation/texts.ts'
import { type Report, readTree } from '../conversation/textTree.ts'
import { FileError, nearMiss, type Problem, problemAt } from '../yaml/yaml.ts'
import type { WorkshopFile } from './files.ts'

/**
 * The shared texts with a workshop's own laid over them.
 * @throws {FileError} at each text that cannot be said, or that no flow says
 */
export function ownTexts({ file, workshop: { language }, texts, flows }: WorkshopFile, shared: Texts): Texts {
  const problems: Problem[] = []
  const report: Report = (path, what, rule) =>
    problems.push(...problemAt(file, ['texts', ...path], what).problems.map((each) => ({ ...each, rule })))
  if (Object.keys(texts).length === 0) return shared
  const beside = new Map(shared.keys(language).map((key) => [key, shared.find(language, key)!]))
  const refuse = (key: string) =>
    beside.has(key) || (flows && isNamedIn(flows, key))
      ? undefined
      : `no flow says ${nearMiss(key, [...beside.keys()])}`
  const own = readTree(language, texts, report, { beside, refuse })
  if (problems.length > 0) throw new FileError(file, problems)
  return withOwn(shared, language, own)
}

/** Keys of texts are written as literals. */
function isNamedIn(folder: string, key: string): boolean {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return names.some((name) => readFileSync(join(folder, name), 'utf8').includes(`'${key}'`))
}
