import { longestOf } from '../../conversation/textCheck.ts'
import { nearMiss, quote } from '../../yaml/yaml.ts'
import type { Place } from '../finding.ts'
import type { Model } from '../model.ts'
import { optionsOf } from '../options.ts'
import { nameOfState } from '../reach.ts'
import type { Found, Rule } from '../rule.ts'
import { alternatives, either, itemsOf, mostOf, nothing, prop, textsIn, type Value } from '../values.ts'
import { commonValues, engineValues } from '../words.ts'

/** A reply without a text. */
export const replyEmpty: Rule = ({ said }) =>
  said.flatMap(({ cases, place, state, type }) =>
    cases
      .flatMap(alternatives)
      .filter((each) => each.kind === 'nothing' || (each.kind === 'object' && isLacking(each, 'text')))
      .map(() => ({
        at: place,
        message: `${nameOfState(state)} has a ${type} without a text`,
        cure: 'write params: { text: … } with a key of texts/',
      })),
  )

/** What is said cannot be told from the file, so nobody can prove that it is written. */
export const textUnclear: Rule = ({ said }) =>
  said.flatMap(({ cases, place, state }) =>
    cases.flatMap((reply) => {
      const isUnclear = (value: Value | undefined) =>
        alternatives(value).some(({ kind }) => kind === 'unknown')
      const parts: [string, Value | undefined][] = [
        ['which text it says', prop(reply, 'text')],
        ['which text an option has', either(optionsOf(reply).map(ownText))],
        ['which template stands in its place', prop(prop(reply, 'fallback'), 'template')],
      ]
      return parts
        .filter(([, value]) => isUnclear(value))
        .map(([what]) => ({
          at: place,
          message: `${nameOfState(state)} does not tell ${what}`,
          cure: "write keys and names as they are, such as 'booking.askDay', one for each case",
        }))
    }),
  )

/** What is spread into an option, such as a service, brings a title and no text. */
function ownText(option: Value): Value {
  return (option.kind === 'object' ? option.props.get('text') : undefined) ?? nothing
}

/** More options than a list has rows. Meta refuses the message, and so do we. */
export const listTooLong: Rule = ({ said }) =>
  said.flatMap(({ cases, state, place }) =>
    cases.flatMap((reply): Found[] => {
      const options = prop(reply, 'options')
      const most = options ? mostOf(options) : 0
      if (most <= mostRows) return []
      const what =
        most === Number.POSITIVE_INFINITY ? 'as many options as there happen to be' : `up to ${most} options`
      return [
        {
          at: placeOf(options) ?? place,
          message: `${nameOfState(state)} offers ${what}, and a list takes ${mostRows}`,
          cure: `cut them with .slice(0, ${mostRows}), less what else is offered`,
        },
      ]
    }),
  )

/** More than three options are a list, which is opened by a button that needs words. */
export const listUnnamed: Rule = ({ said }) =>
  said.flatMap(({ cases, state, place }) =>
    cases
      .filter((reply) => prop(reply, 'options') && mostOf(prop(reply, 'options')) > mostButtons)
      .filter((reply) =>
        alternatives(reply).some((each) => each.kind === 'object' && isLacking(each, 'list')),
      )
      .map((reply) => ({
        at: placeOf(prop(reply, 'options')) ?? place,
        message: `${nameOfState(state)} can offer more than ${mostButtons} options, and has no words for the button that opens the list`,
        cure: "write list: with a key of texts/, such as 'booking.listSlots'",
      })),
  )

/** What stands on a button or a row is longer than Meta shows, with the longest that it can be filled with. */
export const titleTooLong: Rule = (model) =>
  model.said.flatMap(({ cases, state }) =>
    cases.flatMap((reply) => {
      const isList = prop(reply, 'list') !== undefined
      const titles = optionsOf(reply).flatMap((option) => textsIn(prop(option, 'text')))
      const literal = optionsOf(reply).flatMap((option) =>
        prop(option, 'text') ? [] : textsIn(prop(option, 'title')),
      )
      const opener = textsIn(prop(reply, 'list'))
      const most = isList ? 24 : 20
      return [
        ...titles.flatMap((each) => tooLong(model, each, most, 'an option')),
        ...opener.flatMap((each) => tooLong(model, each, 20, 'the button of a list')),
        ...literal
          .filter(({ text }) => text.length > most)
          .map(({ text, place }) => ({
            at: place,
            message: `${nameOfState(state)} offers ${quote(text)}, which has ${text.length} characters, and an option takes ${most}`,
            cure: 'shorten it, or better write a key of texts/ as text:',
          })),
      ]
    }),
  )

/** Words of an option that stand in a flow are the same in every language. */
export const titleUntranslated: Rule = ({ said }) =>
  said.flatMap(({ cases, state }) =>
    cases.flatMap(optionsOf).flatMap((option) =>
      textsIn(prop(option, 'title'))
        .filter(({ text }) => /\p{L}/u.test(text))
        .map(({ text, place }) => ({
          at: place,
          message: `${nameOfState(state)} offers ${quote(text)} in every language`,
          cure: 'write it in texts/ and its key here, as text:',
        })),
    ),
  )

