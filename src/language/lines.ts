import { sentenceOf } from './sentence.ts'

/**
 * Which of the lines of a list somebody wants, in their own words: "1 y 3", "todo menos el 2", "solo las pastillas". Null
 * when that is not said, or a number is none of the list.
 * @returns places in the list
 */
export function readLines(text: string, titles: string[]): number[] | null {
  const sentence = sentenceOf(text)
  const [wanted = '', excluded] = sentence.split(/(?:^| )(?:menos|salvo|excepto|except|but)(?: |$)/)
  const all = titles.map((_, place) => place)
  const isAll = /(?:^| )(?:todo|todos|todas|tudo|all|everything)(?: |$)/.test(wanted)
  if (excluded !== undefined) {
    const without = named(excluded, titles)
    return isAll && without ? all.filter((place) => !without.includes(place)) : null
  }
  if (/(?:^| )(?:no|ni|nao|not|nada|nothing)(?: |$)/.test(sentence)) return null
  return isAll ? all : named(wanted, titles)
}

function named(sentence: string, titles: string[]): number[] | null {
  const words = sentence.split(' ').filter((word) => word !== '')
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  if (numbers.some((number) => number < 1 || number > titles.length)) return null
  const byWord = words
    .filter((word) => word.length > 3)
    .map((word) => titles.flatMap((title, place) => (has(title, word) ? [place] : [])))
    .filter((places) => places.length === 1)
    .flat()
  const places = [...new Set([...numbers.map((number) => number - 1), ...byWord])].sort((a, b) => a - b)
  return places.length > 0 ? places : null
}

function has(title: string, word: string): boolean {
  return sentenceOf(title).split(' ').includes(word)
}
