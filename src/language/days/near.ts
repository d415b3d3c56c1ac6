import { dayOnly, either, feast, open } from '../calendar.ts'
import { workingHour } from '../clock.ts'
import { type DayWord, type Draft, day, type Rule, timeAt, to } from '../draft.ts'
import { dayLength, partsOf, weekdayOf } from '../wall.ts'
import { nextWeekday } from '../weekday.ts'

const ahead: Record<string, number> = {
  EREYESTERDAY: -2,
  YESTERDAY: -1,
  TODAY: 0,
  TOMORROW: 1,
  DAYAFTER: 2,
  THIRDDAY: 3,
}

/** Days near today, feasts, and "as soon as possible". */
export const nearRules: Rule[] = [
  // "pasado" is the day after tomorrow, or what has passed.
  to('({W}|WEEK|WEEKEND|MONTH|YEAR) PASADO', '$1 PREV'),
  to('PASADO (?={W}|WEEK|MONTH)', 'PREV '),
  to('(?:FOR )?PASADO', 'DAYAFTER'),
  // "mañana" is tomorrow; "de mañana", after a day or by itself, is the morning.
  to(
    '(?<= (?:HOUR|cita|turno|reserva|lo|visita|agenda|consulta|service|servicio|THE) )OF MANANA',
    'OF TOMORROW',
  ),
  // "a primera hora de mañana" is tomorrow's, "el lunes a primera hora de mañana" Monday's.
  to(
    '(?<! (?:W\\d|D\\d+|TODAY|DAYAFTER) .*)(?<= (?:FIRSTHOUR|LASTHOUR|NOON|AFTERNOON|MIDAFTERNOON|DUSK|NIGHT) )OF MANANA',
    'OF TOMORROW',
  ),
  to(
    '(?<=(?:W\\d|D\\d+|TODAY|MANANA|TOMORROW|DAYAFTER|NEXT|WEEK|THIS| \\d{1,2}) )(?:, )?OF MANANA',
    'MORNING',
  ),
  to('(?<=(?:W\\d|D\\d+|TODAY|MANANA|NEXT) )MANANA(?! (?:W\\d|\\d))', 'MORNING'),
  day('{T} OF MANANA', tomorrowOrMorning),
  to('{T} (?:OF MANANA|MORNING)', 'T$1'),
  to('(?<!(?:STARTING|AFTER|BEFORE|IN) )OF MANANA', 'MORNING'),
  to('MANANA', 'TOMORROW'),
  // "mañana viernes", "hoy jueves 26": the name agrees, or it is in doubt.
  day('(TODAY|TOMORROW|DAYAFTER) (?:, )?(?:THE )?{W}(?: (\\d{1,2})(?= [^\\d]))?', agreed),
  day('(?:THE )?{W} (?:, )?(TODAY|TOMORROW|DAYAFTER)', (draft, weekday, word) =>
    agreed(draft, word, weekday),
  ),
  day('TOMORROW (?:2[4-9]|3[01])(?! (?:HS|DAY))', (draft) => dayOnly(draft.today + dayLength, 'soon')),
  day('(?:THE )?(TODAY|TOMORROW|DAYAFTER|THIRDDAY|YESTERDAY|EREYESTERDAY)', (draft, word) =>
    dayOnly(draft.today + ahead[word]! * dayLength, 'soon'),
  ),
  day('(?:THE )?(XMASEVE|XMAS|HOLIDAYS|YEAREND|NEWYEAR|EPIPHANY|CARNIVAL|HOLYWEEK)', feast),
  day('(?:THE |FOR )*ASAP(?: NEXT)?', (draft) => open(draft.now, null, 'now')),
  day('(?:THE |FOR )*ANYDAY', (draft) => open(draft.now, null, 'any')),
]

/** "a las 10 de mañana" is tomorrow's ten, or ten in the morning. */
function tomorrowOrMorning(draft: Draft, place: string): DayWord | null {
  if (/ (?:W\d|D\d+|TODAY|DAYAFTER|TOMORROW) /.test(draft.text)) return null
  const time = timeAt(draft, place)
  const reading = (from: number) => ({ from, to: from + dayLength, time })
  const tomorrow = reading(draft.today + dayLength)
  const isPast = draft.today + time.from <= draft.now
  const sure = isPast || time.from < 360 || time.from >= 720
  return { kind: 'day', alternatives: sure ? [tomorrow] : [tomorrow, reading(draft.today)] }
}

function agreed(draft: Draft, word: string, weekday: string, number?: string): DayWord {
  const date = draft.today + ahead[word]! * dayLength
  if (weekdayOf(date) !== Number(weekday))
    return either(dayOnly(date), dayOnly(nextWeekday(draft, Number(weekday))))
  const time = number !== undefined && Number(number) !== partsOf(date).date ? workingHour(number) : null
  if (!time) return dayOnly(date, 'soon')
  return { kind: 'day', alternatives: [{ from: date, to: date + dayLength, time }] }
}
