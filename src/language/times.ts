import {
  about,
  afterTime,
  beforeTime,
  clock,
  fromTime,
  type Part,
  parts,
  rangeOf,
  type Time,
  within,
} from './clock.ts'
import { type Draft, numberOf, type Rule, time, timeAt, to } from './draft.ts'
import { asksMove } from './moving.ts'

const at = '(?:(?:OF |FOR )?AT )'
const mark = '(?:HS |HOUR |SHARP )?'
const fraction = '(QUARTER|HALF|\\d{1,2})'
const noun = '(?! (?:[a-z]{3,}s|DAY|WEEK|MONTH|OF M\\d|M\\d|YEAR) )'

const partNames: Rule[] = [
  to(
    '(?:FIRST|FIRSTHOUR|ASAP|LAST)(?: DAY| HOUR| turno| lugar| hueco| fecha)? que (?:tengas|tengan|haya|hay|puedas|puedan|tenes|tienen|quede|te quede)(?: (?:libre|disponible|lugar))?|(?:FIRST|FIRSTHOUR)(?: DAY| HOUR| turno| lugar| hueco| fecha)? (?:libre|disponible)',
    'ASAP',
  ),
  to('THIS (MORNING|AFTERNOON|NIGHT|DUSK|NOON|DAWN)', 'TODAY $1'),
  to('THIS TARDE', 'TODAY AFTERNOON'),
  to('(?<=(?:TODAY|MANANA|TOMORROW|DAYAFTER|PASADO|NEXT|W\\d|\\d) )TARDE', 'AFTERNOON'),
  to('(?:FIRSTHOUR|EARLY|START|FIRST) (?:TO )?(?:OF )?AFTERNOON|AFTERNOON EARLY', 'EARLYAFTERNOON'),
  to('(?:FIRSTHOUR|EARLY|START) (?:OF )?MORNING|MORNING (?:EARLY|FIRSTHOUR)', 'FIRSTHOUR'),
  to('(?:THE |TO THE )?(?:LASTHOUR|END) (?:OF )?MORNING|MORNING LASTHOUR', 'LATEMORNING'),
  to('(?:THE |TO THE )?(?:LASTHOUR|END) (?:OF )?AFTERNOON|AFTERNOON LASTHOUR', 'LATEAFTERNOON'),
  to('(?:AT )?NOON SHARP', 'NOONSHARP'),
  // "de 9 al mediodía", "between 9 and noon"; but "de las 12 del mediodía" only says which twelve.
  to(
    '(BETWEEN|OF|FROM) (?:AT )?((?:[7-9]|1[01]|0[7-9])(?::\\d\\d)?) (?:TO |AND |UNTIL |THE )*(?:NOON|NOONSHARP)',
    '$1 $2 TO 12 HS',
  ),
]

/** An hour with its minutes. */
const clockRules: Rule[] = [
  time(
    '(?:OF|FROM) AT (\\d{1,2}(?::\\d\\d)?) (?:HS )?(?:TO )?AT (\\d{1,2}(?::\\d\\d)?)(?: HS)?(?! (?:AND|EXCEPT))',
    (draft, first, last) => (asksMove(draft.text) ? null : between(written(first), written(last))),
  ),
  time('(\\d{1,2}) (15|30|45)(?= (?:THE |ON )*(?:W\\d|TODAY|TOMORROW))', (_, hour, minute) =>
    clock(hour, Number(minute)),
  ),
  time(`${at}?(\\d{1,2}):([0-5]\\d)`, (_, hour, minute) => clock(hour, Number(minute))),
  time(`${at}(\\d{1,2})[.]([0-5]\\d)`, (_, hour, minute) => clock(hour, Number(minute))),
  time('([89]|0[7-9]|1\\d|20)[.]([0-5]\\d)', (_, hour, minute) => clock(hour, Number(minute))),
  time('(HALF|QUARTER) PASTEN {n}', (_, more, hour) => plus(hour, more)),
  time('QUARTER TOEN {n}', (_, hour) => minus(hour, 'QUARTER')),
  time(`(?<!AT )(QUARTER|ONE QUARTER|5|10|15|20|25) (?:MINUTE )?FOR AT {n}`, (_, less, hour) =>
    minus(hour, less.replace('ONE ', '')),
  ),
  time(
    `${at}?{n} ${mark}AND (QUARTER|HALF|(?<!BETWEEN (?:AT )?\\d+ AND )[1-5][05])(?! (?:HOUR|DAY|WEEK|MONTH|MINUTE|OF M\\d|M\\d))`,
    (_, hour, more) => plus(hour, more),
  ),
  time(`${at}{n} ${mark}AND (\\d{1,2})(?! (?:HS|OF M\\d))`, (_, hour, more) =>
    // "a las 10 y cinco" has minutes, "a las 10 y 11" has two hours.
    Number(more) >= 24 || (more === '5' && Number(hour) >= 7) ? plus(hour, more) : null,
  ),
  time(`${at}?{n} EXCEPT (?:ONE )?${fraction}(?! DAY)`, (_, hour, less) => minus(hour, less)),
  time(`${at}?{n} ${mark}ODD`, (_, hour) => odd(clock(hour))),
  time(`${at}{n} ([1-5][05]|05)(?! (?:TO|OF M\\d|UNTIL))`, (_, hour, minute) => clock(hour, Number(minute))),
  time(`(?:${at}|ABOUT )([01]?\\d|2[0-3])([0-5]\\d)(?: HS)?`, (_, hour, minute) =>
    clock(hour, Number(minute)),
  ),
  time('([01]?\\d|2[0-3])([0-5]\\d) HS', (_, hour, minute) => clock(hour, Number(minute))),
]

