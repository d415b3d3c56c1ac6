import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileError, nearMiss, readYaml } from '../yaml/yaml.ts'
import { type Message, type Need, parseMessage } from './message.ts'
import type { Values } from './vocabulary.ts'

/** Every sentence, by language and key (`booking.askDay`). */
export interface Texts {
  /** The languages there are texts of: the names of the files, such as `es`. */
  readonly languages: string[]
  /**
   * The sentence with its placeholders filled. Instants (ISO 8601 or Unix ms) are shown as local times of `zone`.
   *
   * @throws {UnknownTextError | MissingValueError}
   */
  say(language: string, key: string, values: Values, zone: string): string
  has(language: string, key: string): boolean
  keys(language: string): string[]
  /** Names of the values that the sentence needs; none if there is no such sentence. */
  placeholders(language: string, key: string): string[]
}

/** Nobody wrote this sentence. */
export class UnknownTextError extends Error {
  override name = 'UnknownTextError' as const

  constructor(language: string, key: string, known: string[]) {
    super(`flows/texts/${language}.yaml has no text ${nearMiss(key, known)}`)
  }
}

/** A sentence was asked for without a value that it needs, or with one that cannot be shown as it wants. */
export class MissingValueError extends Error {
  override name = 'MissingValueError' as const

  constructor(language: string, key: string, value: string, kind: string) {
    super(`Text "${key}" (${language}) needs the value "${value}", ${kind}; give it with the key of the text`)
  }
}

/**
 * Reads `<language>.yaml` of a folder. Keys may be nested or dotted; each value is an ICU message, compiled once.
 *
 * @throws {FileError} with a line for each text that cannot be said
 */
export function loadTexts(folder: string): Texts {
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => file.endsWith('.yaml'))
  const languages = new Map(
    files.sort().map((file) => {
      const language = file.slice(0, -'.yaml'.length)
      return [language, readYaml(join(folder, file), messages(language))]
    }),
  )
  if (languages.size === 0) throw new FileError(join(folder, 'es.yaml'), [noTexts])

  return {
    languages: [...languages.keys()],
    has: (language, key) => languages.get(language)?.has(key) ?? false,
    keys: (language) => [...(languages.get(language)?.keys() ?? [])],
    placeholders: (language, key) => [...(languages.get(language)?.get(key)?.placeholders.keys() ?? [])],
    say(language, key, values, zone) {
      const message = languages.get(language)?.get(key)
      if (!message) throw new UnknownTextError(language, key, [...(languages.get(language)?.keys() ?? [])])
      for (const [name, kind] of message.placeholders) {
        if (!fits(values[name], kind)) throw new MissingValueError(language, key, name, needs[kind])
      }
      return message.say(values, zone)
    },
  }
}

const noTexts = {
  line: 0,
  column: 0,
  where: '',
  what: 'there is no such file; the texts of a workshop need one',
}

const needs: Record<Need, string> = {
  any: 'a text or a number',
  instant: 'an instant in ISO 8601',
  number: 'a number',
}

function messages(language: string) {
  return z.record(z.string(), z.unknown()).transform((tree, context) => {
    const found = new Map<string, Message>()
    const report = (path: string[], message: string) =>
      context.issues.push({ code: 'custom', path, message, input: tree })
    for (const { path, value } of leaves(tree)) {
      const key = path.join('.')
      if (found.has(key)) report(path, 'stands twice; keep one of them')
      else if (value === null || value === '') report(path, 'is empty; write the text, or delete its key')
      else if (typeof value !== 'string')
        report(path, 'is not a text; put it in quotes, and write one text for each key')
      else {
        const parsed = parseMessage(language, value)
        if ('wrong' in parsed) report(path, parsed.wrong)
        else found.set(key, parsed)
      }
    }
    return found
  })
}

function leaves(tree: object, path: string[] = []): { path: string[]; value: unknown }[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const here = [...path, key]
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isBranch ? leaves(value, here) : [{ path: here, value }]
  })
}

function fits(value: string | number | undefined, need: Need): boolean {
  if (value === undefined || value === null) return false
  if (need === 'any') return true
  if (need === 'number') return value !== '' && Number.isFinite(Number(value))
  return !Number.isNaN(new Date(value).getTime())
}
