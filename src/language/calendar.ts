import type { DayWord, Draft } from './draft.ts'
import { dateOf, dayLength, easterOf, mondayOf, monthStart, partsOf, type Wall } from './wall.ts'

/** One day. */
export function dayOnly(from: Wall, said?: DayWord['said']): DayWord {
  return { kind: 'day', alternatives: [{ from, to: from + dayLength }], ...(said && { said }) }
}

export function span(from: Wall, to: Wall): DayWord {
  return { kind: 'span', alternatives: [{ from, to }] }
}

export function open(from: Wall, to: Wall | null, said?: DayWord['said']): DayWord {
  return { kind: 'open', alternatives: [{ from, to }], ...(said && { said }) }
}

/** One of these: the customer must be asked. The first is the likeliest. */
export function either(...words: [DayWord, ...DayWord[]]): DayWord {
  const { said, ...first } = words[0]
  return { ...first, alternatives: words.flatMap((word) => word.alternatives) }
}

/** The next day of the month with this number, skipping months that lack it. */
export function nextNumber(draft: Draft, number: number): Wall | null {
  for (let ahead = 0; number >= 1 && number <= 31 && ahead < 12; ahead++) {
    const { year, month } = partsOf(monthStart(draft.today, ahead))
    const date = dateOf(year, month, number)
    if (date !== null && date >= draft.today) return date
  }
  return null
}

/** A date without its year: this year's, or a later one's once it has passed. */
export function nextDate(draft: Draft, month: number, number: number): Wall | null {
  const { year } = partsOf(draft.today)
  // 29 February may be eight years away.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = dateOf(year + ahead, month, number)
    if (date !== null && date >= draft.today) return date
  }
  return null
}

/** The number of a month's token. */
export function monthOf(token: string): number {
  return { MAR: 3, MAY: 5 }[token] ?? Number(token.slice(1))
}

export function monthSpan(draft: Draft, month: number): DayWord {
  const { year, month: current } = partsOf(draft.today)
  const from = dateOf(month < current ? year + 1 : year, month, 1)!
  return span(from, monthStart(from, 1))
}

/** The whole month that is `ahead` months away. */
export function monthAhead(draft: Draft, ahead: number): DayWord {
  return span(monthStart(draft.today, ahead), monthStart(draft.today, ahead + 1))
}

/** Monday to Sunday of the week that is `ahead` weeks away. */
export function weekAhead(draft: Draft, ahead: number): DayWord {
  return weekOf(draft.today + ahead * 7 * dayLength)
}

export function weekOf(date: Wall): DayWord {
  const monday = mondayOf(date)
  return span(monday, monday + 7 * dayLength)
}

/** Saturday and Sunday of the week that is `ahead` weeks away. */
export function weekendAhead(draft: Draft, ahead: number): DayWord {
  return weekendOf(draft.today + ahead * 7 * dayLength)
}

/** Saturday and Sunday of the week of that date. */
export function weekendOf(date: Wall): DayWord {
  const saturday = mondayOf(date) + 5 * dayLength
  return span(saturday, saturday + 2 * dayLength)
}

const feasts: Record<string, [month: number, date: number, length: number]> = {
  XMASEVE: [12, 24, 1],
  XMAS: [12, 25, 1],
  HOLIDAYS: [12, 24, 9],
  YEAREND: [12, 31, 1],
  NEWYEAR: [1, 1, 1],
  EPIPHANY: [1, 6, 1],
}

export function feast(draft: Draft, name: string): DayWord {
  const fixed = feasts[name]
  if (fixed) {
    const from = nextDate(draft, fixed[0], fixed[1])!
    if (fixed[2] > 1) return span(from, from + fixed[2] * dayLength)
    return dayOnly(from, name === 'YEAREND' ? 'yearEnd' : undefined)
  }
  // Carnival is the Monday and Tuesday, 48 and 47 days before Easter; Tourism Week is Monday to Friday before it.
  const [start, length] = name === 'CARNIVAL' ? [-48, 2] : [-6, 5]
  const { year } = partsOf(draft.today)
  const days = [year, year + 1].map((each) => easterOf(each) + start * dayLength)
  const from = days.find((each) => each + length * dayLength > draft.today)!
  return span(from, from + length * dayLength)
}
