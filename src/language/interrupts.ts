import { sentenceOf, squeeze, withoutManners } from './sentence.ts'

/** What customers can write at any moment, as whole messages: see `flows/words.ts`. */
export type InterruptWords = Record<InterruptName, string[]>

export type InterruptName = 'cancel' | 'menu' | 'person' | 'optOut'

/**
 * The interrupt that a whole message is, or null. Nothing is guessed: "jaja" is one letter from "baja", and must never stop
 * our messages.
 */
export function readInterrupt(text: string, words: InterruptWords): InterruptName | null {
  const sentence = sentenceOf(text)
  if (sentence === '') return null
  const known = indexOf(words)
  const bare = withoutManners(sentence)
  return known.get(sentence) ?? known.get(bare) ?? lengthened(known, text, bare)
}

const indexes = new WeakMap<InterruptWords, Map<string, InterruptName>>()

function indexOf(words: InterruptWords): Map<string, InterruptName> {
  const before = indexes.get(words)
  if (before) return before
  const index = new Map<string, InterruptName>()
  // Opting out comes last, so that it wins where lists disagree.
  for (const name of ['cancel', 'menu', 'person', 'optOut'] as const) {
    for (const phrase of words[name]) index.set(sentenceOf(phrase), name)
  }
  indexes.set(words, index)
  return index
}

/** "menuu", "bajaaa": the same word, said longer. */
function lengthened(known: Map<string, InterruptName>, text: string, bare: string): InterruptName | null {
  const squeezed = squeeze(bare)
  if (squeezed === bare && !/(\p{L})\1/u.test(text)) return null
  return known.get(squeezed) ?? null
}
