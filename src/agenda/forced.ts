import { type Appointment, type Occupancy, occupies, overlap, resourcesOf } from './appointment.ts'
import { labourFrom } from './labour.ts'
import type { Service, Workshop } from './workshop.ts'
import { isoIn, local } from './zone.ts'

/** A place that the workshop insists on. Times are ISO 8601 with its offset. */
export interface ForcedPlace extends Occupancy {
  start: string
  end: string
  /** Until then it has the first bay and the first mechanic that are free; where none is, nobody is kept out of one either. */
  busyUntil: string
}

/** The place at `start` (ISO 8601) whatever hours, notice and horizon say. `now`: Unix ms. */
export function forcedPlace(
  workshop: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  { start, now, ignore }: { start: string; now: number; ignore?: string | undefined },
): ForcedPlace {
  const { zone, step } = workshop
  const begin = Date.parse(start)
  const end = begin + (service.dropOff ? step : service.minutes) * MINUTE
  const busyUntil = end + service.buffer * MINUTE
  const taken = new Set(
    appointments
      .filter((each) => each.id !== ignore && (each.blocks || occupies(each, now)))
      .filter((each) =>
        overlap(
          { start: Date.parse(each.start), busyUntil: Date.parse(each.busyUntil) },
          { start: begin, busyUntil },
        ),
      )
      .flatMap((each) => resourcesOf(each.blocks ?? each)),
  )
  const firstFree = (able: string[]) => able.filter((id) => !taken.has(id)).slice(0, 1)
  const mechanics = firstFree(service.mechanics)
  const occupancy: Occupancy = service.dropOff
    ? { bays: [], labour: labourFrom(workshop, service, local(zone, begin).day) }
    : { bays: firstFree(service.bays), ...(mechanics.length > 0 && { mechanics }) }
  return { start: isoIn(zone, begin), end: isoIn(zone, end), busyUntil: isoIn(zone, busyUntil), ...occupancy }
}

const MINUTE = 60_000
