import type { Window, Workshop } from './workshop.ts'

/**
 * When a workshop is open, as people say it: "lunes a viernes 08:00–12:00 y 13:30–18:00; sábado 08:00–12:00". Days that
 * have the same hours stand together; a closed one is left out.
 */
export function spokenHours({ hours }: Pick<Workshop, 'hours'>, language: string): string {
  const names = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
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
    .map(({ first, last, spoken }) => `${days(nameOf(first), nameOf(last), language)} ${spoken}`)
    .join('; ')
}

function days(first: string, last: string, language: string): string {
  if (first === last) return first
  return `${first} ${language === 'en' ? 'to' : 'a'} ${last}`
}

/** The windows of one day: "08:00–12:00 y 13:30–18:00". */
export function spokenWindows(windows: Window[], language: string): string {
  const each = windows.map(({ open, close }) => `${clock(open)}–${clock(close)}`)
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(each)
}

/** Minutes of a day as `09:30`. */
export function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60]
  return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
