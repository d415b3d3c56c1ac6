import { dayOnly, either, nextNumber } from '../calendar.ts'
import { workingHour } from '../clock.ts'
import { type DayWord, type Draft, day, dayAt, type Rule, to } from '../draft.ts'
import { dayLength, mondayOf, partsOf, type Wall, weekdayOf } from '../wall.ts'
import { comingWeekday, nextWeekday, otherWeekday, pastWeekday, thisWeekday, weekdayIn } from '../weekday.ts'

const skip = '(?:, )?(?:BETTER |SINO |BUT )?(?:THE )?(?:OTHER|NEXT)'

/** Weekdays, alone, in a week said beside them, or with the day of the month. */
export const weekdayRules: Rule[] = [
  to('MAR', 'W2'),
  to('THIS NEXT (?={W})', 'THIS '),
  day(
    `(?:THE |THIS )*{W}(?: NEXT)? NOT ${skip}|NOT (?:[a-z]+ )?(?:THE |THIS )*{W}(?: NEXT)? ${skip}`,
    (draft, a, b) => dayOnly(nextWeekday(draft, Number(a ?? b)) + 7 * dayLength),
  ),
  day('(?:THE )?{W} (?:OF |, |FOR |IN )*(?:THE )?{D}', (draft, w, place) =>
    weekdayIn(draft, Number(w), dayAt(draft, place)),
  ),
  day('(?:THE )?{W}(?= (?:OR|AND|,) (?:THE )?D\\d+)', besideWeek),
  day('(?<=D\\d+ (?:, |BUT |BETTER |FOR |OR |AND |THE )*){W}(?! NEXT)', afterWeek),
  day('(?:THE )?(?:{W} PREV|PREV {W})', (draft, a, b) => pastWeekday(draft, Number(a ?? b))),
  day('{the}(?:OTHER {W}|{W} OTHER)', (draft, a, b) => otherWeekday(draft, Number(a ?? b))),
  day('{the}(?:THIS )?{W} NEXT', (draft, w) => comingWeekday(draft, Number(w), true)),
  day('{the}(?:THIS )?NEXT {W} (\\d{1,2})(?= (?:$|[,.?]|AT|T\\d|D\\d))', (draft, w, n) =>
    numbered(draft, w, n),
  ),
  day('{the}(?:THIS )?NEXT {W}', (draft, w) => comingWeekday(draft, Number(w), false)),
  day('{the}{W} (?:, )?{the}(\\d{1,2})(?= (?:, )?(?:AT )?T\\d)', (draft, w, n) =>
    numbered(draft, w, n, true),
  ),
  day('{the}{W} (?:, )?(?:THE |DAY )+(\\d{1,2})', (draft, w, n) => numbered(draft, w, n, true)),
  day(
    '{the}(?:THIS )?{W} (\\d{1,2})(?! (?:(?:TO|OR|UNTIL|AND) \\d|[a-z]{3,}s |OF M\\d|[1-5][05] ))',
    (draft, w, n) => numbered(draft, w, n),
  ),
  day('THIS {W}', (draft, w) => thisWeekday(draft, Number(w))),
  day('{the}{W}', (draft, w) => dayOnly(nextWeekday(draft, Number(w)), 'weekday')),
]

/** "el jueves o el viernes de la semana que viene": the first is in that week too. */
function besideWeek(draft: Draft, weekday: string): DayWord | null {
  const last = draft.days.at(-1)
  const spans = draft.days.some((word) => word.kind === 'span')
  if (!spans || last?.kind !== 'day' || last.said !== undefined || last.alternatives.length !== 1) return null
  const monday = mondayOf(last.alternatives[0]!.from)
  return monday > draft.today ? dayOnly(monday + (Number(weekday) - 1) * dayLength) : null
}

/** "la semana que viene, lunes o martes". */
function afterWeek(draft: Draft, weekday: string): DayWord | null {
  const week = draft.days.findLast(
    (word, place) => word.kind === 'span' && draft.text.includes(` D${place} `),
  )
  return week ? weekdayIn(draft, Number(weekday), week) : null
}

const horizon = 45 * dayLength

/** "viernes 4" is a date, "martes 10" is an hour when the 10th is no Tuesday, and in doubt when it can be either. */
function numbered(draft: Draft, w: string, n: string, dateOnly = false): DayWord | null {
  const [weekday, number] = [Number(w), Number(n)]
  const next = nextWeekday(draft, weekday)
  const time = dateOnly ? null : workingHour(n)
  const hour = time && { from: next, to: next + dayLength, time }
  const date = fittingDate(draft, weekday, number)
  if (date !== null) {
    const plausible = hour !== null && number >= 7 && number <= 19
    return {
      kind: 'day',
      said: 'number',
      alternatives: [{ from: date, to: date + dayLength }, ...(plausible ? [hour] : [])],
    }
  }
  if (hour) return { kind: 'day', alternatives: [hour] }
  const other = nextNumber(draft, number)
  return other === null ? null : either(dayOnly(other), dayOnly(next))
}

function fittingDate(draft: Draft, weekday: number, number: number): Wall | null {
  for (let date = draft.today; date <= draft.today + horizon; date += dayLength) {
    if (partsOf(date).date === number && weekdayOf(date) === weekday) return date
  }
  return null
}
