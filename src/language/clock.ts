/** A stretch of the day in minutes since midnight, `to` not included. */
export interface Time {
  kind: 'minute' | 'approx' | 'part' | 'range'
  from: number
  to: number
  prefer?: 'first' | 'last'
  /** An hour of the twelve-hour clock, said without "de la tarde" or the like. */
  bare?: true
}

/** A part of the day as the customers of a workshop mean it. */
export const parts = {
  DAWN: part(0, 6),
  MORNING: part(6, 12),
  EARLY: { ...part(6, 10), prefer: 'first' },
  FIRSTHOUR: { ...part(6, 10), prefer: 'first' },
  MIDMORNING: part(9.5, 11),
  LATEMORNING: { ...part(11, 12), prefer: 'last' },
  NOON: part(12, 14),
  NOONSHARP: minuteAt(720),
  EARLYAFTERNOON: { ...part(13, 15), prefer: 'first' },
  AFTERNOON: part(13, 20),
  MIDAFTERNOON: part(15, 17),
  DUSK: part(17, 20),
  LATEAFTERNOON: { ...part(18, 20), prefer: 'last' },
  LASTHOUR: { ...part(16, 20), prefer: 'last' },
  NIGHT: part(20, 24),
  MIDNIGHT: minuteAt(1440),
} as const satisfies Record<string, Time>

export type Part = keyof typeof parts

/**
 * The hour that is meant at a workshop: 1 to 6 without more is the afternoon, 7 to 12 is the morning and midday; two
 * digits are the 24-hour clock. Null when no clock shows it.
 */
export function clock(hour: string, minute = 0): Time | null {
  const value = hour === 'ONE' ? 1 : Number(hour)
  if (value > 24 || minute > 59 || value * 60 + minute > 1440) return null
  const bare = value >= 1 && value <= 12 && !hour.startsWith('0')
  const time = minuteAt((bare && value <= 6 ? value + 12 : value) * 60 + minute)
  return bare ? { ...time, bare } : time
}

/** A bare number beside a day that can be an hour of work, 7:00 to 19:00; null for any other. */
export function workingHour(hour: string): Time | null {
  const time = clock(hour)
  return time && time.from >= 7 * 60 && time.from <= 19 * 60 ? time : null
}

export function minuteAt(from: number): Time {
  return { kind: 'minute', from, to: from + 1 }
}

/** The same hour once the part of the day is known: 7 "de la tarde" is 19:00. Hours that say it themselves stay. */
export function within(time: Time, mark: Part | 'AM' | 'PM'): Time {
  const { bare, ...known } = time
  if (!bare) return known
  const middle = time.kind === 'approx' ? time.from + 30 : time.from
  const later = isLaterHalf(Math.floor(middle / 60) % 12, mark)
  const moved = (middle % 720) + (later ? 720 : 0) - middle
  const midnight = mark === 'NIGHT' && Math.floor(middle / 60) % 12 === 0 ? 1440 : 0
  return { ...known, from: time.from + moved + midnight, to: time.to + moved + midnight }
}

/** Half an hour to each side. */
export function about(time: Time): Time {
  return time.kind === 'minute' ? { ...time, kind: 'approx', from: time.from - 30, to: time.from + 30 } : time
}

/** "de 9 a 11", "entre las 2 y las 4 de la tarde"; null when it would end before it starts. */
export function rangeOf(first: Time, second: Time): Time | null {
  const to = asEnd(second.kind === 'minute' ? second.from : second.to)
  let from = asStart(first.from)
  // "de 7 a 9 de la noche" names the half day once, at its end; "de 10 a 1" crosses it.
  if (first.bare && !second.bare && from + 720 < to) from += 720
  if (from >= to && first.bare && from >= 720) from -= 720
  if (from >= to) return null
  return first.bare && second.bare ? { kind: 'range', from, to, bare: true } : { kind: 'range', from, to }
}

/** "después de las 5"; after midday is the afternoon. */
export function afterTime(time: Time): Time {
  if (time.from === 720 && time.kind === 'part') return parts.AFTERNOON
  return {
    kind: 'range',
    from: asStart(time.kind === 'part' || time.kind === 'range' ? time.to : middleOf(time)),
    to: 1440,
  }
}

/** "a partir de las 2". */
export function fromTime(time: Time): Time {
  return { kind: 'range', from: asStart(time.kind === 'part' ? time.from : middleOf(time)), to: 1440 }
}

/** "antes de las 10", "hasta las 10"; before midday is the morning. */
export function beforeTime(time: Time): Time {
  if (time.from === 720 && time.kind === 'part') return parts.MORNING
  return { kind: 'range', from: 0, to: asEnd(middleOf(time)) }
}

/** Midnight is 0 where a stretch starts and 1440 where it ends, however it was said. */
function asStart(minute: number): number {
  return minute % 1440
}

function asEnd(minute: number): number {
  return minute || 1440
}

function part(from: number, to: number): Time {
  return { kind: 'part', from: from * 60, to: to * 60 }
}

function middleOf(time: Time): number {
  return time.kind === 'approx' ? (time.from + time.to) / 2 : time.from
}

function isLaterHalf(hour: number, mark: Part | 'AM' | 'PM'): boolean {
  switch (mark) {
    case 'AM':
    case 'DAWN':
    case 'MIDNIGHT':
      return false
    case 'MORNING':
    case 'MIDMORNING':
    case 'LATEMORNING':
      return hour === 0
    case 'EARLY':
    case 'FIRSTHOUR':
      return hour < 5
    case 'NIGHT':
      return hour >= 5
    default:
      return true
  }
}
