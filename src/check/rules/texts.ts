import { readFileSync } from 'node:fs'
import { rightOne } from '../../conversation/oddOne.ts'
import { engineTexts } from '../../conversation/textUse.ts'
import { placeFor } from '../../yaml/keys.ts'
import { nearMiss } from '../../yaml/yaml.ts'
import type { Place } from '../finding.ts'
import { shown } from '../finding.ts'
import type { Model } from '../model.ts'
import { optionsOf } from '../options.ts'
import type { Rule } from '../rule.ts'
import { type Node, placeOf, walk } from '../source.ts'
import { leaves, type TextFile } from '../textFiles.ts'
import { itemsOf, prop, textsIn, type Value } from '../values.ts'
import { commonValues, eventNames } from '../words.ts'

/** A key that a flow says and that no language has. */
export const textUnknown: Rule = (model) => {
  const known = leaves(model.texts)
  if (known.length === 0) return []
  const isKnown = new Set([...known, ...model.own.flatMap(({ messages }) => [...messages.keys()])])
  return [...usesOf(model)]
    .filter(([key]) => !isKnown.has(key))
    .flatMap(([key, places]) =>
      places.map((at) => ({
        at,
        message: `nobody wrote the text ${nearMiss(key, near(key, known))}`,
        cure: `mend the key, or write it in ${model.texts.map(({ language }) => `texts/${language}.yaml`).join(', ')}`,
      })),
    )
}

/** A text that some languages have, and this one has not. */
export const textMissing: Rule = (model) => {
  const uses = usesOf(model)
  const texts = model.texts.filter(({ isBroken }) => !isBroken)
  return leaves(model.texts)
    .filter((key) => uses.has(key) || engineTexts.includes(key))
    .flatMap((key) =>
      texts
        .filter(({ places }) => !places.has(key))
        .map((file) => {
          const other = texts.find(({ places }) => places.has(key))!
          return {
            at: lackingIn(key, file, other),
            message: `${key} is missing in ${file.language}, and ${other.language}.yaml has it at line ${other.places.get(key)!.line}`,
            cure: 'write it, or delete the file if nobody is spoken to in this language',
          }
        }),
    )
}

/** A text of the engine's that no language has. */
export const engineTextMissing: Rule = ({ texts, language }) => {
  const first = texts.find((each) => each.language === language) ?? texts[0]
  if (!first || texts.some(({ isBroken }) => isBroken)) return []
  return engineTexts
    .filter((key) => !texts.some(({ places }) => places.has(key)))
    .map((key) => ({
      at: lackingIn(key, first),
      message: `${key} is in no language, and the engine says it`,
      cure: 'write it',
    }))
}

/** A text that nobody says. */
export const textUnused: Rule = (model) => {
  const uses = usesOf(model)
  const said = [...uses.keys(), ...engineTexts]
  const known = leaves(model.texts)
  const isKnown = new Set(known)
  // What was meant where a flow misspells a key is told of there.
  const misspelt = [...uses.keys()]
    .filter((key) => !isKnown.has(key))
    .map((key) => nearMiss(key, near(key, known)))
  const meant = new Set(misspelt.flatMap((each) => /did you mean "(.+)"/.exec(each)?.[1] ?? []))
  return [
    ...model.texts.flatMap(({ messages, places }) =>
      [...messages.keys()]
        .filter((key) => !uses.has(key) && !engineTexts.includes(key) && !meant.has(key))
        .map((key) => ({
          at: places.get(key)!,
          message: `nobody says the text ${nearMiss(key, near(key, said))}`,
          cure: 'mend its key, or delete it',
        })),
    ),
    ...model.troubles
      .filter(({ rule }) => rule === 'text-unused')
      .map(({ message, cure, ...at }) => ({ at, message, cure })),
  ]
}

/** A text that has other values in one language than in the others. */
export const placeholderDiffers: Rule = ({ texts, language, said }) => {
  const keys = [...new Set(texts.flatMap(({ messages }) => [...messages.keys()]))]
  const given = givenIn(said.flatMap(({ cases }) => cases))
  return keys.flatMap((key) => {
    const all = texts.flatMap((file) => {
      const message = file.messages.get(key)
      return message
        ? [{ file, language: file.language, values: [...message.placeholders.keys()].sort().join(', ') }]
        : []
    })
    const wanted = rightOne(all, language, given.get(key))
    return all
      .filter(({ values }) => values !== wanted.values)
      .map(({ file, values }) => ({
        at: file.places.get(key)!,
        message: `${key} has the values ${values || 'none'} in ${file.language}, and ${wanted.values || 'none'} in ${wanted.file.language}.yaml`,
        cure: 'write the same ones in each language',
      }))
  })
}

