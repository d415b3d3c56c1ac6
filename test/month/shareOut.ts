import type { Sent } from './laws.ts'
import type { Stood } from './ledger.ts'
import { dateOf, minute, spokenDay, spokenHour } from './time.ts'

/**
 * Which reminders are about which appointment. They say its time only, and a customer may have two at the same time: side
 * by side, or one that was cancelled and another one in its place.
 */
export function shareOut(all: Stood[], reminders: Sent[]): Map<Stood, Sent[]> {
  const named = new Map<string, Stood[]>()
  for (const each of all) {
    const name = `${each.last.phone} ${when(each)}`
    named.set(name, [...(named.get(name) ?? []), each])
  }
  const shares = new Map<Stood, Sent[]>()
  for (const reminder of reminders.toSorted((a, b) => a.at - b.at)) {
    const about = /(?:el|hora en .*?:) (\S+ \d+ de \S+ a las \d+:\d+)/.exec(reminder.text)?.[1]
    const meant = named.get(`${reminder.phone} ${about}`) ?? []
    const standing = meant.filter((each) => stoodAt(each, reminder.at))
    const had = (each: Stood) => shares.get(each)?.length ?? 0
    const [first] = (standing.length > 0 ? standing : meant).toSorted(
      (a, b) => had(a) - had(b) || b.made.by - a.made.by,
    )
    if (first) shares.set(first, [...(shares.get(first) ?? []), reminder])
  }
  return shares
}

function when({ last }: Stood): string {
  const start = Date.parse(last.start)
  return `${spokenDay(dateOf(start))} a las ${spokenHour(start)}`
}

function stoodAt({ made, ended }: Stood, at: number): boolean {
  return made.after - minute <= at && (!ended || at <= ended.by + minute)
}
