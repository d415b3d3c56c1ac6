import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileError, nearMiss, readYaml } from '../yaml/yaml.ts'
import { fits, type Message, type Need } from './message.ts'
import { readTree } from './textTree.ts'
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
  find(language: string, key: string): Message | undefined
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
  return textsOf(languages)
}

/**
 * The texts of a workshop that says some things in its own way.
 *
 * @param language the workshop's
 * @param own sentences by language that take the place of the shared ones, or are its own flows'
 */
export function withOwn(
  shared: Texts,
  language: string,
  own: { language: string; messages: ReadonlyMap<string, Message> }[],
): Texts {
  if (own.length === 0) return shared
  const byLanguage = new Map(own.map((each) => [each.language, each.messages]))
  const ours = (which: string) => byLanguage.get(which) ?? none
  return sayable({
    languages: shared.languages,
    // What only this workshop's flows say, it says in its own language to whom it has not written it in theirs.
    find: (which, key) => ours(which).get(key) ?? shared.find(which, key) ?? ours(language).get(key),
    keys: (which) => [...new Set([...shared.keys(which), ...ours(which).keys()])],
  })
}

const none: ReadonlyMap<string, Message> = new Map()

function textsOf(languages: ReadonlyMap<string, ReadonlyMap<string, Message>>): Texts {
  return sayable({
    languages: [...languages.keys()],
    find: (language, key) => languages.get(language)?.get(key),
    keys: (language) => [...(languages.get(language)?.keys() ?? [])],
  })
}

function sayable({ languages, find, keys }: Pick<Texts, 'languages' | 'find' | 'keys'>): Texts {
  return {
    languages,
    find,
    keys,
    has: (language, key) => find(language, key) !== undefined,
    placeholders: (language, key) => [...(find(language, key)?.placeholders.keys() ?? [])],
    say(language, key, values, zone) {
      const message = find(language, key)
      if (!message) throw new UnknownTextError(language, key, keys(language))
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
  return z
    .record(z.string(), z.unknown())
    .transform((tree, { issues }) =>
      readTree(language, tree, (path, message, rule) =>
        issues.push({ code: 'custom', path, message, params: { rule }, input: tree }),
      ),
    )
}
