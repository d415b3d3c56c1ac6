import { type Said, saidOf } from './said.ts'
import { sentenceOf, squeeze } from './sentence.ts'

/**
 * Which of these a whole message is, or null. Accents, capitals and a "por favor" around it make no difference, and nothing
 * is guessed.
 * @param order of two that have the same phrase, the later one wins
 */
export function readPhrase<Name extends string>(
  text: string | Said,
  phrases: Record<Name, string[]>,
  order = Object.keys(phrases) as Name[],
): Name | null {
  const { sentence, bare } = saidOf(text)
  if (sentence === '') return null
  const known = indexOf(phrases, order)
  // "menuu", "bajaa": the same word, said longer.
  return (known.get(sentence) ?? known.get(bare) ?? known.get(squeeze(bare)) ?? null) as Name | null
}

const indexes = new WeakMap<object, Map<string, string>>()

function indexOf<Name extends string>(phrases: Record<Name, string[]>, order: Name[]): Map<string, string> {
  const before = indexes.get(phrases)
  if (before) return before
  const index = new Map(
    order.flatMap((name) => phrases[name].map((phrase) => [sentenceOf(phrase), name] as const)),
  )
  indexes.set(phrases, index)
  return index
}
