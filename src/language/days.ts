import * as calendar from './calendar.ts'
import { clock } from './clock.ts'
import { apply, type DayWord, type Draft, numberOf, type Rule, tokens } from './draft.ts'
import { dateOf, dayLength, monthStart, partsOf, startOfDay, type Wall, weekdayOf } from './wall.ts'

/** Finds dates written in full, before any number in them can be taken for an hour: "27/11", "27 de noviembre". */
export function findDates(draft: Draft): void {
  apply(draft, dateRules)
}

/** Finds all other days: "mañana", "el viernes", "el 27", "la semana que viene", "en dos semanas". */
export function findDays(draft: Draft): void {
  apply(draft, relativeRules)
  apply(draft, weekRules)
  apply(draft, weekdayRules)
  apply(draft, numberRules)
}

/** Finds what stands around the days: "antes del viernes", "del lunes al miércoles", "a partir del 10". */
export function wrapDays(draft: Draft): void {
  apply(draft, wrapRules)
}

const the = '(?:(?:THE|DAY|ON) )*'
const year = '(?: (?:OF |OF THE )?(?:YEAR )?(20\\d\\d))?'

const dateRules: Rule[] = [
  {
    pattern: tokens('(20\\d\\d)-(\\d{1,2})-(\\d{1,2})'),
    day: ([y, m, d]) => dated(dateOf(Number(y), Number(m), Number(d))),
  },
  { pattern: tokens('(TODAY|MANANA|TOMORROW|DAYAFTER) (\\d{1,2})-(\\d{1,2})'), to: '$1 OF $2 TO $3' },
  {
    pattern: tokens(`(?:(?:THE )?W(\\d) (?:, )?)?${the}(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{2}|\\d{4}))?`),
    day: ([w, d, m, y], draft) => written(draft, w, Number(m), Number(d), y),
  },
  {
    pattern: tokens(`(?:(?:THE )?W(\\d) (?:, )?)?${the}(\\d{1,2})[.](\\d{1,2})[.](\\d{2}|\\d{4})`),
    day: ([w, d, m, y], draft) => written(draft, w, Number(m), Number(d), y),
  },
  {
    pattern: tokens('(?:THE|DAY) (\\d{1,2})[.](\\d{1,2})'),
    day: ([d, m], draft) => written(draft, undefined, Number(m), Number(d)),
  },
  { pattern: tokens('(?:THE )?FIRST OF(?= (?:THE )?(?:M\\d|MAR|MONTH|NEXT MONTH))'), to: '1 OF' },
  {
    pattern: tokens(
      `(?:THE )?{n} (OR|,) (?=(?:THE )?\\d{1,2} (?:(?:OR|AND|,) (?:THE )?\\d{1,2} )*(?:OF )?(?:THE )?{M})`,
    ),
    to: '$1 OF $3 $2',
  },
  {
    pattern: tokens(
      `(?:THE )?{n} AND (?=(?:THE )?\\d{1,2} (?:OF )?(?:THE )?{M})(?<!BETWEEN (?:THE )?\\d{1,2} AND )`,
    ),
    to: '$1 OF $2 AND',
  },
  {
    pattern: tokens(
      `(?:OF |FROM |BETWEEN |STARTING )?(?:THE )?{n} (?:TO|UNTIL|AND) (?:THE )?{n} (?:OF )?(?:THE )?{M}${year}`,
    ),
    day: ([first, second, m, y], draft) => stretch(named(draft, first, m, y), named(draft, second, m, y)),
  },
  {
    pattern: tokens(
      `(?:(?:THE )?W(\\d) (?:, )?)?${the}{n} (?:OF )?(?:THE )?{M}${year}(?! \\d{1,2} ${year})`.replace(
        ` \\d{1,2} ${year}`,
        'x',
      ),
    ),
    day: ([w, n, m, y], draft) => checked(draft, w, named(draft, n, m, y)),
  },
  {
    pattern: tokens(
      `(?:(?:THE )?W(\\d) (?:, )?)?{M} (?:THE )?(\\d{1,2})(?! (?:HS|AM|PM|AND (?:HALF|QUARTER)|OF ))${year}`,
    ),
    day: ([w, m, n, y], draft) => (m === 'MAR' ? null : checked(draft, w, named(draft, n, m, y))),
  },
]

