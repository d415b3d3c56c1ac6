import { sentenceOf } from '../../language/sentence.ts'
import { nearMiss, quote } from '../../yaml/yaml.ts'
import { isConfig } from '../chart.ts'
import { optionsOf } from '../options.ts'
import type { Rule } from '../rule.ts'
import { itemsOf, prop, textsIn } from '../values.ts'
import { fallsDue, intents } from '../words.ts'

/** `index.ts` names a flow that is none. */
export const unknownFlow: Rule = ({ registries, flows, where }) =>
  registries.flatMap(({ file, flows: { greets, fellDue = {}, asides = {}, calledBy = {} }, isShared }) => {
    const known = [...flows.keys()]
    const first = { file, line: 1 }
    const called = Object.keys(calledBy)
      .filter((flow) => !known.includes(flow))
      .map((flow) => ({
        at: where.of(calledBy, flow),
        message: `these words call ${nearMiss(flow, known)}, and there is no such flow`,
        cure: 'name one of flows',
      }))
    const inMaps = [fellDue, asides].flatMap((map) =>
      Object.entries(map)
        .filter(([, flow]) => !known.includes(flow))
        .map(([key, flow]) => ({
          at: where.of(map, key),
          message: `${key} is for ${nearMiss(flow, known)}, and there is no such flow`,
          cure: 'name one of flows',
        })),
    )
    const inAll = [...inMaps, ...called]
    if (greets === undefined && !isShared) return inAll
    if (greets !== undefined && known.includes(greets)) return inAll
    const what =
      greets === undefined ? 'no flow greets' : `${nearMiss(greets, known)} greets, and there is no such flow`
    return [
      {
        at: where.export(file, 'greets') ?? first,
        message: what,
        cure: 'export greets with the name of a flow',
      },
      ...inAll,
    ]
  })

/** What falls due has no flow that takes it up, or nothing of that name ever does. */
export const fellDueUnknown: Rule = ({ registries, where }) =>
  registries.flatMap(({ file, flows: { fellDue = {} }, isShared }) => {
    const unknown = Object.keys(fellDue)
      .filter((event) => !fallsDue.includes(event))
      .map((event) => ({
        at: where.of(fellDue, event),
        message: `${nearMiss(event, fallsDue)} never falls due`,
        cure: `mend its name; there are ${fallsDue.join(', ')}`,
      }))
    const missing = (isShared ? fallsDue : [])
      .filter((event) => !Object.hasOwn(fellDue, event))
      .map((event) => ({
        at: where.export(file, 'fellDue') ?? { file, line: 1 },
        message: `no flow takes up ${event}`,
        cure: 'name the flow for it in fellDue',
      }))
    return [...unknown, ...missing]
  })

/** An intent that nothing is understood as: of `asides`, or of what an option means. */
export const unknownIntent: Rule = ({ registries, where, said }) => [
  ...registries.flatMap(({ flows: { asides = {} } }) =>
    Object.keys(asides)
      .filter((intent) => !intents.includes(intent))
      .map((intent) => ({
        at: where.of(asides, intent),
        message: `nothing is understood as ${nearMiss(intent, intents)}`,
        cure: `mend it; there are ${intents.join(', ')}`,
      })),
  ),
  ...said.flatMap(({ cases }) =>
    cases.flatMap((each) =>
      optionsOf(each).flatMap((option) =>
        itemsOf(prop(option, 'means'))
          .flatMap((meant) => textsIn(meant))
          .filter(({ text }) => !intents.includes(text))
          .map(({ text, place }) => ({
            at: place,
            message: `an option means ${nearMiss(text, intents)}, and nothing is understood as that`,
            cure: `mend it; there are ${intents.join(', ')}`,
          })),
      ),
    ),
  ),
]

/** A flow that nothing ever begins. */
export const flowUnused: Rule = ({ charts, registries, flows, where }) => {
  const begun = new Set<unknown>([
    ...registries.flatMap(({ flows: { greets, fellDue = {}, asides = {}, calledBy = {} } }) => [
      greets,
      ...Object.keys(calledBy),
      ...Object.values(fellDue),
      ...Object.values(asides),
    ]),
    ...charts.flatMap(({ states }) => states.flatMap(({ invokes }) => invokes.map(({ src }) => src))),
  ])
  const idle = registries.flatMap(({ flows: { flows: own = {} } }) =>
    Object.keys(own)
      .filter((name) => flows.get(name) && !begun.has(name))
      .map((name) => ({
        at: where.of(own, name),
        message: `nothing ever begins the flow ${quote(name)}`,
        cure: 'invoke it, name it in fellDue, asides or calledBy, or delete it',
      })),
  )
  const apart = charts
    .filter(({ name }) => name === undefined)
    .map(({ config }) => ({
      at: where.of(config),
      message: `the flow ${quote(config.id ?? '')} is not among those of index.ts`,
      cure: 'add it to flows in index.ts, or delete it',
    }))
  return [...idle, ...apart]
}

/** Nobody can say what interrupts the bot: leave it, the menu, a person, no more messages. */
export const wordsMissing: Rule = ({ loaded: { exports }, folder, registries, where }) => {
  const file = `${folder}/words.ts`
  const at = where.export(file, 'words') ?? { file, line: 1 }
  const words = exports.get(file)?.words
  if (!isConfig(words))
    return [
      {
        at,
        message: 'there are no words that interrupt the bot',
        cure: 'export words with cancel, menu, person and optOut',
      },
    ]
  const meant = new Map<string, string>()
  return [
    ...Object.keys(words)
      .filter((name) => !wordNames.includes(name))
      .map((name) => ({
        at: where.of(words, name),
        message: `nobody reads ${nearMiss(name, wordNames)}`,
        cure: 'mend the name',
      })),
    ...wordNames
      .filter((name) => !Array.isArray(words[name]) || words[name].length === 0)
      .map((name) => ({
        at: name in words ? where.of(words, name) : at,
        message: `nothing that customers write means ${name}, and it has to be within reach at any moment`,
        cure: 'write the words for it',
      })),
    ...wordNames.flatMap((name) =>
      (Array.isArray(words[name]) ? words[name] : []).flatMap((phrase: unknown) => {
        const key = sentenceOf(String(phrase))
        const other = meant.get(key)
        meant.set(key, other ?? name)
        if (other === undefined || other === name) return []
        return [
          {
            at: where.of(words[name], undefined, phrase),
            message: `${quote(phrase)} means ${other} and ${name}`,
            cure: 'keep one of them',
          },
        ]
      }),
    ),
    ...registries.flatMap(({ flows: { calledBy = {} } }) =>
      Object.entries(calledBy).flatMap(([flow, phrases]) =>
        phrases.flatMap((phrase) => {
          const key = sentenceOf(phrase)
          const other = meant.get(key)
          meant.set(key, other ?? flow)
          if (other === undefined || other === flow) return []
          return [
            {
              at: where.of(phrases, undefined, phrase),
              message: `${quote(phrase)} calls ${flow}, and means ${other} already`,
              cure: 'keep one of them',
            },
          ]
        }),
      ),
    ),
  ]
}

const wordNames = ['cancel', 'menu', 'person', 'optOut']
