import { type Speller, speller } from '../spelling.ts'
import { common } from './common.ts'

/** The words of one language for days and times, by the language-free token that they stand for, parted by `|`. */
export interface Lexicon {
  tokens: Record<string, string>
  /** Other ways to write a word, or to run words together, and how it is written in `tokens`. */
  spellings?: Record<string, string>
  /** Tokens whose words are worth mending when they are misspelt. */
  mended: string[]
  /** Right words that only look like a misspelt one. */
  known: string
}

/** A lexicon made ready for look-up. */
export interface Dictionary {
  /** The longest phrase that starts at a word, as its tokens and its length in words; null when there is none. */
  lookUp(words: string[], at: number): { tokens: string; length: number } | null
  spellings: ReadonlyMap<string, string>
  speller: Speller
}

const longestPhrase = 6
const shortestMended = 5

export function dictionaryOf(lexicon: Lexicon): Dictionary {
  const phrases = new Map<string, string>()
  const starts = new Set<string>()
  for (const [tokens, list] of Object.entries(lexicon.tokens)) {
    for (const phrase of split(list, '|')) {
      phrases.set(phrase, tokens)
      starts.add(phrase.split(' ')[0]!)
    }
  }
  const targets = new Map<string, string>()
  for (const tokens of lexicon.mended) {
    for (const word of split(lexicon.tokens[tokens]!, '|').flatMap((phrase) => phrase.split(' '))) {
      if (word.length >= shortestMended && !targets.has(word)) targets.set(word, tokens)
    }
  }
  const words = [...phrases.keys()].flatMap((phrase) => phrase.split(' '))
  const known = new Set([...common, ...words, ...split(lexicon.known, ' ')])
  return {
    lookUp(words, at) {
      if (!starts.has(words[at]!)) return null
      for (let length = Math.min(longestPhrase, words.length - at); length > 0; length--) {
        const tokens = phrases.get(words.slice(at, at + length).join(' '))
        if (tokens !== undefined) return { tokens, length }
      }
      return null
    },
    spellings: new Map(Object.entries(lexicon.spellings ?? {})),
    speller: speller(targets, known),
  }
}

function split(list: string, by: string): string[] {
  return list
    .split(by)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '')
}
