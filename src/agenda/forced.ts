import { type Appointment, occupies, overlap } from './appointment.ts'
import type { Service, Workshop } from './workshop.ts'
import { isoIn } from './zone.ts'

/** A place that the workshop insists on. Times are ISO 8601 with its offset. */
export interface ForcedPlace {
  start: string
  end: string
  busyUntil: string
  /** The first bay that is free; none where all of them are occupied: then nobody is kept out of one either. */
  bays: string[]
}

/** The place at `start` (ISO 8601) whatever hours, notice and horizon say. `now`: Unix ms. */
export function forcedPlace(
  { zone }: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  { start, now, ignore }: { start: string; now: number; ignore?: string | undefined },
): ForcedPlace {
  const begin = Date.parse(start)
  const end = begin + service.minutes * MINUTE
  const busyUntil = end + service.buffer * MINUTE
  const taken = new Set(
    appointments
      .filter((each) => each.id !== ignore && occupies(each, now))
      .filter((each) =>
        overlap(
          { start: Date.parse(each.start), busyUntil: Date.parse(each.busyUntil) },
          { start: begin, busyUntil },
        ),
      )
      .flatMap(({ bays }) => bays),
  )
  return {
    start: isoIn(zone, begin),
    end: isoIn(zone, end),
    busyUntil: isoIn(zone, busyUntil),
    bays: service.bays.filter((bay) => !taken.has(bay)).slice(0, 1),
  }
}

const MINUTE = 60_000
