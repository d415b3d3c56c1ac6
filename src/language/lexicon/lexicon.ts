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

const shortestMended = 5

export function dictionaryOf(lexicon: Lexicon): Dictionary {
  const phrases = Object.entries(lexicon.tokens).flatMap(([tokens, list]) =>
    split(list, '|').map((phrase) => ({ words: phrase.split(' '), tokens })),
  )
  const targets = new Map<string, string>()
  for (const tokens of lexicon.mended) {
    for (const word of split(lexicon.tokens[tokens]!, '|').flatMap((phrase) => phrase.split(' '))) {
      if (word.length >= shortestMended && !targets.has(word)) targets.set(word, tokens)
    }
  }
  const words = phrases.flatMap((phrase) => phrase.words)
  const known = new Set([...common, ...words, ...split(lexicon.known, ' ')])
  return {
    lookUp: finderOf(phrases),
    spellings: new Map(Object.entries(lexicon.spellings ?? {})),
    speller: speller(targets, known),
  }
}

/** Words that may follow, and the tokens of the phrase that ends here. */
interface Branch {
  next: Map<string, Branch>
  tokens?: string
}

function finderOf(phrases: { words: string[]; tokens: string }[]): Dictionary['lookUp'] {
  const root: Branch = { next: new Map() }
  for (const { words, tokens } of phrases) {
    let branch = root
    for (const word of words) {
      const next = branch.next.get(word) ?? { next: new Map() }
      branch.next.set(word, next)
      branch = next
    }
    branch.tokens = tokens
  }
  return (words, at) => {
    let found: ReturnType<Dictionary['lookUp']> = null
    let branch = root.next.get(words[at]!)
    for (let length = 1; branch; branch = branch.next.get(words[at + length++]!)) {
      if (branch.tokens !== undefined) found = { tokens: branch.tokens, length }
    }
    return found
  }
}

function split(list: string, by: string): string[] {
  return list
    .split(by)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '')
}
