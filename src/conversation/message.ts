import { type Formats, type Formatters, IntlMessageFormat } from 'intl-messageformat'
import { LRUCache } from 'lru-cache'
import { localeOf } from '../agenda/locale.ts'
import { type InstantStyle, instantIn, instantStyles } from './spokenInstant.ts'

/** One sentence, compiled. */
export interface Message {
  language: string
  /** What each placeholder needs; an instant is shown as a date or an hour. */
  placeholders: Map<string, Need>
  /** Needs all of its values. */
  say(values: Record<string, string | number>, zone: string): string
}

export type Need = 'any' | 'number' | 'instant'

/** Compiles an ICU message, once for all that have it, or says what is wrong with it and how to mend it. */
export function parseMessage(language: string, text: string): Message | { wrong: string } {
  const key = `${language} ${text}`
  const known = compiled.get(key) ?? compile(language, text)
  compiled.set(key, known)
  return known
}

/** Whoever saves one text has the others as they were. */
const compiled = new LRUCache<string, Message | { wrong: string }>({ max: 10_000 })

function compile(language: string, text: string): Message | { wrong: string } {
  const locale = localeOf(language)
  let anywhere: IntlMessageFormat
  try {
    anywhere = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true, formatters })
  } catch (cause) {
    return { wrong: `is not a well-formed message (${(cause as Error).message}); check its { and }` }
  }
  const elements = anywhere.getAst()
  const all = elements.flatMap(withNested)
  const wrong = all.map(unknownStyle).find((each) => each !== undefined)
  if (wrong) return { wrong }
  const placeholders = needsOf(all)
  const isZoned = all.some(({ type }) => type === kinds.date || type === kinds.time)
  const inZones = new Map<string, IntlMessageFormat>()
  const inZone = (zone: string) => {
    const known =
      inZones.get(zone) ?? new IntlMessageFormat(elements, locale, formatsIn(language, zone), { formatters })
    inZones.set(zone, known)
    return known
  }
  return {
    language,
    placeholders,
    say: (values, zone) => String((isZoned ? inZone(zone) : anywhere).format(values)),
  }
}

/** Whether a value can be shown as its placeholder wants. */
export function fits(value: string | number | undefined, need: Need): boolean {
  if (value === undefined || value === null) return false
  if (need === 'any') return true
  if (need === 'number') return value !== '' && Number.isFinite(Number(value))
  return !Number.isNaN(new Date(value).getTime())
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** How the parser numbers its kinds of elements. */
const kinds = { argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6 } as const

function withNested(element: Element): Element[] {
  if (!('options' in element)) return [element]
  const branches = Object.values(element.options).flatMap((branch) => branch.value)
  return [element, ...branches.flatMap(withNested)]
}

/** A style that the library does not know would be shown in the machine's zone. */
function unknownStyle(element: Element): string | undefined {
  if (element.type !== kinds.date && element.type !== kinds.time) return undefined
  const kind = element.type === kinds.date ? 'date' : 'time'
  const known: readonly string[] = instantStyles[kind]
  const { value, style } = element
  if (typeof style === 'string' && known.includes(style)) return undefined
  const cures = known.map((each) => `{${value}, ${kind}, ${each}}`)
  return `{${value}, ${kind}} has no known style; write ${cures.join(' or ')}`
}

function needsOf(elements: Element[]): Map<string, Need> {
  const needs = new Map<string, Need>()
  for (const element of elements) {
    switch (element.type) {
      case kinds.argument:
      case kinds.select:
        if (!needs.has(element.value)) needs.set(element.value, 'any')
        break
      case kinds.number:
      case kinds.plural:
        needs.set(element.value, 'number')
        break
      case kinds.date:
      case kinds.time:
        needs.set(element.value, 'instant')
    }
  }
  return needs
}

/** What the formatters below are handed for each style. */
interface Spoken {
  language: string
  spoken: InstantStyle
  zone: string
}

function formatsIn(language: string, zone: string): Partial<Formats> {
  const of = (kind: 'date' | 'time') =>
    Object.fromEntries(
      instantStyles[kind].map((spoken): [string, Spoken] => [spoken, { language, spoken, zone }]),
    )
  return { date: of('date'), time: of('time') } as Partial<Formats>
}

const shared = new Map<string, unknown>()

function once<T>(key: unknown[], make: () => T): T {
  const name = JSON.stringify(key)
  const known = (shared.get(name) as T | undefined) ?? make()
  shared.set(name, known)
  return known
}

const formatters: Formatters = {
  getNumberFormat: (locale, options) =>
    once(
      ['number', locale, options],
      () => new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions),
    ),
  getPluralRules: (locale, options) =>
    once(['plural', locale, options], () => new Intl.PluralRules(locale, options)),
  getDateTimeFormat: (_, options) => {
    const { language, spoken, zone } = options as unknown as Spoken
    return once(['date', language, spoken, zone], () => {
      const tell = instantIn(language, spoken, zone)
      const format = (value: unknown) => tell(new Date(value as string | number).getTime())
      return { format } as unknown as Intl.DateTimeFormat
    })
  },
}