const relativeRules: Rule[] = [
  {
    pattern: tokens('(?:OF |FROM )?(TODAY|MANANA|TOMORROW) IN (?:THE )?{n}(?: DAY)?'),
    day: ([start, n], draft) => counted(draft, start === 'TODAY' ? 0 : 1, numberOf(n)),
  },
  {
    pattern: tokens('(?:OF )?(?:THE )?W(\\d) IN (8|15)(?: DAY)?'),
    day: ([w, n], draft) =>
      calendar.day(calendar.nextWeekday(draft, Number(w)) + (n === '8' ? 7 : 14) * dayLength),
  },
  {
    pattern: tokens('IN (?:HALF|ONE HALF) HOUR|HALF (?:ONE )?HOUR FROMNOW'),
    day: (_, draft) => calendar.later(draft, 30, 'MINUTE'),
  },
  {
    pattern: tokens('IN {n} HOUR AND HALF|IN {n} AND HALF HOUR|IN HOUR AND HALF'),
    day: ([a, b], draft) => calendar.later(draft, ((a ?? b) ? numberOf(a ?? b) : 1) + 0.5, 'HOUR'),
  },
  {
    pattern: tokens('IN ONE par OF (DAY|WEEK|MONTH|HOUR)'),
    day: ([unit], draft) => calendar.later(draft, 2, unit!),
  },
  {
    pattern: tokens('IN {n} (DAY|WEEK|MONTH|YEAR|HOUR|HS|MINUTE|FORTNIGHT)(?: FROMNOW)?'),
    day: ([n, unit], draft) => calendar.later(draft, numberOf(n), unit === 'HS' ? 'HOUR' : unit!),
  },
  {
    pattern: tokens('{n} (DAY|WEEK|MONTH|HOUR|MINUTE) FROMNOW'),
    day: ([n, unit], draft) => calendar.later(draft, numberOf(n), unit!),
  },
  { pattern: tokens('THE? (?:DAY )?(?:AFTER|SINO) MANANA'), to: 'DAYAFTER' },
  // "pasado" is the day after tomorrow, or what has passed.
  { pattern: tokens('(W\\d|WEEK|WEEKEND|MONTH|YEAR) PASADO'), to: '$1 PREV' },
  { pattern: tokens('PASADO (?=W\\d|WEEK|MONTH)'), to: 'PREV ' },
  { pattern: tokens('(?:FOR )?PASADO'), to: 'DAYAFTER' },
  // "mañana" is tomorrow, "de mañana" after a day or by itself is the morning.
  {
    pattern: tokens(
      '(?<=(?:HOUR|cita|turno|reserva|lo|visita|agenda|consulta|service|servicio|THE|service) )OF MANANA',
    ),
    to: 'OF TOMORROW',
  },
  {
    pattern: tokens(
      '(?<=(?:W\\d|D\\d+|TODAY|MANANA|TOMORROW|DAYAFTER|NEXT|WEEK|THIS| \\d{1,2}) )(?:, )?OF MANANA',
    ),
    to: 'MORNING',
  },
  { pattern: tokens('(?<=(?:W\\d|D\\d+|TODAY|MANANA|NEXT) )MANANA(?! (?:W\\d|\\d))'), to: 'MORNING' },
  { pattern: tokens('{T} OF MANANA'), day: ([place], draft) => tomorrowOrMorning(draft, Number(place)) },
  { pattern: tokens('{T} OF MANANA'), to: 'T$1 MORNING' },
  { pattern: tokens('{T} MORNING'), to: 'T$1' },
  { pattern: tokens('(?<!(?:STARTING|AFTER|BEFORE|IN) )OF MANANA'), to: 'MORNING' },
  { pattern: tokens('MANANA'), to: 'TOMORROW' },
  // "mañana viernes", "hoy jueves 26": the name agrees, or it is in doubt.
  {
    pattern: tokens(`(TODAY|TOMORROW|DAYAFTER) (?:, )?(?:THE )?W(\\d)(?: (\\d{1,2})(?= (?:[^\\d]|$)))?`),
    day: ([word, w, n], draft) => agreed(draft, word!, Number(w), n),
  },
  {
    pattern: tokens('(?:THE )?W(\\d) (?:, )?(TODAY|TOMORROW|DAYAFTER)'),
    day: ([w, word], draft) => agreed(draft, word!, Number(w)),
  },
  {
    pattern: tokens('TOMORROW (2[4-9]|3[01])(?! (?:HS|DAY))'),
    day: (_, draft) => calendar.day(draft.today + dayLength, 'soon'),
  },
  { pattern: tokens('(?:THE )?TODAY'), day: (_, draft) => calendar.day(draft.today, 'soon') },
  { pattern: tokens('(?:THE )?TOMORROW'), day: (_, draft) => calendar.day(draft.today + dayLength, 'soon') },
  {
    pattern: tokens('(?:THE )?DAYAFTER'),
    day: (_, draft) => calendar.day(draft.today + 2 * dayLength, 'soon'),
  },
  { pattern: tokens('THIRDDAY'), day: (_, draft) => calendar.day(draft.today + 3 * dayLength, 'soon') },
  { pattern: tokens('YESTERDAY'), day: (_, draft) => calendar.day(draft.today - dayLength) },
  { pattern: tokens('EREYESTERDAY'), day: (_, draft) => calendar.day(draft.today - 2 * dayLength) },
  {
    pattern: tokens('(?:THE )?(XMASEVE|XMAS|YEAREND|NEWYEAR|EPIPHANY|CARNIVAL|HOLYWEEK)'),
    day: ([name], draft) => calendar.feast(draft, name!),
  },
  {
    pattern: tokens('(?:THE |FOR )*ASAP(?: NEXT)?'),
    day: (_, draft) => calendar.open(draft.now, null, 'now'),
  },
  { pattern: tokens('(?:THE |FOR )*ANYDAY'), day: (_, draft) => calendar.open(draft.now, null, 'any') },
]

