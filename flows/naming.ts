import type { Visit } from 'chasqui'

/** A make and a model, not a sentence: "Gol rojo", but not "no me acuerdo la matrícula". */
export function isName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  return (
    words.length <= 6 &&
    !/[?¿]/.test(text) &&
    !/(^|\s)(no|sé|se|acuerdo|tengo|es|mi|después|luego|mejor|prefiero|puede|podría|podria|hora|tarde|temprano|antes|otra|otro|sea)(\s|$)/i.test(
      text,
    )
  )
}

/** The only one of these vehicles of which the text has a word of three letters or more. */
export function namedIn<Known extends { vehicle: string }>(text: string, known: Known[]): Known | undefined {
  if (/(?:^|\s)(?:no|not|não|nao)(?:[\s,]|$)/i.test(text)) return undefined
  return onlyNamed(text, known)
}

/** The only one of these appointments that is meant by its work or its vehicle: "la de frenos", "la del Gol". */
export function visitNamed(
  visits: Visit[],
  { text, service }: { text: string; service: string | null },
): Visit | undefined {
  if (text === '' || excludes.test(text)) return undefined
  const ofService = visits.filter(({ serviceId }) => serviceId === service)
  if (ofService.length === 1) return ofService[0]
  const among = ofService.length > 1 ? ofService : visits
  return onlyNamed(
    text,
    among.map((visit) => ({ visit, vehicle: visit.vehicle ?? '' })),
  )?.visit
}

/** "No la del Gol, la otra". */
const excludes = /(?:^|\s)(?:no|menos|excepto|not|não|nao)\s+(?:es\s+|a\s+)?(?:la|el|lo|o|a|the)\s/i

function onlyNamed<Known extends { vehicle: string }>(text: string, known: Known[]): Known | undefined {
  const wordsOf = (words: string) => words.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []
  const said = new Set(wordsOf(text))
  const named = known.filter(({ vehicle }) => wordsOf(vehicle).some((word) => said.has(word)))
  return named.length === 1 ? named[0] : undefined
}
