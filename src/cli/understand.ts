import { createInterface } from 'node:readline'
import { words } from '../../flows/words.ts'
import type { Language } from '../language/language.ts'
import { understand } from '../language/understand.ts'
import type { When } from '../language/when.ts'
import { workshopNamed } from './workshop.ts'

interface Options {
  /** When it is said, Unix ms; the present if not given. */
  now: number | undefined
  /** What customers mostly write; the workshop's language if not given. */
  language: Language | undefined
  /** Whose zone it is; of several, the first one's if not given. */
  workshop: string | undefined
}

/** Prints what a text means as a line of JSON; without a text, what each line of standard input means. */
export async function understandTexts(text: string | undefined, options: Options): Promise<void> {
  const { now, language } = options
  const { workshop } = workshopNamed(options.workshop)
  const mean = (said: string) => {
    const options = { now: now ?? Date.now(), zone: workshop.zone, words, ...(language && { language }) }
    const { intent, when } = understand(said, options)
    console.log(JSON.stringify({ text: said, intent, when: when.map(shown) }))
  }
  if (text !== undefined) return mean(text)
  for await (const line of createInterface({ input: process.stdin })) mean(line)
}

function shown({ start, end, kind, not }: When) {
  return { start, end, kind, ...(not && { not }) }
}