const det = '(?:(?:THE|IN|IN THE|THIS) )*'

const weekRules: Rule[] = [
  {
    pattern: tokens(
      'NOT (?:[a-z]+ )?(?:THE |THIS )?(?:WEEK NEXT|NEXT WEEK),? ?(?:, )?(?:(?:SINO|BETTER|BUT) )?(?:THE )?(?:OTHER|NEXT)|(?:THE )?(?:WEEK NEXT|NEXT WEEK) NOT (?:, )?(?:BETTER |SINO )?(?:THE )?OTHER',
    ),
    day: (_, draft) => calendar.week(draft, 2),
  },
  { pattern: tokens('(?:WEEK NEXT|NEXT WEEK) OR (?:THE )?OTHER'), to: 'WEEK NEXT OR WEEK NEXTBUTONE' },
  {
    pattern: tokens(`${det}WEEK NEXTBUTONE|NEXTBUTONE WEEK|WEEK OTHER OTHER`),
    day: (_, draft) => calendar.week(draft, 2),
  },
  { pattern: tokens(`${det}(?:NEXT WEEKEND)`), day: (_, draft) => nearWeekend(draft, false) },
  {
    pattern: tokens(`${det}WEEKEND (?:NEXT|OF NEXT WEEK|OF THE WEEK NEXT)`),
    day: (_, draft) => nearWeekend(draft, true),
  },
  { pattern: tokens(`${det}(?:OTHER WEEKEND|WEEKEND OTHER)`), day: (_, draft) => nearWeekend(draft, true) },
  { pattern: tokens(`${det}(?:WEEKEND PREV|PREV WEEKEND)`), day: (_, draft) => calendar.weekend(draft, -1) },
  { pattern: tokens(`${det}WEEKEND`), day: (_, draft) => calendar.weekend(draft, 0) },
  {
    pattern: tokens(`${det}WORKDAYS`),
    day: (_, draft) => calendar.workdays(draft, weekdayOf(draft.today) >= 5 ? 1 : 0),
  },
  { pattern: tokens(`${det}(?:WEEK NEXT|NEXT WEEK)`), day: (_, draft) => calendar.week(draft, 1) },
  {
    pattern: tokens(`${det}(?:OTHER WEEK|WEEK OTHER)`),
    day: (_, draft) => calendar.either(calendar.week(draft, 1), calendar.week(draft, 2)),
  },
  { pattern: tokens(`${det}(?:WEEK PREV|PREV WEEK)`), day: (_, draft) => calendar.week(draft, -1) },
  {
    pattern: tokens('(?:IN )?(?:THE )?(?:FIRST|START) WEEK OF (?:THE )?(?:{M}|MONTH NEXT)'),
    day: ([m], draft) => firstWeek(m ? calendar.monthSpan(draft, monthOf(m)!) : nextMonth(draft)),
  },
  {
    pattern: tokens('(?:IN )?(?:THE )?(?:LAST|PREV|END) WEEK OF (?:THE )?(?:{M}|MONTH NEXT|MONTH)'),
    day: ([m], draft) =>
      lastWeek(
        m ? calendar.monthSpan(draft, monthOf(m)!) : calendar.monthSpan(draft, partsOf(draft.today).month),
      ),
  },
  {
    pattern: tokens('(?:IN )?(?:THE )?WEEK OF (?:THE )?{D}'),
    day: ([place], draft) => weekOf(draft.days[Number(place)]!.alternatives[0]!.from),
  },
  {
    pattern: tokens('(?:IN )?(?:THE )?WEEK OF (?:THE |DAY )*{n}'),
    day: ([n], draft) => mapDay(calendar.nextNumber(draft, numberOf(n)), weekOf),
  },
  {
    pattern: tokens('(?:TO |IN |FOR )*(?:THE )?(START|MIDDLE|END) OF (?:THE )?WEEK'),
    day: ([part], draft) => partOfWeek(draft, part!),
  },
  {
    pattern: tokens('(?:IN |FOR )*THIS WEEK|IN THE WEEK|(?:IN )?THE correr OF (?:THE|THIS) WEEK'),
    day: (_, draft) => calendar.week(draft, 0),
  },
  {
    pattern: tokens(`${det}(?:MONTH NEXT|NEXT MONTH|MONTH OTHER|OTHER MONTH)`),
    day: (_, draft) => nextMonth(draft),
  },
  {
    pattern: tokens(`${det}(?:MONTH PREV|PREV MONTH)`),
    day: (_, draft) => calendar.span(monthStart(draft.today, -1), monthStart(draft.today)),
  },
  {
    pattern: tokens('(?:IN )?THIS MONTH'),
    day: (_, draft) => calendar.span(monthStart(draft.today), monthStart(draft.today, 1)),
  },
  {
    pattern: tokens('(?:IN |FOR )*(?:THE )?(?:NEXT YEAR|YEAR NEXT)'),
    day: (_, draft) => wholeYear(partsOf(draft.today).year + 1),
  },
  {
    pattern: tokens('(?:TO |IN |FOR )*(?:THE )?(START|MIDDLE|END) (?:OF )?(?:THE )?MONTH'),
    day: ([part], draft) => partOfMonth(draft, part!),
  },
  {
    pattern: tokens('(?:TO |IN |FOR )*(?:THE )?(START|MIDDLE|END) (?:OF )?(?:THE )?{M}'),
    day: ([part, m], draft) => partOf(part!, calendar.monthSpan(draft, monthOf(m)!)),
  },
  {
    pattern: tokens('(?:TO |IN |FOR )*(?:THE )?(START|MIDDLE|END) (?:OF )?(?:THE )?{D}'),
    day: ([part, place], draft) => partOf(part!, draft.days[Number(place)]!),
  },
  {
    pattern: tokens('(?:IN )?(?:THE )?(FIRST|SECOND) FORTNIGHT OF (?:THE )?(?:{M}|{D})'),
    day: ([which, m, place], draft) =>
      fortnight(which!, m ? calendar.monthSpan(draft, monthOf(m)!) : draft.days[Number(place)]!),
  },
  {
    pattern: tokens('(?:THE )?(FIRST|SECOND|THIRD|LAST|PREV) W(\\d) OF (?:THE )?(?:{M}|{D})'),
    day: ([which, w, m, place], draft) =>
      weekdayIn(which!, Number(w), m ? calendar.monthSpan(draft, monthOf(m)!) : draft.days[Number(place)]!),
  },
  {
    pattern: tokens('(?:THE |DAY )*{n} OF (?:THE )?{D}'),
    day: ([n, place], draft) => numberIn(numberOf(n), draft.days[Number(place)]!),
  },
  {
    pattern: tokens('(?:IN|FOR|OF|DURING|MONTH OF|THIS) (?:THE )?(?:MONTH OF )?(M\\d{1,2}|MAY(?= $))'),
    day: ([m], draft) => calendar.monthSpan(draft, monthOf(m)!),
  },
  {
    pattern: tokens('(?<=(?:BEFORE|AFTER|UNTIL|STARTING|FROM|OR|BEFORE OF|AFTER OF) )(M\\d{1,2})'),
    day: ([m], draft) => calendar.monthSpan(draft, monthOf(m)!),
  },
  { pattern: tokens('(M[123689]|M1[012])'), day: ([m], draft) => calendar.monthSpan(draft, monthOf(m)!) },
  { pattern: /(?<=^ )(M[457])(?= $)/g, day: ([m], draft) => calendar.monthSpan(draft, monthOf(m)!) },
]

