import { type Appointment, occupies, overlap } from './appointment.ts'
import { instantFrom, openingOn } from './opening.ts'
import type { Service, Workshop } from './workshop.ts'
import { addDays, instant, local } from './zone.ts'

/** Why a start cannot be had. */
export type Why =
  | 'closed'
  | 'holiday'
  | 'full'
  | 'tooSoon'
  | 'past'
  | 'beyondHorizon'
  | 'notOnGrid'
  | 'outsideHours'

export interface Judging {
  /** Unix ms. */
  now: number
  /** Id of an appointment that stands in nobody's way: the one that is being moved. */
  ignore?: string
}

/** All that starts of one service are judged by. */
export interface Grid {
  workshop: Workshop
  service: Service
  zone: string
  now: number
  today: string
  /** The last local date that can be booked. */
  lastDay: string
  /** What is occupied in each bay that can do the service. */
  busy: Map<string, Range[]>
}

/** A start on the grid at which the work fits in its window; it can be had if it has a bay. Times are Unix ms. */
export interface Judged {
  day: string
  /** Of the local day. */
  minute: number
  start: number
  end: number
  busyUntil: number
  bay: string | null
  /** Why it has no bay. */
  why: Why | null
}

type Range = { start: number; busyUntil: number }

export function grid(
  workshop: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  { now, ignore }: Judging,
): Grid {
  const busy = new Map<string, Range[]>(service.bays.map((bay) => [bay, []]))
  for (const appointment of appointments) {
    if (appointment.id === ignore || !occupies(appointment, now)) continue
    const range = { start: Date.parse(appointment.start), busyUntil: Date.parse(appointment.busyUntil) }
    for (const bay of appointment.bays) busy.get(bay)?.push(range)
  }
  const { zone } = workshop
  const today = local(zone, now).day
  return { workshop, service, zone, now, today, lastDay: addDays(today, workshop.horizon), busy }
}

/** The starts of one local date, in order. */
export function judgeDay(grid: Grid, day: string): Judged[] {
  const { workshop, service, zone } = grid
  const bays = leastUsedFirst(grid, day)
  const judged: Judged[] = []
  for (const { open, close } of openingOn(workshop, day).windows) {
    const closing = instantFrom(zone, day, close)
    for (let minute = open; minute < close; minute += workshop.step) {
      const start = instant(zone, day, minute)
      if (start === null) continue
      const end = start + service.minutes * MINUTE
      if (end > closing) break
      const busyUntil = end + service.buffer * MINUTE
      const refused = refusal(grid, day, start)
      const bay = refused ? undefined : bays.find(({ busy }) => isFree(busy, { start, busyUntil }))
      const why = refused ?? (bay ? null : 'full')
      judged.push({ day, minute, start, end, busyUntil, bay: bay?.id ?? null, why })
    }
  }
  return judged
}

/** One start: its place, or why it has none. */
export function judge(grid: Grid, start: number): Judged | Why {
  const { workshop, service, zone, now } = grid
  const { day, minute } = local(zone, start)
  if (start <= now) return 'past'
  if (day > grid.lastDay) return 'beyondHorizon'
  const { windows, why } = openingOn(workshop, day)
  if (why) return why
  const judged = judgeDay(grid, day).find((each) => each.start === start)
  if (judged) return judged.why ?? judged
  const end = start + service.minutes * MINUTE
  const fits = windows.some(({ open, close }) => open <= minute && end <= instantFrom(zone, day, close))
  return fits ? 'notOnGrid' : 'outsideHours'
}

const MINUTE = 60_000

/** Bays with what is occupied in them on this date, and after it as far as the service can reach. */
function leastUsedFirst({ service, zone, busy }: Grid, day: string): { id: string; busy: Range[] }[] {
  const date = { start: instantFrom(zone, day, 0), busyUntil: instantFrom(zone, addDays(day, 1), 0) }
  const reach = { ...date, busyUntil: date.busyUntil + (service.minutes + service.buffer) * MINUTE }
  return [...busy]
    .map(([id, ranges]) => {
      const near = ranges.filter((range) => overlap(range, reach))
      return { id, busy: near, used: near.reduce((sum, range) => sum + shared(range, date), 0) }
    })
    .sort((a, b) => a.used - b.used || (a.id < b.id ? -1 : 1))
}

function shared(a: Range, b: Range): number {
  return Math.max(0, Math.min(a.busyUntil, b.busyUntil) - Math.max(a.start, b.start))
}

function refusal({ workshop, now, lastDay }: Grid, day: string, start: number): Why | null {
  if (start <= now) return 'past'
  if (day > lastDay) return 'beyondHorizon'
  return start < now + workshop.lead * MINUTE ? 'tooSoon' : null
}

function isFree(busy: Range[], wanted: Range): boolean {
  return !busy.some((range) => overlap(range, wanted))
}
