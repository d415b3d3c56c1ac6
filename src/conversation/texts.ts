import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileError, nearMiss, readYaml } from '../yaml/yaml.ts'
import { fits, type Message, type Need, parseMessage } from './message.ts'
import { button, faults } from './textCheck.ts'
import type { ValueName, Values } from './vocabulary.ts'

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
        if (!fits(values[name as ValueName], kind))
          throw new MissingValueError(language, key, name, needs[kind])
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
    const buttons = new Map<string, string>()
    for (const { path, value } of leaves(tree)) {
      const key = path.join('.')
      const read = found.has(key) ? { wrong: 'stands twice; keep one of them' } : readText(language, value)
      const wrong = 'wrong' in read ? [read.wrong] : faults(key, read)
      if (!('wrong' in read)) {
        found.set(key, read)
        if (wrong.length === 0) wrong.push(...twin(buttons, key, read))
      }
      for (const message of wrong) context.issues.push({ code: 'custom', path, message, input: tree })
    }
    return found
  })
}

function readText(language: string, value: unknown): Message | { wrong: string } {
  const isBlank = value === null || (typeof value === 'string' && value.trim() === '')
  if (isBlank) return { wrong: 'is empty; write the text, or delete its key' }
  if (typeof value === 'string') return parseMessage(language, value)
  return { wrong: 'is not a text; put it in quotes, and write one text for each key' }
}

/** Meta refuses a message with two buttons that read alike, and so could nobody tell which one was typed. */
function twin(buttons: Map<string, string>, key: string, message: Message): string[] {
  const { group, title } = button(key, message) ?? {}
  if (title === undefined) return []
  const other = buttons.get(`${group} ${title}`)
  buttons.set(`${group} ${title}`, other ?? key)
  return other === undefined ? [] : [`reads like ${other}; give each button its own words`]
}

function leaves(tree: object, path: string[] = []): { path: string[]; value: unknown }[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const here = [...path, key]
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isBranch ? leaves(value, here) : [{ path: here, value }]
  })
}