const weekdayRules: Rule[] = [
  { pattern: tokens('MAR(?= (?!OF))'), to: 'W2' },
  // A weekday of a week that is said beside it, on either side; several share it.
  {
    pattern: tokens(`(?:THE )?W(\\d) (?:OF |, |FOR |IN )*(?:THE )?{D}`),
    day: ([w, place], draft) => inWeek(draft, Number(w), Number(place)),
  },
  {
    pattern: tokens('(?:THE )?W(\\d)(?= (?:OR|AND|,) (?:THE )?D\\d+)'),
    day: ([w], draft) => besideWeek(draft, Number(w)),
  },
  {
    pattern: tokens('(?<=D\\d+ (?:, |BUT |BETTER |FOR |OR |AND |THE )*)W(\\d)(?! NEXT)'),
    day: ([w], draft) => afterWeek(draft, Number(w)),
  },
  {
    pattern: tokens('(?:THE )?(?:W(\\d) PREV|PREV W(\\d))'),
    day: ([a, b], draft) => pastWeekday(draft, Number(a ?? b)),
  },
  {
    pattern: tokens('(?:THE |ON )*(?:OTHER W(\\d)|W(\\d) OTHER)'),
    day: ([a, b], draft) => otherWeekday(draft, Number(a ?? b)),
  },
  {
    pattern: tokens('(?:THE |THIS |ON )*W(\\d) NEXT'),
    day: ([w], draft) => calendar.comingWeekday(draft, Number(w), true),
  },
  {
    pattern: tokens('(?:THE |THIS |ON )*NEXT W(\\d)(?: (\\d{1,2})(?= $))?'),
    day: ([w, n], draft) =>
      n ? numbered(draft, Number(w), Number(n)) : calendar.comingWeekday(draft, Number(w), false),
  },
  {
    pattern: tokens('(?:THE |ON )*W(\\d) (?:, )?(?:THE |DAY )*(\\d{1,2})(?= (?:, )?(?:AT )?T\\d)'),
    day: ([w, n], draft) => numbered(draft, Number(w), Number(n), true),
  },
  {
    pattern: tokens('(?:THE |ON )*W(\\d) (?:, )?(?:THE |DAY )+(\\d{1,2})'),
    day: ([w, n], draft) => numbered(draft, Number(w), Number(n), true),
  },
  {
    pattern: tokens(
      '(?:THE |ON |THIS )*W(\\d) (\\d{1,2})(?! (?:TO|OR|UNTIL|AND) \\d)(?! (?:[a-z]{3,}s|OF M\\d) )',
    ),
    day: ([w, n], draft) => numbered(draft, Number(w), Number(n)),
  },
  { pattern: tokens('THIS W(\\d)'), day: ([w], draft) => thisWeekday(draft, Number(w)) },
  {
    pattern: tokens('(?:THE |ON )*W(\\d)'),
    day: ([w], draft) => calendar.day(calendar.nextWeekday(draft, Number(w)), 'weekday'),
  },
]

