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
import { apply, type Draft, numberOf, type Rule, tokens } from './draft.ts'

/** Finds the times that say so by themselves: "10:30", "a las 3", "10 y media", "de 9 a 11", "a la tarde". */
export function findTimes(draft: Draft): void {
  apply(draft, clockRules)
}

/** Finds the hours that only the day beside them shows to be hours: "mañana 10", "el lunes 9 o 10". */
export function findBareHours(draft: Draft): void {
  apply(draft, bareRules)
  apply(draft, wrapRules)
}

const at = '(?:(?:OF |FOR )?AT )'
const fraction = '(QUARTER|HALF|\\d{1,2})'
const half = '(MORNING|AFTERNOON|DUSK|NIGHT|NOON|DAWN|EARLY|NOONSHARP)'

const clockRules: Rule[] = [
  { pattern: tokens('THIS (MORNING|AFTERNOON|NIGHT|DUSK|NOON|DAWN)'), to: 'TODAY $1' },
  { pattern: tokens('THIS TARDE'), to: 'TODAY AFTERNOON' },
  { pattern: tokens('(?<=(?:TODAY|MANANA|TOMORROW|DAYAFTER|PASADO|NEXT|W\\d|\\d) )TARDE'), to: 'AFTERNOON' },
  {
    pattern: tokens('(?:FIRSTHOUR|EARLY|START|FIRST) (?:TO )?(?:OF )?AFTERNOON|AFTERNOON EARLY'),
    to: 'EARLYAFTERNOON',
  },
  {
    pattern: tokens('(?:FIRSTHOUR|EARLY|START) (?:OF )?MORNING|MORNING (?:EARLY|FIRSTHOUR)'),
    to: 'FIRSTHOUR',
  },
  {
    pattern: tokens('(?:THE |TO THE )?(?:LASTHOUR|END) (?:OF )?MORNING|MORNING LASTHOUR'),
    to: 'LATEMORNING',
  },
  {
    pattern: tokens('(?:THE |TO THE )?(?:LASTHOUR|END) (?:OF )?AFTERNOON|AFTERNOON LASTHOUR'),
    to: 'LATEAFTERNOON',
  },
  { pattern: tokens('(?:AT )?NOON SHARP'), to: 'NOONSHARP' },
  // An hour with its minutes.
  { pattern: tokens(`${at}?(\\d{1,2}):([0-5]\\d)`), time: ([hour, minute]) => clock(hour!, Number(minute)) },
  { pattern: tokens(`${at}(\\d{1,2})[.]([0-5]\\d)`), time: ([hour, minute]) => clock(hour!, Number(minute)) },
  {
    pattern: tokens('([89]|0[7-9]|1\\d|20)[.]([0-5]\\d)'),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  { pattern: tokens('HALF PASTEN {n}'), time: ([hour]) => plus(hour!, 'HALF') },
  { pattern: tokens('QUARTER PASTEN {n}'), time: ([hour]) => plus(hour!, 'QUARTER') },
  { pattern: tokens('QUARTER TOEN {n}'), time: ([hour]) => minus(hour!, 'QUARTER') },
  {
    pattern: tokens(`(?:AT )?(?:ONE )?${fraction} (?:MINUTE )?FOR ${at}{n}`),
    time: ([less, hour]) => minus(hour!, less!),
  },
  {
    pattern: tokens(
      `(?<!BETWEEN )${at}?{n} (?:HS |HOUR )?AND (QUARTER|HALF|[1-5][05])(?! (?:HOUR|DAY|WEEK|MONTH|MINUTE|OF M|AM|PM|M\\d))`,
    ),
    time: ([hour, more]) => plus(hour!, more!),
  },
  {
    pattern: tokens(`${at}{n} (?:HS |HOUR )?AND ${fraction} HS`),
    time: ([hour, more]) => plus(hour!, more!),
  },
  {
    pattern: tokens(`${at}?{n} EXCEPT (?:ONE )?${fraction}(?! DAY)`),
    time: ([hour, less]) => minus(hour!, less!),
  },
  { pattern: tokens(`${at}?{n} (?:HS |HOUR )?ODD`), time: ([hour]) => odd(clock(hour!)) },
  {
    pattern: tokens(`${at}{n} ([1-5][05]|05)(?! (?:TO|OF M|UNTIL))`),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  {
    pattern: tokens(`(?:${at}|ABOUT )([01]?\\d|2[0-3])([0-5]\\d)(?: HS)?`),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  {
    pattern: tokens('([01]?\\d|2[0-3])([0-5]\\d) HS'),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  // An hour with a word that makes it one.
  {
    pattern: tokens('{T} (?:HS |HOUR )?(AM|PM)'),
    time: ([place, mark], draft) => marked(draft, place!, mark!),
  },
  {
    pattern: tokens(`{T} (?:HS |HOUR |SHARP )?(?:OF )?(?:THE )?${half}`),
    time: ([place, mark], draft) => marked(draft, place!, mark!),
  },
  { pattern: tokens(`${at}?{n} (?:HS )?(AM|PM)`), time: ([hour, mark]) => markedClock(hour!, mark!) },
  {
    pattern: tokens(`${at}{n} (?:HS |HOUR |SHARP )?(?:OF )?(?:THE )?${half}`),
    time: ([hour, mark]) => markedClock(hour!, mark!),
  },
  {
    pattern: tokens(
      `(?<!(?:THE|DAY|W\\d|OF M\\d{1,2}|{n}) )(\\d{1,2}|ONE) (?:HS |HOUR |SHARP )?(?:OF )?(?:THE )?${half}`.replace(
        '{n}',
        '\\d',
      ),
    ),
    time: ([hour, mark]) => markedClock(hour!, mark!),
  },
  {
    pattern: tokens(`(?<!(?:THE|DAY) )(\\d{1,2}|ONE) (?:HS |HOUR |SHARP )?OF ${half}`),
    time: ([hour, mark]) => markedClock(hour!, mark!),
  },
  {
    pattern: tokens('(?<!(?:IN|NOT|EACH|TO|AND|BETWEEN|OF) )(\\d{1,2}) (?:HS|SHARP|HOUR)'),
    time: ([hour]) => clock(hour!),
  },
  { pattern: tokens('(?<!IN )(\\d{1,2}) (?:HS|SHARP)'), time: ([hour]) => clock(hour!) },
  {
    pattern: tokens(`${at}{n}(?: HS| HOUR| SHARP)?(?! (?:DAY|WEEK|MONTH|MINUTE))`),
    time: ([hour]) => clock(hour!),
  },
  {
    pattern: tokens('ABOUT (?:TO )?{n}(?! (?:DAY|WEEK|MONTH|OF M\\d|M\\d|MINUTE|HOUR))'),
    time: ([hour]) => changed(clock(hour!), about),
  },
  { pattern: tokens('{T} (?:HS|SHARP|HOUR)'), to: 'T$1' },
  { pattern: tokens('(?:AT )+{T}'), to: 'T$1' },
  // From one hour to another. A date would be named with its article: "del 1 al 4".
  {
    pattern: tokens(
      '(?:BETWEEN|OF|FROM|STARTING) {n} (?:TO|AND|UNTIL) {n}(?! (?:OF )?(?:M\\d|DAY|WEEK|MONTH|MINUTE))',
    ),
    time: ([first, second]) => between(clock(first!), clock(second!)),
  },
  {
    pattern: tokens('(?:BETWEEN |OF |FROM |STARTING )?{n} (?:TO|AND|UNTIL) {T}'),
    time: ([first, second], draft) => between(clock(first!), draft.times[Number(second)]!),
  },
  {
    pattern: tokens('(?:OF |FROM |BETWEEN |STARTING )?{T} (?:TO|UNTIL) {T}'),
    time: ([first, second], draft) => between(draft.times[Number(first)]!, draft.times[Number(second)]!),
  },
  {
    pattern: tokens('(?:OF |FROM |BETWEEN |STARTING )?{T} (?:TO|UNTIL|AND) (\\d{1,2})'),
    time: ([first, second], draft) => between(draft.times[Number(first)]!, clock(second!)),
  },
  {
    pattern: tokens('BETWEEN {T} AND {T}'),
    time: ([first, second], draft) => between(draft.times[Number(first)]!, draft.times[Number(second)]!),
  },
  {
    pattern: tokens(`{T} (?:OF )?(?:THE )?${half}`),
    time: ([place, mark], draft) => marked(draft, place!, mark!),
  },
  // Numbers that are the whole message.
  {
    pattern: /(?<=^ )(0?[6-9]|1\d)([0-5][05])(?= $)/g,
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  {
    pattern: /(?<=^ )(\d{1,2}) (?:TO|UNTIL) (\d{1,2})(?= $)/g,
    time: ([first, second]) => between(clock(first!), clock(second!)),
  },
  { pattern: /(?<=^ )(\d{1,2})(?= OR \d{1,2} $)/g, time: ([hour]) => clock(hour!) },
  { pattern: tokens('(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})(?! (?:OF|[a-z]+))'), time: ([hour]) => clock(hour!) },
  {
    pattern: tokens('(\\d{1,2})(?= (?:OR|,) T\\d+ )(?<!(?:THE|DAY|\\D[a-z]+) \\1)'),
    time: ([hour]) => clock(hour!),
  },
]

const noun = '(?! (?:[a-z]{3,}s|DAY|WEEK|MONTH|OF M\\d|M\\d|YEAR) )'

const bareRules: Rule[] = [
  {
    pattern: tokens(`(?<=D\\d+ (?:, )?(?:BETWEEN |OF )?)(\\d{1,2}) (?:TO|AND|UNTIL) (\\d{1,2})${noun}`),
    time: ([first, second]) => between(clock(first!), clock(second!)),
  },
  {
    pattern: tokens('(?<=D\\d+ (?:, )?)(0?[6-9]|1\\d)([0-5][05])'),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  {
    pattern: tokens(`(?<=D\\d+ (?:, )?)(\\d{1,2}) ([1-5][05])${noun}`),
    time: ([hour, minute]) => clock(hour!, Number(minute)),
  },
  { pattern: tokens(`(?<=D\\d+ (?:, )?)(\\d{1,2})${noun}`), time: ([hour]) => clock(hour!) },
  { pattern: tokens(`(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})${noun}`), time: ([hour]) => clock(hour!) },
  { pattern: tokens(`(?<=T\\d+ (?:OR|,|AND) )(\\d{1,2})${noun}`), time: ([hour]) => clock(hour!) },
]

/** Parts of the day, and what stands around a time and changes it. */
const wrapRules: Rule[] = [
  {
    pattern: tokens(
      '(?:OF |TO |THE |AT |FOR THE )*(DAWN|MORNING|EARLY|FIRSTHOUR|MIDMORNING|LATEMORNING|NOON|NOONSHARP|EARLYAFTERNOON|AFTERNOON|MIDAFTERNOON|DUSK|LATEAFTERNOON|LASTHOUR|NIGHT|MIDNIGHT)(?: SHARP)?',
    ),
    time: ([part]) => parts[part as Part],
  },
  {
    pattern: tokens('ABOUT (?:OF |TO |THE |AT )*{T}'),
    time: ([place], draft) => about(draft.times[Number(place)]!),
  },
  { pattern: tokens('{T} ABOUT'), time: ([place], draft) => about(draft.times[Number(place)]!) },
  // "no puedo antes de las 10" is the same as from 10 on.
  { pattern: tokens('NOT (?:[a-z]+ ){0,3}(?:BEFORE|UNTIL) (?:OF )?(?:THE )?([DT]\\d+)'), to: 'STARTING $1' },
  { pattern: tokens('NOT (?:[a-z]+ ){0,3}AFTER (?:OF )?(?:THE )?([DT]\\d+)'), to: 'UNTIL $1' },
  {
    pattern: tokens(
      '(?:salgo|trabajo|saio|estudio|CANNOT|work) (?:[a-z]+ |OF |THE |TO ){0,4}(?:UNTIL )?(?:TO )?{T}',
    ),
    to: 'AFTER T$1',
  },
  { pattern: tokens('(?:entro|entra) (?:[a-z]+ |OF |THE ){0,3}{T}'), to: 'BEFORE T$1' },
  {
    pattern: tokens('AFTER (?:OF )?(?:THE )?{T}'),
    time: ([place], draft) => afterTime(draft.times[Number(place)]!),
  },
  {
    pattern: tokens('(?:BEFORE|UNTIL|TO) (?:OF )?(?:THE )?{T}'),
    time: ([place], draft) => beforeTime(draft.times[Number(place)]!),
  },
  {
    pattern: tokens('(?:STARTING|FROM) (?:OF )?(?:THE )?{T}(?: ONWARDS)?'),
    time: ([place], draft) => fromTime(draft.times[Number(place)]!),
  },
  { pattern: tokens('(?:OF )?{T} ONWARDS'), time: ([place], draft) => fromTime(draft.times[Number(place)]!) },
]

function plus(hour: string, minutes: string): Time | null {
  const more = fractionOf(minutes)
  return more < 5 ? null : clock(hour, more)
}

function minus(hour: string, minutes: string): Time | null {
  const time = clock(hour)
  const less = fractionOf(minutes)
  return time && less <= 45 ? { ...time, from: time.from - less, to: time.to - less } : null
}

function fractionOf(minutes: string): number {
  return minutes === 'QUARTER' ? 15 : minutes === 'HALF' ? 30 : numberOf(minutes)
}

/** "10 y pico" is somewhere in that hour. */
function odd(time: Time | null): Time | null {
  return time && { ...time, kind: 'approx', to: time.from + 60 }
}

function changed(time: Time | null, change: (time: Time) => Time): Time | null {
  return time && change(time)
}

function between(first: Time | null, second: Time | null): Time | null {
  return first && second && rangeOf(first, second)
}

function marked(draft: Draft, place: string, mark: string): Time {
  return within(draft.times[Number(place)]!, mark as Part)
}

function markedClock(hour: string, mark: string): Time | null {
  const time = clock(hour)
  return time?.bare ? within(time, mark as Part) : null
}