/** A text without the language that the workshop speaks. */
export const languageMissing: Rule = ({ workshops, texts, folder }) =>
  workshops
    .filter(
      ({ workshop }) => texts.length > 0 && !texts.some(({ language }) => language === workshop.language),
    )
    .map(({ file, workshop }) => ({
      at: lineOfKey(file, 'language'),
      message: `there are no texts in ${workshop.language}, which ${workshop.name} speaks`,
      cure: `write ${shown(`${folder}/texts/${workshop.language}.yaml`)}, or change the language`,
    }))

/** Where each key is said in the flow files. */
function usesOf(model: Model): Map<string, Place[]> {
  const known = used.get(model) ?? findUses(model)
  used.set(model, known)
  return known
}

const used = new WeakMap<Model, Map<string, Place[]>>()

function findUses(model: Model): Map<string, Place[]> {
  const { loaded, texts, said, templates } = model
  const groups = new Set(texts.flatMap(({ places }) => [...places.keys()].map((key) => key.split('.')[0]!)))
  const uses = new Map<string, Place[]>()
  const add = (key: string, place: Place) => {
    const known = uses.get(key) ?? []
    const isTold = known.some(({ file, line }) => file === place.file && line === place.line)
    if (!isTold) uses.set(key, [...known, place])
  }
  for (const { file, program } of loaded.sources.values()) {
    const all = walk(program)
    const names = new Set<Node>(
      all.flatMap((node) => (node.type === 'ObjectProperty' ? [node.key as Node] : [])),
    )
    for (const node of all) {
      if (names.has(node)) continue
      // Keys of texts are written as they are, so that they can be found: 'booking.askDay'.
      if (node.type !== 'StringLiteral' || !/^[a-z]\w*(?:\.\w+)+$/.test(node.value)) continue
      const isName = eventNames.includes(node.value) || (templates && Object.hasOwn(templates, node.value))
      if (!isName && groups.has(node.value.split('.')[0]!)) add(node.value, placeOf(file, node))
    }
  }
  for (const { cases } of said)
    for (const reply of cases) for (const { text, place } of keysIn(reply)) add(text, place)
  return uses
}

/** Every key of a text in a reply. */
function keysIn(reply: Value) {
  return [
    ...textsIn(prop(reply, 'text')),
    ...textsIn(prop(reply, 'list')),
    ...optionsOf(reply).flatMap((option) => textsIn(prop(option, 'text'))),
    ...itemsOf(prop(prop(reply, 'fallback'), 'values')).flatMap((each) => textsIn(prop(each, 'text'))),
  ]
}

function near(key: string, known: string[]): string[] {
  const group = key.split('.')[0]
  const beside = known.filter((each) => each.split('.')[0] === group)
  return beside.length > 0 ? beside : known
}

function lackingIn(key: string, { file, places }: TextFile, other?: TextFile): Place {
  return { file, ...placeFor(key, places, other?.places.keys()) }
}

/** The values that flows give with each key; undefined where that cannot be told. */
function givenIn(cases: Value[]): Map<string, Set<string> | undefined> {
  const given = new Map<string, Set<string> | undefined>()
  for (const reply of cases) {
    for (const each of [reply, ...optionsOf(reply), ...itemsOf(prop(prop(reply, 'fallback'), 'values'))]) {
      const values = prop(each, 'with')
      for (const { text } of textsIn(prop(each, 'text'))) {
        const known = given.has(text) ? given.get(text) : new Set(commonValues)
        if (values?.kind === 'object') for (const name of values.props.keys()) known?.add(name)
        given.set(text, values && values.kind !== 'object' ? undefined : known)
      }
    }
  }
  return given
}

function lineOfKey(file: string, key: string): Place {
  const rows = readFileSync(file, 'utf8').split('\n')
  return { file, line: rows.findIndex((row) => row.startsWith(`${key}:`)) + 1 || 1 }
}