const numberRules: Rule[] = [
  {
    pattern: tokens(
      '(?:THE DAY|THE|DAY|ON|ON THE|THE DAY) (\\d{1,2})(?! (?:HS|AM|PM|DAY|WEEK|MONTH|MINUTE|AND HALF|AND QUARTER|[a-z]{3,}(?<![aeo]r|puedo|tenes|seria|porfa)s) )',
    ),
    day: ([n], draft) => numbered31(draft, Number(n)),
  },
  {
    pattern: tokens('(?<=D\\d+ (?:OR|AND|,|TO|UNTIL|NOR) )(\\d{1,2})(?! (?:HS|AM|PM|DAY|OR T))'),
    day: ([n], draft) => afterNumber(draft, Number(n)),
  },
  {
    pattern: tokens('(?<=D\\d+ (?:OR|AND|,|TO|UNTIL|NOR) )(\\d{1,2})(?! (?:HS|AM|PM|DAY|OR T))'),
    day: ([n], draft) => afterNumber(draft, Number(n)),
  },
]

const wrapRules: Rule[] = [
  {
    pattern: tokens('(?:BETWEEN |OF |FROM |STARTING )(?:THE )?{D} (?:TO|UNTIL|AND) (?:THE )?{D}'),
    day: ([a, b], draft) => stretched(draft, a!, b!),
  },
  { pattern: tokens('{D} (?:TO|UNTIL) (?:THE )?{D}'), day: ([a, b], draft) => stretched(draft, a!, b!) },
  { pattern: tokens('NOT (?:[a-z]+ ){0,3}(?:BEFORE|UNTIL) (?:OF )?(?:THE )?{D}'), to: 'STARTING D$1' },
  { pattern: tokens('NOT (?:[a-z]+ ){0,3}AFTER (?:OF )?(?:THE )?{D}'), to: 'UNTIL D$1' },
  {
    pattern: tokens('(?:FOR )?BEFORE (?:OF )?(?:THE )?{D}'),
    day: ([place], draft) =>
      bounded(draft, place!, (days, word) =>
        days.to !== null && endsWith(word, draft) ? days.to : days.from,
      ),
  },
  {
    pattern: tokens('UNTIL (?:THE )?{D}'),
    day: ([place], draft) => bounded(draft, place!, (days) => days.to ?? days.from),
  },
  { pattern: tokens('AFTER (?:OF )?(?:THE )?{D}'), day: ([place], draft) => opened(draft, place!, 'to') },
  {
    pattern: tokens('(?:STARTING|FROM|SINCE) (?:OF )?(?:THE )?{D}(?: ONWARDS)?'),
    day: ([place], draft) => opened(draft, place!, 'from'),
  },
  { pattern: tokens('(?:OF )?(?:THE )?{D} ONWARDS'), day: ([place], draft) => opened(draft, place!, 'from') },
]