/** An hour with a word that makes it one. */
const hourRules: Rule[] = [
  time('{T} (?:HS |HOUR )?(AM|PM)', (draft, place, half) =>
    within(timeAt(draft, place), half as 'AM' | 'PM'),
  ),
  time(`{T} ${mark}(?:OF )?(?:THE )?{P}`, (draft, place, part) => within(timeAt(draft, place), part as Part)),
  time(`${at}?{n} (?:HS )?(AM|PM)`, marked),
  time(`${at}{n} ${mark}(?:OF )?(?:THE )?{P}`, marked),
  // "el 5 a la tarde" is a date, but "5 de la tarde" is not.
  time(`(?<!(?:THE|DAY|W\\d|\\d) ){n} ${mark}(?:THE )?{P}`, marked),
  time(`(?<!(?:THE|DAY) ){n} ${mark}OF {P}`, marked),
  time('(?<!IN )(\\d{1,2}) (?:HS|SHARP)', (_, hour) => clock(hour)),
  time('(?<!(?:IN|NOT|TO|AND|BETWEEN|OF) )([7-9]|\\d\\d) HOUR', (_, hour) => clock(hour)),
  time(`${at}{n}(?: HS| HOUR| SHARP)?(?! (?:DAY|WEEK|MONTH|MINUTE))`, (_, hour) => clock(hour)),
  time(`(?<=(?:AFTER|BEFORE|UNTIL|STARTING) )(\\d{1,2})${noun}(?! (?:MINUTE|HOUR|TO|AND|DAY))`, (_, hour) =>
    clock(hour),
  ),
  time('ABOUT (?:TO )?{n}(?! (?:DAY|WEEK|MONTH|OF M\\d|M\\d|MINUTE|HOUR))', (_, hour) =>
    roughly(clock(hour)),
  ),
  to('{T} (?:HS|SHARP|HOUR)', 'T$1'),
  to('(?:AT )+{T}', 'T$1'),
]

/** From one hour to another. A date would be named with its article: "del 1 al 4". */
const rangeRules: Rule[] = [
  time(
    '(?:BETWEEN|OF|FROM|STARTING) {n} (?:TO|AND|UNTIL) {n}(?! (?:OF )?(?:M\\d|DAY|WEEK|MONTH|MINUTE))',
    (_, first, last) => between(clock(first), clock(last)),
  ),
  time('(?:BETWEEN |OF |FROM |STARTING )?{n} (?:TO|AND|UNTIL) {T}', (draft, first, last) =>
    between(clock(first), timeAt(draft, last)),
  ),
  time('(?:OF |FROM |BETWEEN |STARTING )?{T} (?:TO|UNTIL) {T}', timesBetween),
  time('BETWEEN {T} AND {T}', timesBetween),
  time('(?:OF |FROM |BETWEEN |STARTING )?{T} (?:TO|UNTIL) (\\d{1,2})', (draft, first, last) =>
    between(timeAt(draft, first), clock(last)),
  ),
  time('BETWEEN {T} AND (\\d{1,2})', (draft, first, last) => between(timeAt(draft, first), clock(last))),
  time('{T} (?:OF )?(?:THE )?{P}', (draft, place, part) => within(timeAt(draft, place), part as Part)),
]

/** Numbers that are all that was said, or stand beside an hour. */
const wholeMessages: Rule[] = [
  time('(?<=^ )(\\d{1,2}) (00|15|30|45)(?= $)', (_, hour, minute) => clock(hour, Number(minute))),
  time('(?<=^ )(0?[6-9]|1\\d)([0-5][05])(?= $)', (_, hour, minute) => clock(hour, Number(minute))),
  time('(?<=^ )(\\d{1,2}) (?:TO|UNTIL) (\\d{1,2})(?= $)', (_, first, last) =>
    between(clock(first), clock(last)),
  ),
  time('(?<=^ )(\\d{1,2})(?= OR \\d{1,2} $)', (_, hour) => clock(hour)),
  time('(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})(?! (?:OF|[a-z]+))', (_, hour) => clock(hour)),
  time('(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})(?! (?:OF|[a-z]+))', (_, hour) => clock(hour)),
  time('(?<=(?:^|\\D|W\\d) )(\\d{1,2})(?= (?:OR|,) T\\d+ )(?<!(?:THE|DAY) \\d+)', (_, hour) => clock(hour)),
]

