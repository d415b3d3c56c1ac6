import { addDays, instant, local } from './zone.ts'

/** When customers are left in peace, in minutes of the local day: from `from` on, past midnight, until `to`. */
export interface QuietHours {
  from: number
  to: number
}

/** When it is over (Unix ms), if it is quiet at `now`. */
export function quietUntil({ from, to }: QuietHours, zone: string, now: number): number | undefined {
  const { day, minute } = local(zone, now)
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return undefined
  const date = minute < to ? day : addDays(day, 1)
  // A clock that is put forward may skip the minute itself.
  return instant(zone, date, to) ?? instant(zone, date, to + 60) ?? undefined
}
