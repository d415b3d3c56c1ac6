import type { Message } from '../conversation/conversation.ts'
import type { House } from '../conversation/turn.ts'
import type { Language } from '../language/language.ts'
import { readPlate } from '../language/plates.ts'
import { saidOf } from '../language/said.ts'
import { readService } from '../language/services.ts'
import { understand } from '../language/understand.ts'

/** What a customer's words mean by themselves; what they answer, only the talk knew. */
export interface Understood {
  /** A label such as `book`, or null. */
  intent: string | null
  /** The times that were said, the likeliest first. */
  when: { start: string; end: string | null; kind: string; not?: true }[]
  /** Id of the service. */
  service: string | null
  plate: string | null
}

/** Of a customer's text; undefined of anything else, and where nothing is understood. */
export function understood(
  { workshop, words }: House,
  { from, type, text, at }: Message,
  language: string | undefined,
): Understood | undefined {
  if (from !== 'customer' || type !== 'text' || text === '') return undefined
  const said = saidOf(text)
  const known = { now: at, zone: workshop.zone, words, ...(language && { language: language as Language }) }
  const { intent, when } = understand(said, known)
  const service = readService(
    said,
    workshop.services.map(({ id, title }) => ({ id, title })),
  )
  const plate = readPlate(said)
  if (intent === null && when.length === 0 && service === null && plate === null) return undefined
  const times = when
    .slice(0, 3)
    .map(({ start, end, kind, not }) => ({ start, end, kind, ...(not && { not }) }))
  return { intent, when: times, service, plate }
}
