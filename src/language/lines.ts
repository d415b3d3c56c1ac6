import { alike } from './likeness.ts'
import { sentenceOf } from './sentence.ts'

/**
 * Which of the lines of a list somebody wants, in their own words: "1 y 3", "todo menos el 2", "sin los discos", "las
 * pastillas sí, los discos no". Null when that is not said, when a number is none of the list, and when what is said of a
 * line has a word that is not known here: money hangs on it.
 * @returns places in the list
 */
export function readLines(text: string, titles: string[]): number[] | null {
  const wanted = new Set<number>()
  const unwanted = new Set<number>()
  let isAll = false
  for (const clause of text.split(/[,;.!¡¿?\n]+|\b(?:pero|mas)\b/i)) {
    const said = readClause(sentenceOf(clause).split(' ').filter(Boolean), titles)
    if (said === null) return null
    isAll ||= said.isAll
    for (const place of said.wanted) wanted.add(place)
    for (const place of said.unwanted) unwanted.add(place)
  }
  if (!isAll && wanted.size === 0 && unwanted.size === 0) return null
  // Who says only what they do not want wants the rest.
  const base = isAll || wanted.size === 0 ? titles.map((_, place) => place) : [...wanted]
  const places = base.filter((place) => !unwanted.has(place)).sort((a, b) => a - b)
  return places.length > 0 ? places : null
}

/** Whether a word of it is one of a line. */
export function namesLine(text: string, titles: string[]): boolean {
  const words = sentenceOf(text).split(' ')
  return words.some((word) => !fillers.has(word) && titles.some((title) => has(title, word)))
}

interface Clause {
  isAll: boolean
  wanted: number[]
  unwanted: number[]
}

function readClause(words: string[], titles: string[]): Clause | null {
  const said: Clause = { isAll: false, wanted: [], unwanted: [] }
  let [isDenied, isUnknown, isVague, hasNumber] = [false, false, false, false]
  let group: number[] = []
  const flush = (to: number[]) => {
    to.push(...group)
    group = []
  }
  for (const word of words) {
    if (denies.has(word)) {
      // "Los discos no", and "no los discos".
      if (group.length > 0 && word !== 'menos' && !without.has(word)) flush(said.unwanted)
      else {
        flush(isDenied ? said.unwanted : said.wanted)
        isDenied = true
      }
    } else if (grants.has(word)) {
      if (group.length > 0) flush(said.wanted)
      isDenied = false
    } else if (all.has(word)) said.isAll = true
    else if (/^\d+$/.test(word)) {
      hasNumber = true
      group.push(Number(word) - 1)
    } else if (!fillers.has(word)) {
      const places = titles.flatMap((title, place) => (has(title, word) ? [place] : []))
      if (places.length === 1) group.push(places[0]!)
      else if (places.length > 1) isVague = true
      else isUnknown = true
    }
  }
  flush(isDenied ? said.unwanted : said.wanted)
  const places = [...said.wanted, ...said.unwanted]
  if (places.some((place) => place < 0 || place >= titles.length)) return null
  const isAboutLines = places.length > 0 || said.isAll || hasNumber || isVague || isDenied
  if (isUnknown) return isAboutLines ? null : said
  if (isVague && places.length === 0) return null
  // A line that is named twice with both a yes and a no is neither.
  return said.wanted.some((place) => said.unwanted.includes(place)) ? null : said
}

const set = (words: string) => new Set(words.trim().split(/\s+/))

const without = set(
  'sin sacale saca sacame saquen quita quitale quitame salvo excepto except but without sem tira tire exceto',
)
const denies = set(`${[...without].join(' ')} menos no ni nao not tampoco`)
const grants = set('si sim yes con com with')
const all = set('todo todos todas toda tudo all everything')
const fillers = set(`
  el la los las lo un una de del al y e o u a mas solo solamente unicamente nomas quiero quisiera aprobar apruebo aprobado
  haceme hace hacelo hacele haga hagan hagale hagame cambiame cambien cambia dale ok okey bueno bien por para favor porfa gracias
  ta entonces que sea va van vamos numero linea item eso esos esas me le ponele pone
  the just only do go ahead and please it them then i want approve number line
  os as so somente quero aprovo aprovar faz faca pode fazer obrigado obrigada favor
`)

function has(title: string, word: string): boolean {
  return (
    word.length > 3 &&
    sentenceOf(title)
      .split(' ')
      .some((each) => alike(word, each))
  )
}
