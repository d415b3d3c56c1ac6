import { dayOnly, either } from './calendar.ts'
import type { DayWord, Draft } from './draft.ts'
import { dayLength, mondayOf, type Wall, weekdayOf } from './wall.ts'

/** The next such weekday after today; today's own is in seven days. */
export function nextWeekday(draft: Draft, weekday: number): Wall {
  return draft.today + (((weekday - weekdayOf(draft.today) + 6) % 7) + 1) * dayLength
}

/** "el viernes que viene", "el próximo viernes": when one is near, two Fridays may be meant. */
export function comingWeekday(draft: Draft, weekday: number, laterFirst: boolean): DayWord {
  const next = nextWeekday(draft, weekday)
  const thisWeek = next < mondayOf(draft.today) + 7 * dayLength
  if (!thisWeek || next - draft.today > 3 * dayLength) return dayOnly(next, 'weekday')
  const later = dayOnly(next + 7 * dayLength)
  return laterFirst ? either(later, dayOnly(next)) : either(dayOnly(next), later)
}

/** "este jueves", said on a Thursday, may be today. */
export function thisWeekday(draft: Draft, weekday: number): DayWord {
  const next = dayOnly(nextWeekday(draft, weekday), 'weekday')
  return weekday === weekdayOf(draft.today) ? either(dayOnly(draft.today), next) : next
}

export function otherWeekday(draft: Draft, weekday: number): DayWord {
  const next = nextWeekday(draft, weekday)
  return either(dayOnly(next + 7 * dayLength), dayOnly(next))
}

export function pastWeekday(draft: Draft, weekday: number): DayWord {
  const weeks = weekday === weekdayOf(draft.today) ? 2 : 1
  return dayOnly(nextWeekday(draft, weekday) - weeks * 7 * dayLength)
}

/** That weekday in the week, or the first one in the longer span, that is said beside it. */
export function weekdayIn(draft: Draft, weekday: number, whole: DayWord): DayWord | null {
  if (whole.kind !== 'span') return null
  const alternatives = whole.alternatives.flatMap(({ from, to }) => {
    const isWeek = to! - from === 7 * dayLength
    const first = isWeek ? from : Math.max(from, draft.today)
    const date = first + ((weekday - weekdayOf(first) + 7) % 7) * dayLength
    return date < to! ? [{ from: date, to: date + dayLength }] : []
  })
  return alternatives.length > 0 ? { kind: 'day', alternatives } : null
}
