import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Script } from 'node:vm'
import { shown } from '../../check/finding.ts'
import { modelOf } from '../../check/model.ts'
import { writeTextKeys } from '../../check/textKeys.ts'
import { serviceNames } from '../../conversation/services.ts'
import type { InterruptWords } from '../../language/interrupts.ts'
import { readPhrase } from '../../language/phrases.ts'
import { plainLanguage } from '../../language/speaks.ts'
import { CommandFailure } from '../failure.ts'
import { flowsFolder } from '../flows.ts'
import { flowFile } from './flow.ts'
import { registered } from './registry.ts'
import { talkFile } from './talk.ts'
import { textsAdded } from './texts.ts'

/**
 * Writes a new flow that works: its file, its texts in each language, their keys, its place in `index.ts` and a talk.
 * @param folder the flows; the talk is written to `fixtures/talks` beside it
 * @throws CommandFailure where there is one of that name, or it cannot have it; then nothing is changed
 */
export async function newFlow(name: string, folder = flowsFolder): Promise<void> {
  const path = resolve(folder)
  const index = join(path, 'index.ts')
  const talk = join(dirname(path), 'fixtures', 'talks', `${name}.yaml`)
  const phrase = phraseOf(name)
  for (const each of [index, join(path, 'arrows.ts'), join(path, 'texts')])
    if (!existsSync(each))
      throw new CommandFailure(`There is no ${each}. Give the folder of the flows that all workshops share.`)
  refuse(name)
  const { flows, registries, texts, loaded, language, troubles } = await modelOf(path)
  if (troubles.length > 0)
    throw new CommandFailure('The flows there are do not load. See what is wrong: npx chasqui flows check')
  const { words } = loaded.exports.get(join(path, 'words.ts')) as { words: InterruptWords }
  for (const each of [join(path, `${name}.ts`), talk])
    if (existsSync(each)) throw new CommandFailure(`${each} exists already. Take another name.`)
  if (flows.has(name) || texts.some(({ places }) => places.has(name)))
    throw new CommandFailure(`There is a flow ${name}, or texts of one, already. Take another name.`)
  const called = registries.map(({ flows: { calledBy = {} } }) => readPhrase(phrase, calledBy))
  const other = readPhrase(phrase, words) ?? called.find((each) => each !== null)
  if (other) throw new CommandFailure(`Who writes "${phrase}" means ${other} already. Take another name.`)

  // Who begins in another language is answered in that.
  const answered = texts.map((each) => each.language).find((each) => each === plainLanguage(phrase))
  const files = [
    [join(path, `${name}.ts`), flowFile(name)],
    ...texts.map((each) => [each.file, textsAdded(name, each.language, readFileSync(each.file, 'utf8'))]),
    [index, registered(readFileSync(index, 'utf8'), name, phrase)],
    [talk, talkFile(name, phrase, answered ?? language)],
  ] as [string, string][]
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    console.log(shown(file))
  }
  const keys = writeTextKeys(path)
  if (keys) console.log(shown(keys))
  console.log(
    `Customers begin it by writing "${phrase}": calledBy in index.ts has the words. See it: npx chasqui replay ${shown(talk)}`,
  )
}

/** `roadHelp` is called by "road help". */
function phraseOf(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function refuse(name: string): void {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    throw new CommandFailure(
      `"${name}" is no name for a flow. Begin with a small letter and write letters and digits alone, such as roadHelp.`,
    )
  if (taken.has(name) || serviceNames.has(name) || isReserved(name))
    throw new CommandFailure(`${name} means something else in flows. Take another name.`)
}

function isReserved(name: string): boolean {
  try {
    new Script(`'use strict'; const ${name} = 0`)
    return false
  } catch {
    return true
  }
}

/** What flow files import, what `index.ts` exports, and files and texts that are no flow's. */
const taken = new Set(
  'setup assign effects choosing isChoice flows greets fellDue asides calledBy migrations index words arrows engine await'.split(
    ' ',
  ),
)