function dated(date: Wall | null, said?: DayWord['said']): DayWord | null {
  return date === null ? null : calendar.day(date, said)
}

function mapDay(date: Wall | null, change: (date: Wall) => DayWord): DayWord | null {
  return date === null ? null : change(date)
}

function monthOf(token: string | undefined): number | null {
  if (token === 'MAR') return 3
  return token === 'MAY' ? 5 : Number(token?.slice(1))
}

function named(
  draft: Draft,
  number: string | undefined,
  month: string | undefined,
  year?: string,
): Wall | null {
  const [m, n] = [monthOf(month)!, numberOf(number)]
  return year ? dateOf(Number(year), m, n) : calendar.nextDate(draft, m, n)
}

function written(
  draft: Draft,
  weekday: string | undefined,
  month: number,
  number: number,
  year?: string,
): DayWord | null {
  return checked(
    draft,
    weekday,
    year ? dateOf(calendar.yearOf(year), month, number) : calendar.nextDate(draft, month, number),
  )
}

/** A date whose weekday was said too; when they disagree either may be the slip. */
function checked(draft: Draft, weekday: string | undefined, date: Wall | null): DayWord | null {
  if (date === null) return null
  if (weekday === undefined || weekdayOf(date) === Number(weekday)) return calendar.day(date, 'number')
  return calendar.either(calendar.day(date), calendar.day(calendar.nextWeekday(draft, Number(weekday))))
}

function stretch(first: Wall | null, second: Wall | null): DayWord | null {
  return first === null || second === null || second < first ? null : calendar.span(first, second + dayLength)
}

/** "de hoy en ocho" counts today: it is a week. */
function counted(draft: Draft, start: number, count: number): DayWord {
  const days = count === 8 ? 7 : count === 15 ? 14 : count
  return calendar.day(draft.today + (start + days) * dayLength)
}

function tomorrowOrMorning(draft: Draft, place: number): DayWord | null {
  if (/ (?:W\d|D\d+|TODAY|DAYAFTER|TOMORROW) /.test(draft.text)) return null
  const time = draft.times[place]!
  const tomorrow = draft.today + dayLength
  const first = { from: tomorrow, to: tomorrow + dayLength, time }
  if (time.from < 360 || time.from >= 720) return { kind: 'day', alternatives: [first] }
  const today = draft.today + (draft.today + time.from > draft.now ? 0 : dayLength)
  const second = { from: today, to: today + dayLength, time }
  return { kind: 'day', alternatives: today === tomorrow ? [first] : [first, second] }
}

function agreed(draft: Draft, word: string, weekday: number, number?: string): DayWord {
  const date = draft.today + { TODAY: 0, TOMORROW: 1, DAYAFTER: 2 }[word]! * dayLength
  const fits = weekdayOf(date) === weekday
  if (number !== undefined && Number(number) !== partsOf(date).date) {
    const time = clock(number)
    if (time && fits) return { kind: 'day', alternatives: [{ from: date, to: date + dayLength, time }] }
  }
  return fits
    ? calendar.day(date, 'soon')
    : calendar.either(calendar.day(date), calendar.day(calendar.nextWeekday(draft, weekday)))
}

