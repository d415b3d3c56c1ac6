import { plainWords, withoutManners } from './sentence.ts'
import { clean, fold, isPlain } from './text.ts'

/** What someone said, in the forms in which the readers take it: made once for all of them. */
export interface Said {
  /** As it was written. */
  text: string
  isPlain: boolean
  /** As `clean` writes it, and as `fold` writes that. */
  cleaned: string
  folded: string
  /** As `sentenceOf` writes it, and that without manners. */
  sentence: string
  bare: string
}

/** A text made ready for the readers; all of them take it instead of the text. */
export function saidOf(text: string | Said): Said {
  if (typeof text !== 'string') return text
  const cleaned = clean(text)
  const folded = fold(cleaned)
  const sentence = plainWords(folded)
  return { text, isPlain: isPlain(text), cleaned, folded, sentence, bare: withoutManners(sentence) }
}
