import { alike, idle } from './likeness.ts'
import { type Said, saidOf } from './said.ts'
import { sentenceOf } from './sentence.ts'
import { works } from './works.ts'

/** A service as the customer sees it. */
export interface NamedService {
  id: string
  title: string
  description?: string
}

/**
 * The id of the service that a whole message names ("cambio de aceite mañana a las 10"), or null when it names none, or
 * more than one. Descriptions count only where no title is named and nothing is asked.
 */
export function readService(message: string | Said, services: NamedService[]): string | null {
  const said = saidOf(message)
  const words = tellingOf(said).map((word) => wordOf(works.get(word) ?? word))
  const titles = named(words, services, 'title')
  if (titles.length > 0) return titles.length === 1 ? titles[0]! : null
  if (asks.test(said.sentence) || said.text.includes('?')) return null
  const described = named(words, services, 'description')
  return described.length === 1 ? described[0]! : null
}

/** The words that tell of a work, without the clauses that say what is not wanted. */
function tellingOf({ text, sentence }: Said): string[] {
  const clauses = parts.test(text) ? text.split(parts).map(sentenceOf) : [sentence]
  return clauses
    .filter((clause) => !denied.test(clause))
    .join(' ')
    .split(' ')
    .filter(isTelling)
}

const parts = /[.,;!?\n]|\b(?:pero|sino|mejor)\b/i
const denied = /(?:^| )(?:no|ni|nao|not|ningun[oa]?|sin|tampoco|nunca|menos|excepto|salvo)(?: |$)/
const asks =
  /^(?:hola )?(?:hacen|hace|haces|tienen|tenes|trabajan|arreglan|venden|cuanto|cuando|donde|que|como|cual)(?: |$)/

/** Those whose words were said; one that covers all that another covers, and more, stands alone: "service menor". */
function named(said: Word[], services: NamedService[], part: 'title' | 'description'): string[] {
  const found = services
    .map((service) => ({ id: service.id, hits: hitsOf(said, termsOf(service)[part]) }))
    .filter(({ hits }) => hits.size > 0)
  return found
    .filter(({ hits }) => !found.some((other) => other.hits.size > hits.size && covers(other.hits, hits)))
    .map(({ id }) => id)
}

/** The places of the words that were said; general words ("cambio", "completo") count only beside one that is not. */
function hitsOf(said: Word[], { own, sure }: Terms): Set<number> {
  const hits = new Set<number>()
  if (!said.some((word) => isAmong(word, sure))) return hits
  for (const [place, word] of said.entries()) if (isAmong(word, own)) hits.add(place)
  return hits
}

function covers(wider: Set<number>, narrower: Set<number>): boolean {
  return [...narrower].every((place) => wider.has(place))
}

interface Word {
  word: string
  stem: string
}

/** The words of a title or description, and those of them that are enough by themselves. */
interface Terms {
  own: Word[]
  sure: Word[]
}

const known = new WeakMap<NamedService, Record<'title' | 'description', Terms>>()

function termsOf(service: NamedService): Record<'title' | 'description', Terms> {
  const before = known.get(service)
  if (before) return before
  const terms = { title: termsIn(service.title), description: termsIn(service.description ?? '') }
  known.set(service, terms)
  return terms
}

function termsIn(words: string): Terms {
  const own = sentenceOf(words).split(' ').filter(isTelling).map(wordOf)
  const telling = own.filter(({ word }) => !general.has(word))
  return { own, sure: telling.length > 0 ? telling : own }
}

function wordOf(word: string): Word {
  return { word, stem: stemOf(word) }
}

function isTelling(word: string): boolean {
  return word.length > 2 && !idle.has(word) && !vague.has(word)
}

function isAmong(word: Word, list: Word[]): boolean {
  return list.some((each) => isSame(word, each))
}

function isSame(said: Word, other: Word): boolean {
  return said.stem === other.stem || alike(said.word, other.word)
}

/** "alinear", "alineado" and "alineación" are one word; short words stay. */
function stemOf(word: string): string {
  if (/^servi[scz](?:s|e|es)?$/.test(word)) return 'service'
  const stem = word.replace(/e?(?:aciones|acion|iones|ion|arl[oae]s?|ar|ados?|adas?|amos|os?|s)$/, '')
  return stem.length >= 4 ? stem : word
}

/** Words of many titles that name no service alone: "cambio de hora" is no change of oil. */
const general = new Set(
  'cambio completo completa general generales basico basica total premium menor mayor rapido auto moto vehiculo coche camioneta servicio'.split(
    ' ',
  ),
)

/** Words of descriptions and wishes that say nothing about the work. */
const vague = new Set(
  `podes podemos puedo puede pueden quedar esperar pasamos hacemos incluye incluido dejar dejas dejamos llevar traer venir hora horas turno dia dias manana tarde hoy
  lunes martes miercoles jueves viernes sabado domingo dos tres cuatro cinco seis siete ocho nueve diez once doce todo todos toda todas quiero queria quisiera necesito
  hacer agendar reservar les nos los las sus tus mas muy con sin desde hasta entre este esta ese esa otro otra trabajo taller semana consulta minutos`
    .trim()
    .split(/\s+/),
)
