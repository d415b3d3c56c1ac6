import { type Said, saidOf } from '../language/said.ts'
import { plainLanguage, readLanguageRequest } from '../language/speaks.ts'
import type { House, Turn } from './turn.ts'

/**
 * Answers from now on in the language that a customer asks for, if there are texts in it, and says so; who plainly begins
 * in another one is answered in that.
 * @returns what is left to be answered; undefined where that was all
 */
export function hearLanguage(house: House, turn: Turn, text: string): string | undefined {
  const said = saidOf(text)
  const request = readLanguageRequest(said)
  if (!request) {
    begin(house, turn, said)
    return text
  }
  const isThere = house.voices[request.language] !== undefined
  if (isThere) turn.speakIn(request.language)
  turn.say(isThere ? 'engine.language' : 'engine.otherLanguage')
  return request.rest
}

/** The first flow of a talk is the greeting: until more was said than that, "hi" or "hola" does not bind anybody. */
const greeting = 1

function begin({ workshop, voices }: House, turn: Turn, said: Said): void {
  const { language = workshop.language, last } = turn.conversation
  if (last.frame > greeting) return
  const plain = plainLanguage(said)
  if (plain && plain !== language && voices[plain]) turn.speakIn(plain)
}
