import type { Appointment } from './appointment.ts'
import { labourFrom, promisable } from './labour.ts'
import type { Service, Workshop } from './workshop.ts'

/** What is counted, whoever is in which bay; by local date. */
export interface Load {
  /** When vehicles that are left arrive, Unix ms. */
  arrivals: number[]
  /** Minutes of work at vehicles that are left. */
  labour: Map<string, number>
  vehicles: Map<string, number>
  /** Minutes of all work. */
  minutes: Map<string, number>
  /** Vehicles of each service: `<date> <service>`. */
  services: Map<string, number>
}

/** Whether there is room for one more of a service on a date. */
export interface Room {
  /** Of one that would arrive at this start (Unix ms). */
  isFullAt: (start: number) => boolean
  /** What a vehicle that is left takes of the days. */
  labour: Record<string, number> | undefined
}

/** @param standing the appointments that count */
export function loadOf(standing: readonly Appointment[], today: string): Load {
  const load: Load = {
    arrivals: [],
    labour: new Map(),
    vehicles: new Map(),
    minutes: new Map(),
    services: new Map(),
  }
  for (const appointment of standing) {
    const { start, end, labour, service } = appointment
    const day = start.slice(0, 10)
    add(load.vehicles, day, 1)
    add(load.services, `${day} ${service}`, 1)
    if (!labour) {
      add(load.minutes, day, (Date.parse(end) - Date.parse(start)) / MINUTE)
      continue
    }
    load.arrivals.push(Date.parse(start))
    for (const [date, minutes] of workOf(appointment, labour, today)) {
      add(load.labour, date, minutes)
      add(load.minutes, date, minutes)
    }
  }
  return load
}

export function roomOn(workshop: Workshop, service: Service, load: Load, day: string): Room {
  const labour = service.dropOff ? labourFrom(workshop, service, day) : undefined
  const work = labour ? Object.entries(labour) : [[day, service.minutes] as const]
  const { daily, dropOff, step } = workshop
  const isFull =
    count(load.vehicles, day) >= (daily.vehicles ?? Number.POSITIVE_INFINITY) ||
    count(load.services, `${day} ${service.id}`) >= (service.daily ?? Number.POSITIVE_INFINITY) ||
    work.some(
      ([date, minutes]) => count(load.minutes, date) + minutes > (daily.minutes ?? Number.POSITIVE_INFINITY),
    ) ||
    Object.entries(labour ?? {}).some(
      ([date, minutes]) => count(load.labour, date) + minutes > promisable(workshop, date),
    )
  const isFullAt = (start: number) => {
    if (isFull || !labour) return isFull
    const beside = load.arrivals.filter((each) => Math.abs(each - start) < step * MINUTE)
    return beside.length >= dropOff.arrivals
  }
  return { isFullAt, labour }
}

const MINUTE = 60_000

/**
 * What came on an earlier day and is still being worked at counts today as much as on the last of its days: it is what
 * was carried over.
 */
function workOf(
  { status }: Appointment,
  labour: Record<string, number>,
  today: string,
): [day: string, minutes: number][] {
  const days = Object.entries(labour).sort()
  const last = days.at(-1)
  const isCarriedOver = (status === 'arrived' || status === 'inWork') && last !== undefined && last[0] < today
  return isCarriedOver ? [...days, [today, last[1]]] : days
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, count(counts, key) + more)
}

function count(counts: Map<string, number>, key: string): number {
  return counts.get(key) ?? 0
}
