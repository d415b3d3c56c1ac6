import type { Service } from '../agenda/workshop.ts'
import { titleIn } from '../agenda/workshopIn.ts'
import { choiceMessage, type OutboundBody, template } from '../whatsapp/messages.ts'
import type { Choice, Frame, Question } from './conversation.ts'
import { isNamed, languageFor, placeholders, replyPlaces, type Templates, wordingIn } from './template.ts'
import type { Texts } from './texts.ts'
import type { Option, Reply, Values } from './vocabulary.ts'
import { wireId } from './wireId.ts'

/** How texts become words: in which language, at which place. */
export interface Voice {
  texts: Texts
  language: string
  zone: string
  /** What every text may name: `{workshop}`. */
  common: Values
  templates: Templates
  /** They are called as in the language, whatever flows were told before it changed. */
  services: Service[]
}

/** One thing said, and by which frame; null when the engine itself says it. */
export interface Said {
  frame: number | null
  question: Question
  cause: { flow: string; state: string }
}

/** A message to be sent: what to post inside the window and, where the flow has one, the template for outside. */
export interface Utterance {
  text: string
  body: OutboundBody
  fallback: OutboundBody | null
  /** The template in its first language, where that is another one. */
  inFirst?: OutboundBody
  /** What the template says. */
  outside?: string
  cause: { flow: string; state: string }
  /** When it loses its sense, Unix ms. */
  until?: number
  /** Id of the appointment that it is about. */
  about?: string
  /** It reminds of that. */
  reminds?: true
}

/** Puts a reply into words. Throws when a text or a value is missing. */
export function say(voice: Voice, reply: Reply, turn: number): Question {
  return {
    turn,
    text: words(voice, reply.text, reply.with ?? {}),
    options: (reply.options ?? []).map((option) => choice(voice, option)),
    list: reply.list ? words(voice, reply.list, {}) : null,
    fallback: reply.fallback ?? null,
    ...(reply.until && { until: Date.parse(reply.until) }),
    ...(reply.about && { about: reply.about }),
    ...(reply.reminds && { reminds: true as const }),
  }
}

/**
 * Joins what one turn says into as few messages as the platform allows: texts run on, and a message ends where options
 * are offered. Options that are not the last thing said would be answered out of turn, so they are left out.
 */
export function merge(voice: Voice, said: Said[]): Utterance[] {
  const utterances: Utterance[] = []
  let texts: string[] = []
  for (const [index, { frame, question, cause }] of said.entries()) {
    const isLast = index === said.length - 1
    const room = isLast && question.options.length > 0 ? mostBesideOptions : mostInText
    const sofar = texts.join('\n\n')
    if (texts.length > 0 && sofar.length + 2 + question.text.length > room) {
      utterances.push({
        text: sofar,
        body: choiceMessage({ body: sofar, options: [] }),
        fallback: null,
        cause,
      })
      texts = []
    }
    texts.push(question.text)
    if (!isLast) continue
    const { until, about, reminds } = question
    const text = texts.join('\n\n')
    const options = question.options.map(({ id, title, description }) => ({
      id: wireId({ frame: frame ?? 0, turn: question.turn, choice: id }),
      title,
      ...(description && { description }),
    }))
    const body = choiceMessage({ body: text, options, ...(question.list && { list: question.list }) })
    const fallback = question.fallback && outside(voice, question, options)
    const outsideText = question.fallback && about !== undefined && outsideWords(voice, question)
    const inFirst = question.fallback && firstly(voice, question, options)
    utterances.push({
      text,
      body,
      fallback,
      ...(inFirst && { inFirst }),
      ...(outsideText && { outside: outsideText }),
      cause,
      ...(until !== undefined && { until }),
      ...(about !== undefined && { about }),
      ...(reminds && { reminds }),
    })
  }
  return utterances
}

/** What a frame last asked, as something to be said once more. */
export function again(frame: Frame): Said[] {
  if (!frame.question) return []
  return [{ frame: frame.id, question: frame.question, cause: { flow: frame.flow, state: 'again' } }]
}

/** Meta allows 1,024 characters beside reply buttons, 4,096 in a text. */
export const mostBesideOptions = 1024
const mostInText = 4096

function choice(
  voice: Voice,
  { id, text, with: values, title, description, means, lasting, isWorded }: Option,
): Choice {
  return {
    id,
    title: text ? words(voice, text, values ?? {}) : titleIn(voice.services, title ?? id, voice.language),
    ...(description && { description }),
    ...(means && { means }),
    ...(lasting && { lasting }),
    ...(isWorded && { isWorded }),
  }
}

function outside(voice: Voice, { fallback }: Question, options: { id: string }[]): OutboundBody {
  const { template: name, values } = fallback!
  const found = voice.templates[name]
  if (!found) throw new Error(`flows/templates.yaml has no template '${name}'`)
  const language = languageFor(found, voice.language)
  const { body, buttons } = wordingIn(found, language)!
  const given = values.map((each) => words(voice, each.text, each.with))
  return template({
    name,
    language,
    values: isNamed(body)
      ? Object.fromEntries(placeholders(found.body).map((each, index) => [each, given[index] ?? '']))
      : given,
    buttons: replyPlaces(buttons)
      .slice(0, options.length)
      .map((index, nth) => ({ index, payload: options[nth]!.id })),
  })
}

/** The template's body as the customer reads it. */
function outsideWords(voice: Voice, { fallback }: Question): string {
  const { template: name, values } = fallback!
  const found = voice.templates[name]!
  const { body } = wordingIn(found, languageFor(found, voice.language))!
  const given = values.map((each) => words(voice, each.text, each.with))
  const names = isNamed(body) ? placeholders(found.body) : undefined
  return body.replace(
    /\{\{(\w+)\}\}/g,
    (_, key: string) => given[names ? names.indexOf(key) : Number(key) - 1] ?? '',
  )
}

/** In the template's first language, if that is another one than the customer's, and the one that texts are in, too. */
function firstly(voice: Voice, question: Question, options: { id: string }[]): OutboundBody | undefined {
  const found = voice.templates[question.fallback!.template]
  if (!found || languageFor(found, voice.language) === found.language) return undefined
  const [language = ''] = found.language.split('_')
  return voice.texts.languages.includes(language)
    ? outside({ ...voice, language }, question, options)
    : undefined
}

function words(voice: Voice, key: string, values: Values): string {
  const { services, language } = voice
  const service = typeof values.service === 'string' && {
    service: titleIn(services, values.service, language),
  }
  return voice.texts.say(language, key, { ...voice.common, ...values, ...service }, voice.zone)
}
