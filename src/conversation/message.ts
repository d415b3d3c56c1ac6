import { type Formats, type Formatters, IntlMessageFormat } from 'intl-messageformat'
import { LRUCache } from 'lru-cache'

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
  const locale = locales[language] ?? language
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
      inZones.get(zone) ?? new IntlMessageFormat(elements, locale, formatsIn(zone), { formatters })
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

/** Where a language is spoken by our customers; dates are day before month in all of them. */
const locales: Record<string, string> = { es: 'es-UY', pt: 'pt-BR', en: 'en-GB' }

const styles: {
  date: Record<string, Intl.DateTimeFormatOptions>
  time: Record<string, Intl.DateTimeFormatOptions>
} = {
  date: {
    day: { weekday: 'long', day: 'numeric', month: 'long' },
    // The library's own `short`, which this is laid over, has a year.
    short: { year: undefined, weekday: 'short', day: 'numeric', month: 'numeric' },
  },
  time: { hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } },
}

function withNested(element: Element): Element[] {
  if (!('options' in element)) return [element]
  const branches = Object.values(element.options).flatMap((branch) => branch.value)
  return [element, ...branches.flatMap(withNested)]
}

/** A style that the library does not know would be shown in the machine's zone. */
function unknownStyle(element: Element): string | undefined {
  if (element.type !== kinds.date && element.type !== kinds.time) return undefined
  const [kind, known] = element.type === kinds.date ? ['date', styles.date] : ['time', styles.time]
  const { value, style } = element
  if (typeof style === 'string' && Object.hasOwn(known, style)) return undefined
  const cures = Object.keys(known).map((each) => `{${value}, ${kind}, ${each}}`)
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

function formatsIn(zone: string): Partial<Formats> {
  const zoned = (styles: Record<string, Intl.DateTimeFormatOptions>) =>
    Object.fromEntries(Object.entries(styles).map(([name, style]) => [name, { ...style, timeZone: zone }]))
  return { date: zoned(styles.date), time: zoned(styles.time) }
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
  getDateTimeFormat: (locale, options) => once(['date', locale, options], () => plainDates(locale, options)),
}

/** As people write dates in a message: "viernes 27 de noviembre", without the comma and the abbreviation's point. */
function plainDates(
  ...[locale, options]: ConstructorParameters<typeof Intl.DateTimeFormat>
): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat(locale, options)
  const show = (value: unknown) =>
    format
      .formatToParts(new Date(value as string | number))
      .map(({ type, value }) => (type === 'weekday' ? value.replace('.', '') : value.replace(/^, /, ' ')))
      .join('')
  return { format: show } as unknown as Intl.DateTimeFormat
}
