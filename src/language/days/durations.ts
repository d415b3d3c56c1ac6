import { dayOnly, either } from '../calendar.ts'
import { type DayWord, type Draft, day, numberOf, type Rule } from '../draft.ts'
import { addMonths, dayLength, startOfDay } from '../wall.ts'
import { nextWeekday } from '../weekday.ts'

/** Counted from today or from now: "en dos semanas", "de hoy en ocho", "en media hora". */
export const durationRules: Rule[] = [
  day('(?:OF |FROM )?(TODAY|MANANA|TOMORROW) IN (?:THE )?{n}(?: DAY)?', (draft, start, count) =>
    dayOnly(draft.today + ((start === 'TODAY' ? 0 : 1) + idiom(count)) * dayLength),
  ),
  day('(?:OF )?(?:THE )?{W} IN (8|15)(?: DAY)?', (draft, weekday, count) =>
    dayOnly(nextWeekday(draft, Number(weekday)) + idiom(count) * dayLength),
  ),
  day('IN (?:HALF|ONE HALF) HOUR|HALF (?:ONE )?HOUR FROMNOW', (draft) => later(draft, 30, 'MINUTE')),
  day('IN (?:{n} )?HOUR AND HALF|IN {n} AND HALF HOUR', (draft, a, b) =>
    later(draft, numberOf(a ?? b ?? 'ONE') * 60 + 30, 'MINUTE'),
  ),
  day('IN ONE par OF (DAY|WEEK|MONTH|HOUR)', (draft, unit) => later(draft, 2, unit)),
  day('IN {n} (DAY|WEEK|MONTH|YEAR|HOUR|HS|MINUTE|FORTNIGHT)(?: FROMNOW)?', (draft, count, unit) =>
    later(draft, numberOf(count), unit),
  ),
  day('{n} (DAY|WEEK|MONTH|HOUR|MINUTE) FROMNOW', (draft, count, unit) =>
    later(draft, numberOf(count), unit),
  ),
]

/** "de hoy en ocho" counts today: it is a week. */
function idiom(count: string): number {
  return { 8: 7, 15: 14 }[numberOf(count)] ?? numberOf(count)
}

function later(draft: Draft, count: number, unit: string): DayWord {
  const { today } = draft
  switch (unit) {
    case 'DAY':
      // "quince días" is also the idiom for two weeks.
      if (count === 15) return either(dayOnly(today + 14 * dayLength), dayOnly(today + 15 * dayLength))
      return dayOnly(today + count * dayLength)
    case 'WEEK':
      return dayOnly(today + count * 7 * dayLength)
    case 'FORTNIGHT':
      return dayOnly(today + count * 14 * dayLength)
    case 'MONTH':
      return dayOnly(addMonths(today, count))
    case 'YEAR':
      return dayOnly(addMonths(today, count * 12))
    default:
      return soon(draft.now + count * (unit === 'MINUTE' ? 1 : 60))
  }
}

function soon(at: number): DayWord {
  const from = startOfDay(at)
  const time = { kind: 'minute', from: at - from, to: at - from + 1 } as const
  return { kind: 'day', alternatives: [{ from, to: from + dayLength, time }] }
}
