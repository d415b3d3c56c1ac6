import type { DayWord, Draft } from './draft.ts'
import {
  addMonths,
  dateOf,
  dayLength,
  easterOf,
  mondayOf,
  monthStart,
  partsOf,
  type Wall,
  weekdayOf,
} from './wall.ts'

/** One day. */
export function day(from: Wall, said?: DayWord['said']): DayWord {
  return { kind: 'day', alternatives: [{ from, to: from + dayLength }], ...(said && { said }) }
}

export function span(from: Wall, to: Wall): DayWord {
  return { kind: 'span', alternatives: [{ from, to }] }
}

export function open(from: Wall, to: Wall | null, said?: DayWord['said']): DayWord {
  return { kind: 'open', alternatives: [{ from, to }], ...(said && { said }) }
}

/** One of these: the customer must be asked. The first is the likeliest. */
export function either(...words: DayWord[]): DayWord {
  return { ...words[0]!, alternatives: words.flatMap((word) => word.alternatives) }
}

/** The next such weekday after today; today's own is in seven days. */
export function nextWeekday(draft: Draft, weekday: number): Wall {
  return draft.today + (((weekday - weekdayOf(draft.today) + 6) % 7) + 1) * dayLength
}

/** "el viernes que viene", "el próximo viernes": two Fridays are meant when one is near. */
export function comingWeekday(draft: Draft, weekday: number, laterFirst: boolean): DayWord {
  const next = nextWeekday(draft, weekday)
  const thisWeek = next < mondayOf(draft.today) + 7 * dayLength
  if (!thisWeek || next - draft.today > 3 * dayLength) return day(next, 'weekday')
  const later = day(next + 7 * dayLength)
  return laterFirst ? either(later, day(next)) : either(day(next), later)
}

/** The next day of the month with this number, skipping months that lack it. */
export function nextNumber(draft: Draft, number: number): Wall | null {
  for (let month = 0; number >= 1 && number <= 31 && month < 12; month++) {
    const { year, month: name } = partsOf(monthStart(draft.today, month))
    const date = dateOf(year, name, number)
    if (date !== null && date >= draft.today) return date
  }
  return null
}

/** A date without its year: this year's, or the next one's once it has passed. */
export function nextDate(draft: Draft, month: number, number: number): Wall | null {
  const { year } = partsOf(draft.today)
  // 29 February may be years away.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = dateOf(year + ahead, month, number)
    if (date !== null && date >= draft.today) return date
  }
  return null
}

/** "26" and "2026" are the same year. */
export function yearOf(digits: string): number {
  return digits.length <= 2 ? 2000 + Number(digits) : Number(digits)
}

export function monthSpan(draft: Draft, month: number): DayWord {
  const { year, month: current } = partsOf(draft.today)
  const from = dateOf(month < current ? year + 1 : year, month, 1)!
  return span(from, monthStart(from, 1))
}

export function week(draft: Draft, ahead: number): DayWord {
  const monday = mondayOf(draft.today) + ahead * 7 * dayLength
  return span(monday, monday + 7 * dayLength)
}

/** Saturday and Sunday of the week that is `ahead` weeks away. */
export function weekend(draft: Draft, ahead: number): DayWord {
  const saturday = mondayOf(draft.today) + (ahead * 7 + 5) * dayLength
  return span(saturday, saturday + 2 * dayLength)
}

export function workdays(draft: Draft, ahead: number): DayWord {
  const monday = mondayOf(draft.today) + ahead * 7 * dayLength
  return span(monday, monday + 5 * dayLength)
}

export function later(draft: Draft, count: number, unit: string): DayWord | null {
  if (count > 400) return null
  switch (unit) {
    case 'DAY':
      // "quince días" is the idiom for two weeks.
      if (count === 15) return either(day(draft.today + 14 * dayLength), day(draft.today + 15 * dayLength))
      return day(draft.today + count * dayLength)
    case 'WEEK':
      return day(draft.today + count * 7 * dayLength)
    case 'FORTNIGHT':
      return day(draft.today + count * 14 * dayLength)
    case 'MONTH':
      return day(addMonths(draft.today, count))
    case 'YEAR':
      return day(addMonths(draft.today, count * 12))
    default: {
      const from = draft.now + Math.round(count * (unit === 'HOUR' ? 60 : 1))
      const start = Math.floor(from / dayLength) * dayLength
      const time = { kind: 'minute', from: from - start, to: from - start + 1 } as const
      return { kind: 'day', alternatives: [{ from: start, to: start + dayLength, time }] }
    }
  }
}

/** The beginning, the middle or the end of a week, a month or a year. */
export function third(part: string, from: Wall, to: Wall): DayWord {
  const length = (to - from) / dayLength
  const cuts = length <= 7 ? [2, 4] : length <= 31 ? [10, 20] : [122, 243]
  const [first, second] = cuts.map((days) => from + days * dayLength) as [Wall, Wall]
  if (part === 'START') return span(from, first)
  return part === 'MIDDLE'
    ? span(first, second)
    : span(second, length <= 7 ? Math.min(to, from + 5 * dayLength) : to)
}

const feasts: Record<string, [month: number, date: number]> = {
  XMASEVE: [12, 24],
  XMAS: [12, 25],
  YEAREND: [12, 31],
  NEWYEAR: [1, 1],
  EPIPHANY: [1, 6],
}

export function feast(draft: Draft, name: string): DayWord | null {
  const fixed = feasts[name]
  if (fixed) return day(nextDate(draft, ...fixed)!)
  // Carnival is the Monday and Tuesday, 48 and 47 days before Easter; Tourism Week the one that ends there.
  const [start, length] = name === 'CARNIVAL' ? [-48, 2] : [-6, 5]
  const { year } = partsOf(draft.today)
  const days = [year, year + 1].map((each) => easterOf(each) + start * dayLength)
  const from = days.find((each) => each + length * dayLength > draft.today)!
  return span(from, from + length * dayLength)
}
