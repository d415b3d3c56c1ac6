import { type Said, saidOf } from './said.ts'
import { sentenceOf, squeeze } from './sentence.ts'

/** What customers can write at any moment, as whole messages: see `flows/words.ts`. */
export type InterruptWords = Record<InterruptName, string[]>

export type InterruptName = 'cancel' | 'menu' | 'person' | 'optOut'

/**
 * The interrupt that a whole message is, or null. Nothing is guessed: "jaja" is one letter from "baja", and must never stop
 * our messages.
 */
export function readInterrupt(text: string | Said, words: InterruptWords): InterruptName | null {
  const { sentence, bare } = saidOf(text)
  if (sentence === '') return null
  const known = indexOf(words)
  // "menuu", "bajaa": the same word, said longer.
  return known.get(sentence) ?? known.get(bare) ?? known.get(squeeze(bare)) ?? null
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
