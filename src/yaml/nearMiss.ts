/** `"minuts"; did you mean "minutes"?`, or what is known if nothing is near and it is not too much to read. */
export function nearMiss(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
  if (nearest) return `${quote(word)}; did you mean ${quote(nearest.candidate)}?`
  if (known.length === 0 || known.length > mostListed) return quote(word)
  return `${quote(word)}; here one of these can stand: ${known.join(', ')}`
}

/** A value as JSON, cut short if it is long. */
export function quote(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value)
  return written.length > mostQuoted ? `${written.slice(0, mostQuoted)}…` : written
}

const mostListed = 15
const mostQuoted = 60

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const change = previous[column]! + (letter === other ? 0 : 1)
      current.push(Math.min(change, previous[column + 1]! + 1, current[column]! + 1))
    }
    previous = current
  }
  return previous.at(-1)!
}