function nearWeekend(draft: Draft, laterFirst: boolean): DayWord {
  const [near, far] = [calendar.weekend(draft, 0), calendar.weekend(draft, 1)]
  if (weekdayOf(draft.today) >= 6) return far
  return laterFirst ? calendar.either(far, near) : calendar.either(near, far)
}

function nextMonth(draft: Draft): DayWord {
  return calendar.span(monthStart(draft.today, 1), monthStart(draft.today, 2))
}

function wholeYear(year: number): DayWord {
  return calendar.span(dateOf(year, 1, 1)!, dateOf(year + 1, 1, 1)!)
}

function weekOf(date: Wall): DayWord {
  const monday = date - (weekdayOf(date) - 1) * dayLength
  return calendar.span(monday, monday + 7 * dayLength)
}

function firstWeek(month: DayWord): DayWord {
  const { from } = month.alternatives[0]!
  return calendar.span(from, from + 7 * dayLength)
}

function lastWeek(month: DayWord): DayWord {
  const to = month.alternatives[0]!.to!
  return calendar.span(to - 7 * dayLength, to)
}

function partOf(part: string, whole: DayWord): DayWord | null {
  const { from, to } = whole.alternatives[0]!
  return to === null || to - from < 7 * dayLength ? null : calendar.third(part, from, to)
}

/** Of this week, or of the next once that part of it has passed. */
function partOfWeek(draft: Draft, part: string): DayWord {
  const current = partOf(part, calendar.week(draft, 0))!
  return current.alternatives[0]!.to! > draft.today ? current : partOf(part, calendar.week(draft, 1))!
}

function partOfMonth(draft: Draft, part: string): DayWord {
  const current = partOf(part, calendar.span(monthStart(draft.today), monthStart(draft.today, 1)))!
  return current.alternatives[0]!.to! > draft.today ? current : partOf(part, nextMonth(draft))!
}

function fortnight(which: string, month: DayWord): DayWord {
  const { from, to } = month.alternatives[0]!
  const middle = from + 15 * dayLength
  return which === 'FIRST' ? calendar.span(from, middle) : calendar.span(middle, to!)
}

function weekdayIn(which: string, weekday: number, month: DayWord): DayWord | null {
  const { from, to } = month.alternatives[0]!
  if (to === null) return null
  const first = from + ((weekday - weekdayOf(from) + 7) % 7) * dayLength
  const place = { FIRST: 0, SECOND: 1, THIRD: 2 }[which]
  if (place !== undefined) return calendar.day(first + place * 7 * dayLength)
  return calendar.day(first + Math.floor((to - dayLength - first) / (7 * dayLength)) * 7 * dayLength)
}

function numberIn(number: number, month: DayWord): DayWord | null {
  const { from, to } = month.alternatives[0]!
  if (to === null || to - from < 28 * dayLength || to - from > 31 * dayLength) return null
  const { year, month: name } = partsOf(from)
  return dated(dateOf(year, name, number), 'number')
}

function inWeek(draft: Draft, weekday: number, place: number): DayWord | null {
  const word = draft.days[place]!
  if (word.kind !== 'span') return null
  const alternatives = word.alternatives.flatMap(({ from, to }) => {
    const first = Math.max(from, draft.today)
    const date =
      (to ?? 0) - from === 7 * dayLength
        ? from + (weekday - 1) * dayLength
        : first + ((weekday - weekdayOf(first) + 7) % 7) * dayLength
    return to !== null && date < to ? [{ from: date, to: date + dayLength }] : []
  })
  return alternatives.length > 0 ? { kind: 'day', alternatives } : null
}

/** "el jueves o el viernes de la semana que viene": the first is in that week too. */
function besideWeek(draft: Draft, weekday: number): DayWord | null {
  const last = draft.days.at(-1)
  if (!last || last.kind !== 'day' || last.said !== undefined || last.alternatives.length !== 1) return null
  const monday = weekOf(last.alternatives[0]!.from).alternatives[0]!.from
  return monday > draft.today && / D\d+ /.test(draft.text) && spansNamed(draft)
    ? calendar.day(monday + (weekday - 1) * dayLength)
    : null
}

function spansNamed(draft: Draft): boolean {
  return draft.days.some((word) => word.kind === 'span')
}

