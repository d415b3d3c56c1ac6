import { dateOf, day, dayStart, hour, minute, minuteOf } from './time.ts'
import { isOpen, isQuiet } from './workshop.ts'

/**
 * When the two reminders of an appointment are due, by the rules and not by the engine: a day before, on the last day that
 * was open unless it was made after that, and two hours before; not in quiet hours. Unix ms.
 */
export function expected(start: number, made: number, holiday: string): { first: number; again: number } {
  let onOpenDay = start - day
  while (!isOpen(dateOf(onOpenDay), holiday)) onOpenDay -= day
  const [best, plain] = [outOfQuiet(onOpenDay, start), outOfQuiet(start - day, start)]
  return { first: best > made ? best : plain, again: outOfQuiet(start - 2 * hour, start) }
}

/** In the morning where three hours are left then, else the evening before. */
function outOfQuiet(at: number, start: number): number {
  if (!isQuiet(minuteOf(at))) return at
  const midnight = dayStart(dateOf(at))
  const morning = midnight + 8 * hour + (minuteOf(at) >= 21 * 60 ? day : 0)
  if (start - morning >= 3 * hour) return morning + 30 * minute
  return morning - day + 11 * hour + 30 * minute
}
