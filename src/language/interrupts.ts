import { readPhrase } from './phrases.ts'
import type { Said } from './said.ts'

/** What customers can write at any moment, as whole messages: see `flows/words.ts`. */
export type InterruptWords = Record<InterruptName, string[]>

export type InterruptName = 'cancel' | 'menu' | 'person' | 'optOut'

/**
 * The interrupt that a whole message is, or null. Nothing is guessed: "jaja" is one letter from "baja", and must never stop
 * our messages.
 */
export function readInterrupt(text: string | Said, words: InterruptWords): InterruptName | null {
  return readPhrase(text, words, order)
}

/** Opting out comes last, so that it wins where lists disagree. */
const order: InterruptName[] = ['cancel', 'menu', 'person', 'optOut']
