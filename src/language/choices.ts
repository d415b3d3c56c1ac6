import { alike, idle } from './likeness.ts'
import { type Said, saidOf } from './said.ts'
import { sentenceOf, withoutManners } from './sentence.ts'
import { keycaps } from './text.ts'

/** An option as the customer sees it. */
export interface ShownOption {
  id: string
  title: string
  description?: string
  /** Intents that choose it when typed, such as `yes`. */
  means?: string[]
}

/**
 * The id of the option that someone types instead of tapping it: its place ("2", "el segundo", "la última"), its words
 * ("aceite" for "Cambio de aceite"), or what it means. Null when none or more than one fits.
 * @param saidDay whether the text names a day: among offered times only the agenda can tell which one is meant
 */
export function readChoice(
  message: string | Said,
  options: ShownOption[],
  intent: string | null,
  saidDay = false,
): string | null {
  if (options.length === 0) return null
  const said = saidOf(message)
  const { text } = said
  const sentence = said.isPlain ? said.bare : withoutManners(sentenceOf(keycaps(text)))
  if (sentence === '') return byMeaning(options, intent)
  const titles = new Map(options.map((option) => [option, sentenceOf(option.title)]))
  const whole = only(options, (option) => titles.get(option) === sentence)
  if (whole) return whole.id
  const isTimed = options.some(({ title }) => offered.test(title))
  if (saidDay && isTimed) return byMeaning(options, intent)
  const byTime = readTime(text, sentence, options)
  if (byTime !== undefined) return byTime
  if (denied.test(sentence)) return byMeaning(options, intent)
  const place = readPlace(
    sentence,
    isTimed ? Math.min(options.length, firstHour - 1) : options.length,
    // Beside offered times, "the last one" is a time, not the way to others.
    isTimed ? options.filter(({ title }) => offered.test(title)).length : options.length,
  )
  if (place !== null) return options[place]?.id ?? null
  // Numbers in an offered time are no words: "10" is not the tenth of the month.
  const worded = isTimed ? options.filter(({ title }) => !offered.test(title)) : options
  return byWords(sentence, worded, titles) ?? byMeaning(options, intent)
}

const numbers = [
  '',
  'uno',
  'dos',
  'tres',
  'cuatro',
  'cinco',
  'seis',
  'siete',
  'ocho',
  'nueve',
  'diez',
  'once',
  'doce',
]
const ordinals = new Map(
  [
    'primer primero primera 1ro 1ra 1era 1er 1o first primeiro primeira 1st',
    'segundo segunda 2do 2da 2o second 2nd',
    'tercer tercero tercera 3ro 3ra 3er third terceiro terceira 3rd',
    'cuarto cuarta 4to 4ta fourth quarto quarta 4th',
    'quinto quinta 5to 5ta fifth 5th',
    'sexto sexta 6to 6ta sixth 6th',
    'septimo septima setimo setima 7mo 7ma seventh 7th',
    'octavo octava 8vo 8va eighth 8th',
    'noveno novena 9no 9na ninth 9th',
    'decimo decima 10mo 10ma tenth 10th',
  ].flatMap((words, place) => words.split(' ').map((word) => [word, place + 1] as const)),
)
const others: Record<string, number> = {
  um: 1,
  uma: 1,
  one: 1,
  dois: 2,
  duas: 2,
  two: 2,
  three: 3,
  quatro: 4,
  four: 4,
  five: 5,
}

/** What may stand around a place: "quiero la 2", "opción 3 está bien", "ponele el segundo". */
const around = new Set(
  `el la los las lo un opcion opsion opcio opciones numero nro num no_ n quiero quisiera prefiero elijo escojo dame deme ponele pone poneme me quedo con
  la_ va voy por para seria mejor que sea esa ese dale si ok bien esta sirve gustaria the option number choose i ill id take want would like eu o a opcao numero_ quero prefiro de_ todas
  entonces perfecto listo horario hora turno fecha`
    .trim()
    .split(/\s+/),
)
const denied = /(?:^| )(?:no|ni|nao|not|ningun[oa]?|nenhum[a]?|none|tampoco|nunca|menos|excepto|salvo)(?: |$)/

/**
 * An hour means the one option that has exactly that time; null when none or several have it, so that no other minute is
 * ever taken for it. Undefined when no hour was said: a number that stands alone and is no option's hour may be a place.
 */
