import type { Recognised } from './door.ts'
import type { CustomerWrote } from './vocabulary.ts'

/**
 * What is wanted beside a question that was asked in the same breath: "quiero agendar para el viernes / ¿cuánto sale?", or
 * asked beside it: "¿a qué hora abren? ¿y dónde quedan?". Undefined where the question is all, or where what stands beside it
 * is no plain wish to book, day for what is being booked, or question.
 * @param isTalking whether something is being talked about that a day alone may be an answer to
 */
export function besideQuestion(
  { text, intent }: CustomerWrote,
  recognise: (text: string) => Recognised,
  isTalking: boolean,
): CustomerWrote | undefined {
  if (intent === null || !questions.has(intent)) return undefined
  const clauses = text.split(between).filter(Boolean)
  const rest = clauses.filter((clause) => wroteIn(recognise(clause))?.intent !== intent)
  if (rest.length === 0 || rest.length === clauses.length) return undefined
  const wrote = wroteIn(recognise(rest.join(', ')))
  const isWish =
    wrote?.intent === 'book' ||
    questions.has(wrote?.intent ?? '') ||
    (isTalking && wrote?.intent === null && wrote.when.length > 0)
  return isWish ? wrote : undefined
}

const between =
  /(?<=[?.;!])\s+|\s*[\n,]\s*|\s+(?:y|e|and)\s+(?=[¿]?(?:(?:a|en|hasta|por|em|at)\s+)?(?:d[oó]nde|cu[aá]nto|cu[aá]l|qu[eé]|c[oó]mo|onde|quanto|qual|que|como|where|how|what|when)\s)/i

/** Asides that ask and change nothing. */
const questions = new Set(['price', 'hours', 'location'])

function wroteIn(recognised: Recognised): CustomerWrote | undefined {
  return 'event' in recognised && recognised.event.type === 'customer.wrote' ? recognised.event : undefined
}
