import { tzOffset } from '@date-fns/tz'

/**
 * Minutes that the wall clock of a zone (an IANA name) is ahead of UTC at an instant (Unix ms). Asking the runtime costs
 * far more than all else that is done with a date, so the offset of each UTC date is kept.
 */
export function offsetAt(zone: string, instant: number): number {
  const date = Math.floor(instant / dayLength)
  let known = offsets.get(zone)
  if (!known || known.size > mostDates) {
    known = new Map()
    offsets.set(zone, known)
  }
  let whole = known.get(date)
  if (whole === undefined) {
    const first = tzOffset(zone, new Date(date * dayLength))
    whole = first === tzOffset(zone, new Date((date + 1) * dayLength - 1)) ? first : null
    known.set(date, whole)
  }
  return whole ?? tzOffset(zone, new Date(instant))
}

/** By zone and UTC date: the offset of the whole date, or null if it changes within. */
const offsets = new Map<string, Map<number, number | null>>()
const mostDates = 10_000
const dayLength = 86_400_000