function readTime(text: string, sentence: string, options: ShownOption[]): string | null | undefined {
  if (denied.test(sentence)) return undefined
  const said = saidTime(text, sentence)
  if (!said) return undefined
  const times = options.map(({ title }) => offered.exec(title)?.slice(1).map(Number))
  if (!said.marked && !times.some((time) => time?.[0] === said.hour)) return undefined
  // "a las 2" is the afternoon; a bare "2" is not.
  const hour = said.marked && said.hour >= 1 && said.hour <= 6 ? said.hour + 12 : said.hour
  const fits = only(options, (_, place) => times[place]?.[0] === hour && times[place][1] === said.minute)
  return fits?.id ?? null
}

interface SaidTime {
  hour: number
  minute: number
  /** More than a number: "a las 13", "13hs", "13:00". */
  marked: boolean
}

function saidTime(text: string, sentence: string): SaidTime | null {
  const plain = sentence
    .split(' ')
    .filter(
      (word) =>
        placeWord(word) !== undefined || (!around.has(word) && !idle.has(word) && !hourMarks.has(word)),
    )
  const exact = /(?<!\d)(\d{1,2})[:.h](\d{2})(?!\d)/.exec(text)
  if (exact) {
    return plain.length <= 2 ? { hour: Number(exact[1]), minute: Number(exact[2]), marked: true } : null
  }
  const word = plain[0]
  if (plain.length !== 1 || word === undefined) return null
  const hour = /^\d{1,2}(?:hs?|hrs)?$/.test(word) ? Number.parseInt(word, 10) : placeWord(word)
  if (hour === undefined) return null
  const more = / y (media|cuarto)(?: |$)/.exec(sentence)?.[1]
  const minute = more === 'media' ? 30 : more === 'cuarto' ? 15 : 0
  return { hour, minute, marked: minute > 0 || hourSaid.test(sentence) }
}

const offered = /(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)/
const hourMarks = new Set(['hs', 'h', 'hrs', 'hr', 'horas', 'media', 'cuarto', 'punto'])
const hourSaid = /(?:^| )(?:las|a la) |\d ?(?:hs?|hrs?|horas)(?: |$)|(?:^| )punto(?: |$)/

function placeWord(word: string): number | undefined {
  const place = numbers.indexOf(word)
  return place > 0 ? place : others[word]
}

function readPlace(sentence: string, most: number, count: number): number | null {
  const [word, one, ...more] = sentence.split(' ').filter((word) => !around.has(word))
  // "The second one", but not "one" for the first.
  if (word === undefined || more.length > 0 || (one !== undefined && one !== 'one')) return null
  if (one !== undefined && !ordinals.has(word) && word !== 'last') return null
  if (/^(?:ultim[oa]|last)$/.test(word)) return count - 1
  const ordinal = ordinals.get(word)
  const place = /^\d{1,2}$/.test(word) ? Number(word) : (ordinal ?? placeWord(word))
  return place !== undefined && place >= 1 && place <= (ordinal ? count : most) ? place - 1 : null
}

/** From here on a lone number beside offered times is as well an hour of the day: it is nobody's place in the list. */
const firstHour = 8

/** By the words of a title; those of the descriptions count where no title has any. */
function byWords(sentence: string, options: ShownOption[], titles: Map<ShownOption, string>): string | null {
  const said = sentence.split(' ').filter((word) => word.length > 1 && !around.has(word) && !idle.has(word))
  if (said.length === 0 || said.length > 8) return null
  for (const part of ['title', 'description'] as const) {
    const scores = options.map((option) => {
      const shown = part === 'title' ? titles.get(option)! : sentenceOf(option.description ?? '')
      const words = shown.split(' ').filter((word) => !idle.has(word))
      return said.filter((word) => words.some((each) => alike(word, each))).length
    })
    const most = Math.max(0, ...scores)
    // Most of what was said must be there, or it is a sentence about something else.
    if (most > 0 && most * 2 >= said.length)
      return only(options, (_, place) => scores[place] === most)?.id ?? null
  }
  return null
}

function byMeaning(options: ShownOption[], intent: string | null): string | null {
  if (intent === null) return null
  return only(options, (option) => option.means?.includes(intent) ?? false)?.id ?? null
}

function only(
  options: ShownOption[],
  fits: (option: ShownOption, place: number) => boolean,
): ShownOption | null {
  const found = options.filter(fits)
  return found.length === 1 ? found[0]! : null
}