/** A text is said without a value that it needs: the talk would break off there. */
export const valueMissing: Rule = (model) => [
  ...model.said.flatMap(({ cases, state }) => {
    const spoken = cases.flatMap((reply) => [
      ...alternatives(reply),
      ...optionsOf(reply),
      ...itemsOf(prop(prop(reply, 'fallback'), 'values')),
    ])
    return [
      ...spoken.flatMap((each) => lacking(model, each, nameOfState(state))),
      ...cases.flatMap((reply) =>
        textsIn(prop(reply, 'list')).flatMap(({ text, place }) =>
          needs(model, text, [], place, nameOfState(state)),
        ),
      ),
    ]
  }),
  ...[...model.texts, ...model.own].flatMap(({ language, places, messages }) =>
    [...messages].flatMap(([key, message]) => {
      if (!key.startsWith('engine.')) return []
      if (
        model.said.some(({ cases }) =>
          cases.some((each) => textsIn(prop(each, 'text')).some(({ text }) => text === key)),
        )
      )
        return []
      const given = [...commonValues, ...(engineValues[key] ?? [])]
      return [...message.placeholders.keys()]
        .filter((name) => !given.includes(name))
        .map((name) => ({
          at: places.get(key)!,
          message: `${key} needs {${name}} in ${language}, and the engine does not give it`,
          cure: 'leave it out of the text',
        }))
    }),
  ),
]

/** Two options of one question with one and the same id cannot be told apart. */
export const optionTwice: Rule = ({ said }) =>
  said.flatMap(({ cases, state }) =>
    cases.flatMap((reply) => {
      const seen = new Set<string>()
      return optionsOf(reply)
        .map((option) => prop(option, 'id'))
        .flatMap((id) => (id?.kind === 'text' ? [id] : []))
        .filter(({ text }) => seen.has(text) || !seen.add(text))
        .map(({ text, place }) => ({
          at: place,
          message: `${nameOfState(state)} offers "${text}" twice`,
          cure: 'give each option an id of its own',
        }))
    }),
  )

/** A list has ten rows at most, and there are three buttons at most. */
const mostRows = 10
const mostButtons = 3

function isLacking(value: Value, key: string): boolean {
  return value.kind === 'object' && !value.isOpen && !value.props.has(key)
}

function placeOf(value: Value | undefined): Place | undefined {
  return alternatives(value).flatMap((each) => ('place' in each ? [each.place] : []))[0]
}

function tooLong(
  { texts }: Model,
  { text: key, place }: { text: string; place: Place },
  most: number,
  what: string,
): Found[] {
  return texts.flatMap(({ language, messages }) => {
    const message = messages.get(key)
    const longest = message && message.placeholders.size < 8 ? longestOf(message) : ''
    if (longest.length <= most) return []
    return [
      {
        at: place,
        message: `${key} can have ${longest.length} characters in ${language} (${quote(longest)}), and ${what} takes ${most}`,
        cure: `shorten it in texts/${language}.yaml, or say something else here`,
      },
    ]
  })
}

/** What an object with `text` and `with` says without the values that it needs. */
function lacking(model: Model, value: Value, who: string): Found[] {
  if (value.kind !== 'object') return []
  const given = prop(value, 'with')
  const ways = given ? alternatives(given) : [undefined]
  return textsIn(value.props.get('text')).flatMap(({ text, place }) =>
    ways.flatMap((way) => {
      if (way === undefined) return value.isOpen ? [] : needs(model, text, [], place, who)
      if (way.kind !== 'object' || way.isOpen) return []
      return needs(model, text, [...way.props.keys()], place, who)
    }),
  )
}

function needs({ texts, own }: Model, key: string, given: string[], at: Place, who: string): Found[] {
  const missing = new Map<string, string[]>()
  const isMissing = (name: string) => !given.includes(name) && !commonValues.includes(name)
  for (const { language, messages } of texts) {
    for (const name of messages.get(key)?.placeholders.keys() ?? [])
      if (isMissing(name)) missing.set(name, [...(missing.get(name) ?? []), language])
  }
  const ofOwn = own.flatMap(({ language, messages, places }): Found[] =>
    [...(messages.get(key)?.placeholders.keys() ?? [])].filter(isMissing).map((name) => ({
      at: places.get(key)!,
      message: `${key} needs {${name}} in ${language}, and ${who} says it without giving it`,
      cure: 'leave it out of the text',
    })),
  )
  const ofShared = [...missing].map(([name, languages]) => ({
    at,
    message: `${who} says ${key}, which needs {${name}} in ${languages.join(', ')}, without giving it`,
    cure: `write with: { ${name}: … }, or leave ${nearMiss(`{${name}}`, []).replaceAll('"', '')} out of the text`,
  }))
  return [...ofShared, ...ofOwn]
}
