import { localeOf } from './locale.ts'
import type { Window, Workshop } from './workshop.ts'

/**
 * When a workshop is open, as people say it: "lunes a viernes 08:00–12:00 y 13:30–18:00; sábado 08:00–12:00", "de segunda a
 * sexta, das 8h às 12h e das 13h30 às 18h". Days that have the same hours stand together; a closed one is left out.
 */
export function spokenHours({ hours }: Pick<Workshop, 'hours'>, language: string): string {
  const names = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' })
  // The fourth of January 1970 was a Sunday.
  const nameOf = (weekday: number) => names.format(new Date(Date.UTC(1970, 0, 4 + weekday)))
  const runs: { first: number; last: number; spoken: string }[] = []
  // People begin the week on Monday.
  for (const weekday of [1, 2, 3, 4, 5, 6, 0]) {
    const spoken = spokenWindows(hours[weekday] ?? [], language)
    const before = runs.at(-1)
    if (before && before.spoken === spoken) before.last = weekday
    else runs.push({ first: weekday, last: weekday, spoken })
  }
  return runs
    .filter(({ spoken }) => spoken !== '')
    .map(({ first, last, spoken }) => days(nameOf(first), nameOf(last), language) + spoken)
    .join('; ')
}

function days(first: string, last: string, language: string): string {
  if (language === 'pt') {
    const [from, to] = [first, last].map((each) => each.replace('-feira', ''))
    return `${from === to ? from : `de ${from} a ${to}`}, `
  }
  if (first === last) return `${first} `
  return `${first} ${language === 'en' ? 'to' : 'a'} ${last} `
}

/** The windows of one day: "08:00–12:00 y 13:30–18:00". */
export function spokenWindows(windows: Window[], language: string): string {
  const each = windows.map(({ open, close }) => {
    const [from, to] = [spokenClock(open, language), spokenClock(close, language)]
    return language === 'pt' ? `das ${from} às ${to}` : `${from}–${to}`
  })
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(each)
}

/** A time of day as people write it in a message, from its minutes: `13:30`, in Portuguese `13h30`, in English `1:30 pm`. */
export function spokenClock(minute: number, language: string): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60]
  const minutes = String(rest).padStart(2, '0')
  if (language === 'pt') return rest === 0 ? `${hour}h` : `${hour}h${minutes}`
  if (language !== 'en') return clock(minute)
  return `${hour % 12 || 12}${rest === 0 ? '' : `:${minutes}`} ${hour % 24 < 12 ? 'am' : 'pm'}`
}

/** Minutes of a day as `09:30`. */
export function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60]
  return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