const beside = '(?<=D\\d+ (?:, )?)'

const bareRules: Rule[] = [
  time(`(?<=D\\d+ (?:, )?(?:BETWEEN |OF )?)(\\d{1,2}) (?:TO|AND|UNTIL) (\\d{1,2})${noun}`, (_, first, last) =>
    between(clock(first), clock(last)),
  ),
  time(`${beside}(0?[6-9]|1\\d)([0-5][05])`, (_, hour, minute) => clock(hour, Number(minute))),
  time(`${beside}(\\d{1,2}) ([1-5][05])${noun}`, (_, hour, minute) => clock(hour, Number(minute))),
  time(`${beside}([01]?\\d|2[0-3])${noun}`, (_, hour) => clock(hour)),
  // Twice, for lists of three.
  time(`(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})${noun}`, (_, hour) => clock(hour)),
  time(`(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})${noun}`, (_, hour) => clock(hour)),
]

/** Parts of the day, and what stands around a time and changes it. */
const wrapRules: Rule[] = [
  time(
    `(?:OF |TO |THE |AT |FOR THE )*(${Object.keys(parts).join('|')})(?: SHARP)?`,
    (_, part) => parts[part as Part],
  ),
  time('ABOUT (?:OF |TO |THE |AT )*{T}', (draft, place) => about(timeAt(draft, place))),
  time('{T} ABOUT', (draft, place) => about(timeAt(draft, place))),
  // "no puedo antes de las 10" is from ten on; so is "salgo a las 10".
  to('NOT (?:[a-z]+ ){0,3}(?:BEFORE|UNTIL) (?:OF )?(?:THE )?{T}', 'STARTING T$1'),
  to('NOT (?:[a-z]+ ){0,3}AFTER (?:OF )?(?:THE )?{T}', 'UNTIL T$1'),
  to(
    '(?:salgo|saio|trabajo|estudio|CANNOT|work) (?:[a-z]+ |OF |THE |TO ){0,4}(?:UNTIL )?(?:TO )?{T}',
    'AFTER T$1',
  ),
  to('{T} (?:salgo|saio)', 'AFTER T$1'),
  to('(?:entro|entra) (?:[a-z]+ |OF |THE ){0,3}{T}', 'BEFORE T$1'),
  time('AFTER (?:OF )?(?:THE )?{T}', (draft, place) => afterTime(timeAt(draft, place))),
  time('(?:BEFORE|UNTIL|TO) (?:OF )?(?:THE )?{T}', (draft, place) => beforeTime(timeAt(draft, place))),
  time('(?:STARTING|FROM) (?:OF )?(?:THE )?{T}(?: ONWARDS)?|(?:OF )?{T} ONWARDS', (draft, a, b) =>
    fromTime(timeAt(draft, a ?? b)),
  ),
]

/** Times that say so by themselves: "10:30", "a las 3", "10 y media", "de 9 a 11". */
export const timeRules: Rule[] = [...partNames, ...clockRules, ...hourRules, ...rangeRules, ...wholeMessages]

/** Hours that only the day beside them shows to be hours ("mañana 10"), and the parts of the day. */
export const bareHourRules: Rule[] = [...bareRules, ...wrapRules]

function written(time: string): Time | null {
  const [hour, minute] = time.split(':')
  return clock(hour!, Number(minute ?? 0))
}

function plus(hour: string, minutes: string): Time | null {
  return clock(hour, fractionOf(minutes))
}

function minus(hour: string, minutes: string): Time | null {
  const whole = clock(hour)
  const less = fractionOf(minutes)
  return whole && less <= 45 ? { ...whole, from: whole.from - less, to: whole.to - less } : null
}

function fractionOf(minutes: string): number {
  return { QUARTER: 15, HALF: 30 }[minutes] ?? numberOf(minutes)
}

/** "10 y pico" is somewhere in that hour. */
function odd(hour: Time | null): Time | null {
  return hour && { ...hour, kind: 'approx', to: hour.from + 60 }
}

function roughly(hour: Time | null): Time | null {
  return hour && about(hour)
}

function between(first: Time | null, last: Time | null): Time | null {
  return first && last && rangeOf(first, last)
}

function timesBetween(draft: Draft, first: string, last: string): Time | null {
  // "pasame de las 10 a las 11" goes from one hour to the other.
  if (asksMove(draft.text)) return null
  return between(timeAt(draft, first), timeAt(draft, last))
}

function marked(_: Draft, hour: string, part: string): Time | null {
  const bare = clock(hour)
  return bare?.bare ? within(bare, part as Part) : null
}
