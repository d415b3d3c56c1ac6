import { dayOnly, either, monthOf, nextDate, span } from '../calendar.ts'
import { clock, rangeOf } from '../clock.ts'
import { type DayWord, type Draft, day, numberOf, type Rule, to } from '../draft.ts'
import { dateOf, dayLength, type Wall, weekdayOf } from '../wall.ts'
import { nextWeekday } from '../weekday.ts'

const weekday = '(?:(?:THE )?{W} (?:, )?)?'
const year = '(?: (?:OF |OF THE )?(?:YEAR )?(20\\d\\d))?'

/** Dates with their month: "27/11", "27 de noviembre", "del 1 al 4 de diciembre". */
export const writtenRules: Rule[] = [
  day('(20\\d\\d)-(\\d{1,2})-(\\d{1,2})', (_, y, m, d) => found(dateOf(Number(y), Number(m), Number(d)))),
  to('(TODAY|MANANA|TOMORROW|DAYAFTER) (\\d{1,2})-(\\d{1,2})', '$1 OF $2 TO $3'),
  day('(?:THE )?{W} (\\d{1,2})-(\\d{1,2})', (draft, w, a, b) => hours(draft, Number(w), a, b)),
  day(`${weekday}{the}(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{2}|\\d{4}))?`, (draft, w, d, m, y) =>
    checked(draft, w, numeric(draft, m, d, y)),
  ),
  day(`${weekday}{the}(\\d{1,2})[.](\\d{1,2})[.](\\d{2}|\\d{4})`, (draft, w, d, m, y) =>
    checked(draft, w, numeric(draft, m, d, y)),
  ),
  day('(?:THE|DAY) (\\d{1,2})[.](\\d{1,2})', (draft, d, m) => found(numeric(draft, m, d))),
  // "24 del once"; but "a las 10 del 12" is an hour.
  to(
    '(?<!(?:AT|TO|UNTIL|BETWEEN|ABOUT) )(?<!(?<!THE \\d{1,2} )AND )(0?[1-9]|[12]\\d|3[01]) OF THE 0?([1-9]|1[0-2])(?! (?:HS|AM|PM|MONTH|W\\d))',
    '$1 OF M$2',
  ),
  to('(?:THE )?FIRST OF(?= (?:THE )?(?:M\\d|MAR|MONTH|NEXT MONTH))', '1 OF'),
  // "el 2, 3 o 4 de diciembre": the month is said once.
  to(
    '(?:THE )?{n} (OR|,) (?=(?:THE )?\\d{1,2} (?:(?:OR|AND|,) (?:THE )?\\d{1,2} )*(?:OF )?(?:THE )?{M})',
    '$1 OF $3 $2 ',
  ),
  to('(?<!BETWEEN (?:THE )?)(?:THE )?{n} AND (?=(?:THE )?\\d{1,2} (?:OF )?(?:THE )?{M})', '$1 OF $2 AND '),
  day(
    `(?:OF |FROM |BETWEEN |STARTING )?(?:THE )?{n} (?:TO|UNTIL|AND) (?:THE )?{n} (?:OF )?(?:THE )?{M}${year}`,
    (draft, first, last, m, y) => stretch(named(draft, first, m, y), named(draft, last, m, y)),
  ),
  day(`${weekday}{the}{n} (?:OF )?(?:THE )?{M}${year}`, (draft, w, n, m, y) =>
    checked(draft, w, named(draft, n, m, y)),
  ),
  day(
    `${weekday}(M\\d{1,2}|MAY) (?:THE )?(\\d{1,2})(?! (?:HS|AM|PM|AND (?:HALF|QUARTER)|OF ))${year}`,
    (draft, w, m, n, y) => checked(draft, w, named(draft, n, m, y)),
  ),
]

function found(date: Wall | null): DayWord | null {
  return date === null ? null : dayOnly(date, 'number')
}

function numeric(draft: Draft, month: string, date: string, year?: string): Wall | null {
  if (year === undefined) return nextDate(draft, Number(month), Number(date))
  return dateOf(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(date))
}

function named(draft: Draft, number: string, month: string, year?: string): Wall | null {
  if (year === undefined) return nextDate(draft, monthOf(month), numberOf(number))
  return dateOf(Number(year), monthOf(month), numberOf(number))
}

/** A date whose weekday was said too; when they disagree, either may be the slip. */
function checked(draft: Draft, weekday: string | undefined, date: Wall | null): DayWord | null {
  if (date === null || weekday === undefined || weekdayOf(date) === Number(weekday)) return found(date)
  return either(dayOnly(date), dayOnly(nextWeekday(draft, Number(weekday))))
}

/** "lunes 8-10" is from 8 to 10 unless 8 October is a Monday. */
function hours(draft: Draft, weekday: number, first: string, last: string): DayWord | null {
  const date = numeric(draft, last, first)
  const [start, end] = [clock(first), clock(last)]
  const time = start && end && rangeOf(start, end)
  if ((date !== null && weekdayOf(date) === weekday) || !time) return null
  const from = nextWeekday(draft, weekday)
  return { kind: 'day', alternatives: [{ from, to: from + dayLength, time }] }
}

function stretch(first: Wall | null, last: Wall | null): DayWord | null {
  return first === null || last === null || last < first ? null : span(first, last + dayLength)
}
