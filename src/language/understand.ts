import { type ReadWhenOptions, readWhen } from './dates.ts'
import { readIntent } from './intents.ts'
import type { InterruptWords } from './interrupts.ts'
import { type Said, saidOf } from './said.ts'
import type { When } from './when.ts'

export interface Understanding {
  /** A label such as `book` or `yes`, or null. */
  intent: string | null
  /** The dates and times said, the likeliest first; those excluded come last. */
  when: When[]
}

/** What a message wants and when. It knows no talk: what an answer answers, the flow that asked must say. */
export function understand(
  text: string | Said,
  options: ReadWhenOptions & { words: InterruptWords },
): Understanding {
  const said = saidOf(text)
  return { intent: readIntent(said, options), when: readWhen(said, options) }
}
