import {
  needsBeside,
  placeholders,
  replyPlaces,
  type Template,
  wordings,
} from '../../conversation/template.ts'
import { nearMiss } from '../../yaml/yaml.ts'
import { type Place, shown } from '../finding.ts'
import type { Model } from '../model.ts'
import { nameOfState } from '../reach.ts'
import type { Found, Rule } from '../rule.ts'
import { nameOf, placeOf, walk } from '../source.ts'
import { alternatives, mostOf, prop, textsIn, type Value } from '../values.ts'

/** A template that nobody wrote. */
export const templateUnknown: Rule = (model) => {
  const { templates, loaded } = model
  if (!templates) return []
  const known = Object.keys(templates)
  const written = [...loaded.sources.values()].flatMap(({ file, program }) =>
    [...walk(program)].flatMap((node) =>
      node.type === 'ObjectProperty' && nameOf(node) === 'template' && node.value.type === 'StringLiteral'
        ? [{ text: node.value.value, place: placeOf(file, node.value) }]
        : [],
    ),
  )
  const said = fallbacksOf(model).flatMap(({ fallback }) => textsIn(prop(fallback, 'template')))
  return [...written, ...said]
    .filter(({ text }) => !known.includes(text))
    .map(({ text, place }) => ({
      at: place,
      message: `nobody wrote the template ${nearMiss(text, known)}`,
      cure: 'mend its name, or write it in templates.yaml',
    }))
}

/** A template gets another number of values than it has placeholders. */
export const templateValues: Rule = (model) =>
  usesOf(model).flatMap(({ name, template, fallback, where }) => {
    const holes = placeholders(template.body).length
    const values = alternatives(prop(fallback, 'values'))
    return values.flatMap((each): Found[] => {
      if (each.kind !== 'list' || each.most === Number.POSITIVE_INFINITY || each.most === holes) return []
      return [
        {
          // Who wrote as many examples as placeholders meant as many.
          at: isMeant(template) ? each.place : model.placeOfTemplate([name, 'body']),
          message: `${name} has ${holes} placeholders, and ${where} gives it ${each.most} values`,
          cure: 'write as many of one as of the other',
        },
      ]
    })
  })

/** What a template needs beside the values of its body is given by no flow. */
export const templateBeside: Rule = (model) =>
  usesOf(model).flatMap(({ name, template, where }) =>
    wordings(template).flatMap(([language, wording]) => {
      const more = needsBeside(wording)
      if (more === undefined) return []
      return {
        at: model.placeOfTemplate([name]),
        message: `${name} needs ${more} in ${language} each time, and ${where} gives it the values of its body alone`,
        cure: 'leave that out of it',
      }
    }),
  )

/** The quick replies of a template stand for the options of the reply, one for each. */
export const templateButtons: Rule = (model) =>
  usesOf(model).flatMap(({ name, template, reply, where }) => {
    const options = prop(reply, 'options')
    const most = options ? mostOf(options) : 0
    const counts = new Set(wordings(template).map(([, { buttons }]) => replyPlaces(buttons).length))
    const [place] = counts.size === 1 && wordings(template).length > 1 ? placesOf(options) : []
    return wordings(template).flatMap(([language, { buttons }]): Found[] => {
      const count = replyPlaces(buttons).length
      if (most === Number.POSITIVE_INFINITY || count === most) return []
      const path =
        language === template.language ? [name, 'buttons'] : [name, 'languages', language, 'buttons']
      return [
        {
          at: place ?? model.placeOfTemplate(path),
          message: `${name} has ${count} quick replies in ${language}, and ${where} offers ${most} options`,
          cure: 'write a quick reply for each option, in the same order',
        },
      ]
    })
  })

/** A template is not written in a language that customers are spoken to in. */
export const templateLanguage: Rule = (model) =>
  usesOf(model).flatMap(({ name, template, where }) =>
    model.texts
      .filter(({ language }) => !wordings(template).some(([each]) => each.split('_')[0] === language))
      .map(({ language }) => ({
        at: model.placeOfTemplate([name]),
        message: `${name} is not written in ${language}, and ${where} says it in each language`,
        cure: `write it below languages:, or delete texts/${language}.yaml`,
      })),
  )

/** Meta judges a template by its examples: one for each placeholder. */
export const templateExamples: Rule = ({ templates, placeOfTemplate }) =>
  Object.entries(templates ?? {}).flatMap(([name, template]) =>
    wordings(template).flatMap(([language, { body, examples }]): Found[] => {
      const holes = placeholders(body).length
      if (examples === null || examples.length === holes) return []
      const path =
        language === template.language ? [name, 'examples'] : [name, 'languages', language, 'examples']
      return [
        {
          at: placeOfTemplate(path),
          message: `${name} has ${examples.length} examples in ${language}, and ${holes} placeholders`,
          cure: 'write one for each placeholder',
        },
      ]
    }),
  )

/** What fills a template stands on one line. */
export const templateLines: Rule = (model) =>
  fallbacksOf(model).flatMap(({ fallback }) =>
    alternatives(prop(fallback, 'values'))
      .flatMap((each) => (each.kind === 'list' ? each.items : []))
      .flatMap((each) => textsIn(prop(each, 'text')))
      .flatMap(({ text: key }) =>
        model.texts.flatMap(({ messages, places, language }) => {
          const said = messages.get(key)
          if (!said || ![...said.placeholders.keys()].every((name) => name in oneLine)) return []
          if (!/[\n\t]| {5}/.test(said.say(oneLine, 'UTC'))) return []
          return {
            at: places.get(key)!,
            message: `${key} fills a template, and Meta takes no new line and no tab there (${language})`,
            cure: 'write it on one line',
          }
        }),
      ),
  )

/** Whether as many examples were written as there are placeholders, in each language. */
function isMeant(template: Template): boolean {
  return wordings(template).every(
    ([, { body, examples }]) => examples !== null && examples.length === placeholders(body).length,
  )
}

function placesOf(value: Value | undefined): Place[] {
  return alternatives(value).flatMap((each) => ('place' in each ? [each.place] : []))
}

const oneLine = {
  workshop: 'a',
  address: 'a',
  hours: 'a',
  service: 'a',
  vehicle: 'a',
  price: 'a',
  prices: 'a',
  minutes: '1',
  name: 'a',
  start: '2026-11-27T10:00:00Z',
}

function fallbacksOf({ said }: Model): { reply: Value; fallback: Value; where: string }[] {
  return said.flatMap(({ cases, state, place }) =>
    cases.flatMap((reply) => {
      const fallback = prop(reply, 'fallback')
      const where = `${nameOfState(state)} (${shown(place.file)}:${place.line})`
      return fallback ? alternatives(fallback).map((each) => ({ reply, fallback: each, where })) : []
    }),
  )
}

/** The templates that flows say, of those that are written. */
function usesOf(model: Model) {
  return fallbacksOf(model).flatMap((use) =>
    textsIn(prop(use.fallback, 'template')).flatMap(({ text: name }) => {
      const template =
        model.templates && Object.hasOwn(model.templates, name) ? model.templates[name] : undefined
      return template ? [{ ...use, name, template }] : []
    }),
  )
}
