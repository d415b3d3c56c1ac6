import type { Language } from './language.ts'
import { en } from './lexicon/en.ts'
import { es } from './lexicon/es.ts'
import { type Dictionary, dictionaryOf } from './lexicon/lexicon.ts'
import { pt } from './lexicon/pt.ts'
import { rewriter } from './sieve.ts'

/**
 * Folded text as language-free tokens between single spaces: "mañana a las 10 y media" is ` TOMORROW AT 10 AND HALF `.
 * Words that say nothing about time stay in small letters, numbers are digits, clock times are `H:MM`.
 */
export function canonical(folded: string, language: Language): string {
  const dictionary = dictionaries[language]
  const words = wordsOf(folded).flatMap((word) => {
    const spelled = dictionary.spellings.get(word)
    return spelled ? spelled.split(' ') : (dictionary.speller.repair(word) ?? word)
  })
  const tokens: string[] = []
  for (let at = 0; at < words.length; ) {
    const found = dictionary.lookUp(words, at)
    tokens.push(found?.tokens ?? words[at]!)
    at += found?.length ?? 1
  }
  // "el 2" is a date, "la 2" and "los 2" are not.
  const all = ` ${tokens.join(' ')} `
  return all.includes(' LA ') ? all.replace(/ LA (?=\d)/g, ' la ').replaceAll(' LA ', ' THE ') : all
}

const dictionaries: Record<Language, Dictionary> = {
  es: dictionaryOf(es),
  pt: dictionaryOf(pt),
  en: dictionaryOf(en),
}

function wordsOf(folded: string): string[] {
  return spaced(folded).match(word)?.map(punctuation) ?? []
}

const word = /\d{1,4}(?:[:/.-]\d{1,4}){1,2}(?![\d/])|[a-z0-9ñ'+]+(?:\/\d)?|[,?]|[.!;\n]/g

/** Puts apart what is written together, and writes hours in one way. */
const spaced = rewriter([
  [/([a-z]);(?=[a-z])/g, '$1n'],
  [/\b([ap])\.\s?m\b\.?/g, '$1m'],
  [/\b(\d{1,2})(?:ro|er|ero|do|st|nd|rd|th|avo)\b/g, '$1'],
  [/\b1o(?=\s+de\s+(?!manana|tarde)[a-z])/g, '1'],
  [/\b([12])o\b/g, '$10'],
  [/\b(\d{1,2})\s?h\s?([0-5]\d)\b(?:\s?(?:hs?|min)\b)?/g, '$1:$2'],
  [/\b(\d{1,2})\s?[;:]\s?([0-5]\d)(?::[0-5]\d)?(?=[^\d]|$)/g, ' $1:$2 '],
  [/\b(las |as |at )(\d{1,2})[.,]([0-5]\d)\b/g, '$1$2:$3'],
  [/\b([01]?\d|2[0-3]),(00|30|45)\b(?! ?(?:mil|k|[.,]\d))/g, '$1:$2'],
  [/\b(\d{1,4})(hs|hrs|hras|hr|h|am|pm|min)\b/g, '$1 $2'],
  [/\b(las|a las|alas)(\d)/g, '$1 $2'],
  [/\b(\d{1,2}) ?\/ ?(?=(?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b)/g, '$1 del '],
  [/([a-z])-(?=[a-z])/g, '$1 '],
  [/(\d)\s*-\s*(?=\d{1,2} ?(?:hs|hrs|h|am|pm)\b)/g, '$1 a '],
])

function punctuation(token: string): string {
  return token === '!' || token === ';' || token === '\n' ? '.' : token
}
