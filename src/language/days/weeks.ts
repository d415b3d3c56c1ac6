import {
  dayOnly,
  either,
  feast,
  monthAhead,
  monthOf,
  monthSpan,
  nextNumber,
  open,
  span,
  weekAhead,
  weekendAhead,
  weekendOf,
  weekOf,
} from '../calendar.ts'
import { type DayWord, type Draft, day, dayAt, numberOf, type Rule, to } from '../draft.ts'
import { dateOf, dayLength, partsOf, weekdayOf } from '../wall.ts'

const det = '(?:(?:THE|IN|IN THE|THIS) )*'
const next = '(?:WEEK NEXT|NEXT WEEK)'
const instead = '(?:, )?(?:BETTER |SINO |BUT )?(?:THE )?'
const lead = '(?:TO |IN |FOR )*(?:THE )?'

/** Weeks, weekends, months, and their beginnings, middles and ends. */
export const weekRules: Rule[] = [
  day(
    `NOT (?:[a-z]+ )?(?:THE |THIS )?${next} ${instead}(?:OTHER|NEXT)|(?:THE )?${next} NOT ${instead}OTHER`,
    (draft) => weekAhead(draft, 2),
  ),
  day(
    `THIS WEEK NOT (?:[a-z]+ )?${instead}(?:OTHER|NEXT)|NOT (?:[a-z]+ )?THIS WEEK ${instead}(?:OTHER|NEXT)`,
    (draft) => weekAhead(draft, 1),
  ),
  day(`THIS MONTH NOT (?:[a-z]+ )?${instead}(?:OTHER|NEXT)`, (draft) => monthAhead(draft, 1)),
  to(`${next} OR (?:THE )?OTHER`, 'WEEK NEXT OR WEEK NEXTBUTONE'),
  to(`THIS WEEK OR (?:THE )?(?:NEXT|OTHER)`, 'THIS WEEK OR WEEK NEXT'),
  day(`${det}(?:WEEK NEXTBUTONE|NEXTBUTONE WEEK)`, (draft) => weekAhead(draft, 2)),
  day(`${det}NEXT WEEKEND`, (draft) => nearWeekend(draft, 0)),
  day(`${det}(?:WEEKEND (?:NEXT|OF (?:THE )?${next})|OTHER WEEKEND|WEEKEND OTHER)`, (draft) =>
    nearWeekend(draft, 1),
  ),
  day(`${det}(?:WEEKEND PREV|PREV WEEKEND)`, (draft) => weekendAhead(draft, -1)),
  day(`${det}WEEKEND OF (?:THE )?(?:{D}|{the}{n})`, (draft, place, n) => {
    const date =
      place === undefined ? nextNumber(draft, numberOf(n!)) : dayAt(draft, place).alternatives[0]!.from
    return date === null ? null : weekendOf(date)
  }),
  day(`${det}WEEKEND`, (draft) => weekendAhead(draft, 0)),
  day(`${det}WORKDAYS`, workdays),
  day(`${det}${next}|(?<=^ (?:FOR )?)THE NEXT(?= $)`, (draft) => weekAhead(draft, 1)),
  day(`${det}(?:OTHER WEEK|WEEK OTHER)`, (draft) => either(weekAhead(draft, 1), weekAhead(draft, 2))),
  day(`${det}(?:WEEK PREV|PREV WEEK)`, (draft) => weekAhead(draft, -1)),
  day('(?:IN )?(?:THE )?(?:FIRST|START) WEEK OF (?:THE )?(?:{M}|MONTH NEXT)', (draft, m) =>
    edgeWeek(draft, m, 'START'),
  ),
  day('(?:IN )?(?:THE )?(?:LAST|PREV|END) WEEK OF (?:THE )?(?:{M}|MONTH(?: NEXT)?)', (draft, m) =>
    edgeWeek(draft, m, 'END'),
  ),
  day('(?:IN )?(?:THE )?WEEK OF (?:THE )?{D}', (draft, place) =>
    weekOf(dayAt(draft, place).alternatives[0]!.from),
  ),
  day('(?:IN )?(?:THE )?WEEK OF {the}(?:W\\d )?{n}', (draft, n) => {
    const date = nextNumber(draft, numberOf(n))
    return date === null ? null : weekOf(date)
  }),
  day(`${lead}(START|MIDDLE|END) OF (?:THE |THIS )?WEEK`, (draft, part) =>
    upcoming(draft, partOf(part, weekAhead(draft, 0)), partOf(part, weekAhead(draft, 1))),
  ),
  day('(?:IN |FOR )*THIS WEEK|IN THE WEEK|(?:IN )?THE correr OF (?:THE|THIS) WEEK', (draft) =>
    weekAhead(draft, 0),
  ),
  day(`${det}(?:MONTH NEXT|NEXT MONTH|MONTH OTHER|OTHER MONTH)`, (draft) => monthAhead(draft, 1)),
  day(`${det}(?:MONTH PREV|PREV MONTH)`, (draft) => monthAhead(draft, -1)),
  day(`${lead}(START|MIDDLE|END) (?:OF )?(?:THE |THIS )?MONTH`, (draft, part) =>
    upcoming(draft, partOf(part, monthAhead(draft, 0)), partOf(part, monthAhead(draft, 1))),
  ),
  day('(?:IN )?THIS MONTH', (draft) => monthAhead(draft, 0)),
  day('(?:IN |FOR )*(?:THE )?(?:NEXT YEAR|YEAR NEXT)', (draft) => {
    const year = partsOf(draft.today).year + 1
    return span(dateOf(year, 1, 1)!, dateOf(year + 1, 1, 1)!)
  }),
  day(`${lead}(START|MIDDLE|END) (?:OF )?(?:THE )?{M}`, (draft, part, m) =>
    partOf(part, monthSpan(draft, monthOf(m))),
  ),
  day(`${lead}(START|MIDDLE|END) (?:OF )?(?:THE )?{D}`, (draft, part, place) =>
    partOf(part, dayAt(draft, place)),
  ),
  day(`${det}(?:FORTNIGHT NEXT|NEXT FORTNIGHT)`, (draft) =>
    partsOf(draft.today).date > 15
      ? fortnight('FIRST', monthAhead(draft, 1))
      : fortnight('SECOND', monthAhead(draft, 0)),
  ),
  day('(?:IN )?(?:THE )?(FIRST|SECOND) FORTNIGHT OF (?:THE )?(?:{M}|{D})', (draft, which, m, place) =>
    fortnight(which, m ? monthSpan(draft, monthOf(m)) : dayAt(draft, place)),
  ),
  day('(?:THE )?(FIRST|SECOND|THIRD|LAST|PREV) {W} OF (?:THE )?(?:{M}|{D})', (draft, which, w, m, place) =>
    nthWeekday(which, Number(w), m ? monthSpan(draft, monthOf(m)) : dayAt(draft, place)),
  ),
  day('(?:THE )?(?:LAST|PREV|END) DAY OF (?:THE )?(?:{M}|MONTH)', (draft, m) => {
    const { to } = (m ? monthSpan(draft, monthOf(m)) : monthAhead(draft, 0)).alternatives[0]!
    return dayOnly(to! - dayLength, 'number')
  }),
  day('(?:THE )?(?:LAST|PREV) DAY OF (?:THE )?YEAR', (draft) => feast(draft, 'YEAREND')),
  day('(?:IN|FOR|OF|DURING|MONTH OF|THIS) (?:THE )?(?:MONTH OF )?(M\\d{1,2}|MAY(?= $))', (draft, m) =>
    monthSpan(draft, monthOf(m)),
  ),
  day('(?<=(?:BEFORE|AFTER|UNTIL|STARTING|FROM|OR|OF) )(M\\d{1,2})', (draft, m) =>
    monthSpan(draft, monthOf(m)),
  ),
  // Abril, Mayo and Julio are names too.
  day('(M[123689]|M1[012])|(?<=^ )(M[457])(?= $)', (draft, a, b) => monthSpan(draft, monthOf(a ?? b))),
]

