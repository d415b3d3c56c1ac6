import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Message } from '../conversation/message.ts'
import { readTree } from '../conversation/textTree.ts'
import { keysOf } from '../yaml/keys.ts'
import { FileError, readYaml } from '../yaml/yaml.ts'
import type { Finding, Place } from './finding.ts'
import { findingsOf } from './problems.ts'

/** The texts of one language, also where some of them cannot be said. */
export interface TextFile {
  language: string
  file: string
  /** Those that can be said. */
  messages: ReadonlyMap<string, Message>
  /** Where each key stands, those of groups too, in the order of the file. */
  places: ReadonlyMap<string, Place & { column: number }>
  /** It could not be read at all. */
  isBroken: boolean
}

export function readTexts(folder: string, troubles: Finding[]): TextFile[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : []
  if (names.length === 0)
    troubles.push({
      rule: 'text-file',
      file: join(folder, 'es.yaml'),
      line: 1,
      message: 'there are no texts at all',
      cure: 'write this file, with a text for each key that the flows say',
    })
  return names
    .sort()
    .map((name) => readLanguage(name.slice(0, -'.yaml'.length), join(folder, name), troubles))
}

/** The keys that some language has. Leaves only: what stands for a group of keys is no text. */
export function leaves(texts: TextFile[]): string[] {
  const all = [...new Set(texts.flatMap(({ places }) => [...places.keys()]))]
  const groups = new Set(
    all.flatMap((key) => key.split('.').map((_, at, path) => path.slice(0, at).join('.'))),
  )
  return all.filter((key) => !groups.has(key))
}

/** The keys of texts as they stand in a file, one group in another. */
export function keysIn(tree: Record<string, unknown>, path: string[] = []): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, key]
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? keysIn(value as Record<string, unknown>, here)
      : [here.join('.')]
  })
}

function readLanguage(language: string, file: string, troubles: Finding[]): TextFile {
  try {
    const tree = readYaml(file, z.record(z.string(), z.unknown()))
    const places = new Map([...keysOf(file)].map(([key, place]) => [key, { file, ...place }]))
    const wrong = new Set<string>()
    const report = (path: string[], what: string, rule = 'text-invalid') => {
      wrong.add(path.join('.'))
      const place = places.get(path.join('.')) ?? { line: 1, column: 1 }
      const [problem] = new FileError(file, [{ ...place, where: path.join('.'), what, rule }]).problems
      troubles.push(...findingsOf(file, [problem!], rule))
    }
    const all = readTree(language, tree, report)
    // What is wrong by itself is told of once.
    const messages = new Map([...all].filter(([key]) => !wrong.has(key)))
    return { language, file, messages, places, isBroken: false }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    troubles.push(...findingsOf(file, error.problems, 'text-file'))
    return { language, file, messages: new Map(), places: new Map(), isBroken: true }
  }
}