function afterWeek(draft: Draft, weekday: number): DayWord | null {
  const place = draft.days.findLastIndex(
    (word) => word.kind === 'span' && draft.text.includes(` D${draft.days.indexOf(word)} `),
  )
  return place < 0 ? null : inWeek(draft, weekday, place)
}

function pastWeekday(draft: Draft, weekday: number): DayWord {
  return calendar.day(
    calendar.nextWeekday(draft, weekday) - (weekday === weekdayOf(draft.today) ? 14 : 7) * dayLength,
  )
}

function otherWeekday(draft: Draft, weekday: number): DayWord {
  const next = calendar.nextWeekday(draft, weekday)
  return calendar.either(calendar.day(next + 7 * dayLength), calendar.day(next))
}

function thisWeekday(draft: Draft, weekday: number): DayWord {
  const next = calendar.day(calendar.nextWeekday(draft, weekday), 'weekday')
  return weekday === weekdayOf(draft.today) ? calendar.either(calendar.day(draft.today), next) : next
}

const horizon = 45 * dayLength

/** "viernes 4" is a date, "martes 10" is an hour when the 10th is no Tuesday, and both when it could be either. */
function numbered(draft: Draft, weekday: number, number: number, dateOnly = false): DayWord | null {
  const date = fittingDate(draft, weekday, number)
  const next = calendar.nextWeekday(draft, weekday)
  const time = dateOnly ? null : clock(String(number))
  const atHour = time && { from: next, to: next + dayLength, time }
  if (date !== null && date - draft.today <= horizon) {
    const plausible = number >= 7 && number <= 19
    const alternatives = [{ from: date, to: date + dayLength }, ...(atHour && plausible ? [atHour] : [])]
    return { kind: 'day', alternatives, said: 'number' }
  }
  if (atHour && number > 0) return { kind: 'day', alternatives: [atHour] }
  const other = calendar.nextNumber(draft, number)
  return other === null ? null : calendar.either(calendar.day(other), calendar.day(next))
}

function fittingDate(draft: Draft, weekday: number, number: number): Wall | null {
  for (let date = draft.today; date <= draft.today + horizon; date += dayLength) {
    if (partsOf(date).date === number && weekdayOf(date) === weekday) return date
  }
  return null
}

function numbered31(draft: Draft, number: number): DayWord | null {
  return dated(calendar.nextNumber(draft, number), 'number')
}

/** "el 2 o 3": the second number is a date like the first. */
function afterNumber(draft: Draft, number: number): DayWord | null {
  const before = draft.days.at(-1)
  return before?.said === 'number' ? numbered31(draft, number) : null
}

function stretched(draft: Draft, first: string, second: string): DayWord | null {
  const [a, b] = [draft.days[Number(first)]!, draft.days[Number(second)]!]
  const { from } = a.alternatives[0]!
  let { to } = b.alternatives[0]!
  if (to !== null && to <= from) to += b.said === 'weekday' ? 7 * dayLength : 0
  if (to !== null && to <= from && b.said === 'number') to = monthStart(from, 1) + (to - monthStart(to - 1))
  return to === null || to <= from ? null : calendar.span(from, to)
}

/** The end of a month or of the year is still before it ends. */
function endsWith(word: DayWord, draft: Draft): boolean {
  const { from, to } = word.alternatives[0]!
  const { month, date } = partsOf(from)
  const yearEnd = word.kind === 'day' && month === 12 && date === 31 && word.said === undefined
  return (
    yearEnd ||
    (word.kind === 'span' && from <= draft.today && to! > draft.today) ||
    (word.kind === 'span' && partsOf(from).date === 21)
  )
}

function bounded(
  draft: Draft,
  place: string,
  end: (days: { from: Wall; to: Wall | null }, word: DayWord) => Wall,
): DayWord | null {
  const word = draft.days[Number(place)]!
  const to = end(word.alternatives[0]!, word)
  return to <= draft.now ? null : calendar.open(draft.now, to)
}

function opened(draft: Draft, place: string, side: 'from' | 'to'): DayWord | null {
  const word = draft.days[Number(place)]!
  const alternatives = word.alternatives.flatMap((days) => {
    const from = days[side]
    return from === null
      ? []
      : [
          {
            from: Math.max(startOfDay(from), side === 'from' && from <= draft.now ? draft.now : from),
            to: null,
          },
        ]
  })
  return alternatives.length > 0 ? { kind: 'open', alternatives } : null
}
