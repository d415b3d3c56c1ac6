import { localeOf } from '../agenda/locale.ts'
import { spokenClock } from '../agenda/spokenHours.ts'

/** The ways in which texts show an instant: `{start, date, day}`, `{start, date, on}`, `{start, date, short}`, `{start, time, hour}`. */
export const instantStyles = { date: ['day', 'on', 'short'], time: ['hour'] } as const

export type InstantStyle = (typeof instantStyles)['date' | 'time'][number]

/**
 * Tells an instant as people write it in a message, on the wall clock of a zone: "viernes 27 de noviembre",
 * "na sexta-feira, 27 de novembro", "Fri 27 Nov", "10h30".
 */
export function instantIn(language: string, style: InstantStyle, zone: string): (instant: number) => string {
  if (style === 'hour') return (instant) => hourOf(instant, language, zone)
  const habits = languages[language] ?? otherwise
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...(style === 'short' ? habits.short : day),
    timeZone: zone,
  })
  return (instant) => {
    const parts = format.formatToParts(instant)
    const hasComma = style !== 'short' && habits.comma
    const written = parts
      .map(({ type, value }) => {
        if (type === 'weekday') return value.replace('.', '')
        return hasComma ? value : value.replace(/^, /, ' ')
      })
      .join('')
    const weekday = parts.find(({ type }) => type === 'weekday')?.value ?? ''
    return style === 'on' ? habits.on(written, weekday) : written
  }
}

interface Habits {
  short: Intl.DateTimeFormatOptions
  /** Whether there is a comma between the weekday and the date. */
  comma: boolean
  on: (day: string, weekday: string) => string
}

const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
const short = { weekday: 'short', day: 'numeric', month: 'numeric' } as const
const otherwise: Habits = { short, comma: false, on: (day) => day }

const languages: Record<string, Habits> = {
  es: { short, comma: false, on: (day) => `el ${day}` },
  pt: {
    short,
    comma: true,
    on: (day, weekday) => `${weekday.endsWith('feira') ? 'na' : 'no'} ${day}`,
  },
  // Half of those who read English take 4/12 for the twelfth of April.
  en: { short: { ...short, month: 'short' }, comma: false, on: (day) => `on ${day}` },
}

function hourOf(instant: number, language: string, zone: string): string {
  let wallClock = wallClocks.get(zone)
  if (!wallClock) {
    wallClock = new Intl.DateTimeFormat('en-GB', {
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
      timeZone: zone,
    })
    wallClocks.set(zone, wallClock)
  }
  const [hour = 0, minute = 0] = wallClock.format(instant).split(':').map(Number)
  return spokenClock(hour * 60 + minute, language)
}

const wallClocks = new Map<string, Intl.DateTimeFormat>()