function nearWeekend(draft: Draft, first: 0 | 1): DayWord {
  const [near, far] = [weekendAhead(draft, 0), weekendAhead(draft, 1)]
  if (weekdayOf(draft.today) >= 6) return far
  return first === 1 ? either(far, near) : either(near, far)
}

function workdays(draft: Draft): DayWord {
  const ahead = weekdayOf(draft.today) >= 5 ? 1 : 0
  const { from } = weekAhead(draft, ahead).alternatives[0]!
  return span(from, from + 5 * dayLength)
}

function edgeWeek(draft: Draft, month: string | undefined, edge: 'START' | 'END'): DayWord {
  const whole = month ? monthSpan(draft, monthOf(month)) : monthAhead(draft, edge === 'START' ? 1 : 0)
  const { from, to } = whole.alternatives[0]!
  return edge === 'START' ? span(from, from + 7 * dayLength) : span(to! - 7 * dayLength, to!)
}

/** A third of a month or of a year; of a week two days, and its end does not reach the weekend. */
function partOf(part: string, whole: DayWord): DayWord | null {
  const { from, to } = whole.alternatives[0]!
  if (to === null || to - from < 7 * dayLength) return null
  const length = (to - from) / dayLength
  const [first, second, last] =
    length === 7 ? [2, 4, 5] : length <= 31 ? [10, 20, length] : [120, 243, length]
  const cut = (days: number) => from + days * dayLength
  if (part === 'START') return span(from, cut(first!))
  return part === 'MIDDLE'
    ? span(cut(first!), cut(second!))
    : span(cut(length === 7 ? 3 : second!), cut(last!))
}

/** The one that is not over yet. */
function upcoming(draft: Draft, current: DayWord | null, following: DayWord | null): DayWord | null {
  return current && current.alternatives[0]!.to! > draft.today ? current : following
}

function fortnight(which: string, month: DayWord): DayWord {
  const { from, to } = month.alternatives[0]!
  const middle = from + 15 * dayLength
  if (to === null) return open(from, null)
  return which === 'FIRST' ? span(from, middle) : span(middle, to)
}

function nthWeekday(which: string, weekday: number, month: DayWord): DayWord | null {
  const { from, to } = month.alternatives[0]!
  if (to === null) return null
  const first = from + ((weekday - weekdayOf(from) + 7) % 7) * dayLength
  const last = Math.floor((to - dayLength - first) / (7 * dayLength))
  const place = { FIRST: 0, SECOND: 1, THIRD: 2 }[which] ?? last
  const date = first + place * 7 * dayLength
  return { kind: 'day', alternatives: [{ from: date, to: date + dayLength }] }
}
