import { parseMessage } from './message.ts'
import { instantStyles } from './spokenInstant.ts'

/**
 * The instants that are longest when they are written out in a language (UTC): no other one outdoes them in every way of
 * writing a date, so only they can make a text its longest. There are one or two.
 */
export function longStarts(language: string): string[] {
  const known = found.get(language) ?? find(language)
  found.set(language, known)
  return known
}

const found = new Map<string, string[]>()

/** Every weekday beside every month, days and hours with two digits; with its minutes an hour is longest. */
const starts = Array.from({ length: 12 * 7 }, (_, index) =>
  new Date(Date.UTC(2028, Math.floor(index / 7), 20 + (index % 7), 10, 30)).toISOString(),
)

function find(language: string): string[] {
  const styles = instantStyles.date.map((name) => {
    const style = `{start, date, ${name}}`
    const message = parseMessage(language, style)
    if ('wrong' in message) throw new Error(`${style} ${message.wrong}`)
    return message
  })
  let longest: { start: string; lengths: number[] }[] = []
  for (const start of starts) {
    const lengths = styles.map((style) => style.say({ start }, 'UTC').length)
    if (longest.some((other) => outdoes(other.lengths, lengths))) continue
    longest = [...longest.filter((other) => !outdoes(lengths, other.lengths)), { start, lengths }]
  }
  return longest.map(({ start }) => start)
}

function outdoes(those: number[], these: number[]): boolean {
  return those.every((length, index) => length >= these[index]!)
}
