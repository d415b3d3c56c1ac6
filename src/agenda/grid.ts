import { type Appointment, type Occupancy, occupies, overlap, resourcesOf } from './appointment.ts'
import { absences } from './away.ts'
import { withBlocked } from './blocked.ts'
import { type Load, loadOf, type Room, roomOn } from './load.ts'
import { instantFrom, openingBefore, openingOn } from './opening.ts'
import type { Resource, Service, Window, Workshop } from './workshop.ts'
import { addDays, instant, local, weekday } from './zone.ts'

/** Why a start cannot be had. */
export type Why =
  | 'closed'
  | 'holiday'
  | 'notThatDay'
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
  /** What is occupied of each bay that can do the service, and of each mechanic: one of each kind is needed. */
  needs: Map<string, Range[]>[]
  load: Load
}

/** A start on the grid at which the work fits in its window; it can be had if it has a place. Times are Unix ms. */
export interface Judged {
  day: string
  /** Of the local day. */
  minute: number
  start: number
  end: number
  busyUntil: number
  place: Occupancy | null
  /** Why it has no place. */
  why: Why | null
}

type Range = { start: number; busyUntil: number }

export function grid(
  asWritten: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  { now, ignore }: Judging,
): Grid {
  const workshop = withBlocked(asWritten, appointments)
  const { zone } = workshop
  const standing = appointments.filter((each) => each.id !== ignore && occupies(each, now))
  const today = local(zone, now).day
  return {
    workshop,
    service,
    zone,
    now,
    today,
    lastDay: addDays(today, workshop.horizon),
    needs: service.dropOff ? [] : needsOf(workshop, service, standing),
    load: loadOf(standing, today),
  }
}

/** The starts of one local date, in order. */
export function judgeDay(grid: Grid, day: string): Judged[] {
  const { workshop, service, zone, now } = grid
  if (whyShut(grid, day)) return []
  const needs = grid.needs.map((busy) => leastUsedFirst(grid, busy, day))
  const isClosed = now >= bookableUntil(grid, day)
  const room = roomOn(workshop, service, grid.load, day)
  const judged: Judged[] = []
  const { windows } = openingOn(workshop, day)
  for (const [index, { open, close }] of windows.entries()) {
    for (let minute = open; minute < close; minute += workshop.step) {
      const start = instant(zone, day, minute)
      if (start === null) continue
      const end = endOf(grid, day, windows.slice(index), start)
      if (end === null) break
      const busyUntil = end + service.buffer * MINUTE
      const refused = refusal(grid, day, start, isClosed)
      const place = refused ? null : placeAt(room, needs, { start, busyUntil })
      judged.push({ day, minute, start, end, busyUntil, place, why: refused ?? (place ? null : 'full') })
    }
  }
  return judged
}

/** One start: its place, or why it has none. */
export function judge(grid: Grid, start: number): Judged | Why {
  const { workshop, zone, now } = grid
  const { day, minute } = local(zone, start)
  if (start <= now) return 'past'
  if (day > grid.lastDay) return 'beyondHorizon'
  const why = whyShut(grid, day)
  if (why) return why
  const judged = judgeDay(grid, day).find((each) => each.start === start)
  if (judged) return judged.why ?? judged
  const { windows } = openingOn(workshop, day)
  const index = windows.findIndex(({ open, close }) => open <= minute && minute < close)
  const fits = index >= 0 && endOf(grid, day, windows.slice(index), start) !== null
  return fits ? 'notOnGrid' : 'outsideHours'
}

/** Why the service is not to be had on a date at all. */
export function whyShut({ workshop, service }: Grid, day: string): Why | null {
  const { why } = openingOn(workshop, day)
  if (why) return why
  return service.weekdays.includes(weekday(day)) ? null : 'notThatDay'
}

const MINUTE = 60_000

function needsOf(workshop: Workshop, service: Service, standing: Appointment[]): Map<string, Range[]>[] {
  const kinds: [Resource[], string[]][] = [
    [workshop.bays, service.bays],
    [workshop.mechanics, service.mechanics],
  ]
  const needs = kinds
    .filter(([, able]) => able.length > 0)
    .map(([all, able]) => {
      const resources = all.filter(({ id }) => able.includes(id))
      return new Map<string, Range[]>(resources.map((each) => [each.id, absences(each, workshop.zone)]))
    })
  for (const appointment of standing) {
    const range = { start: Date.parse(appointment.start), busyUntil: Date.parse(appointment.busyUntil) }
    for (const id of resourcesOf(appointment)) for (const busy of needs) busy.get(id)?.push(range)
  }
  return needs
}

/** When work that begins in the first of these windows ends; null where it does not fit. */
function endOf({ service, workshop, zone }: Grid, day: string, windows: Window[], start: number) {
  let left = (service.dropOff ? workshop.step : service.minutes) * MINUTE
  for (const { open, close } of windows) {
    const begin = Math.max(start, instantFrom(zone, day, open))
    const room = instantFrom(zone, day, close) - begin
    if (left <= room) return begin + left
    if (!service.mayCrossBreak) return null
    left -= room
  }
  return null
}

/** Until when a date can be booked, beside what the notice says. */
function bookableUntil({ workshop, zone }: Grid, day: string): number {
  if (workshop.cutOff === null) return Number.POSITIVE_INFINITY
  return instantFrom(zone, openingBefore(workshop, day), workshop.cutOff)
}

function refusal(
  { workshop, now, lastDay }: Grid,
  day: string,
  start: number,
  isClosed: boolean,
): Why | null {
  if (start <= now) return 'past'
  if (day > lastDay) return 'beyondHorizon'
  return isClosed || start < now + workshop.lead * MINUTE ? 'tooSoon' : null
}

function placeAt(
  { isFullAt, labour }: Room,
  needs: { id: string; busy: Range[] }[][],
  wanted: Range,
): Occupancy | null {
  if (isFullAt(wanted.start)) return null
  if (labour) return { bays: [], labour }
  const [bay, mechanic] = needs.map((able) => able.find(({ busy }) => isFree(busy, wanted))?.id)
  if (bay === undefined || (needs.length > 1 && mechanic === undefined)) return null
  return { bays: [bay], ...(mechanic !== undefined && { mechanics: [mechanic] }) }
}

/** Those that can do it with what is occupied of them on this date, and after it as far as the service can reach. */
function leastUsedFirst(
  { service, zone }: Grid,
  able: Map<string, Range[]>,
  day: string,
): { id: string; busy: Range[] }[] {
  const date = { start: instantFrom(zone, day, 0), busyUntil: instantFrom(zone, addDays(day, 1), 0) }
  const reach = { ...date, busyUntil: date.busyUntil + (service.minutes + service.buffer) * MINUTE }
  return [...able]
    .map(([id, ranges]) => {
      const near = ranges.filter((range) => overlap(range, reach))
      return { id, busy: near, used: near.reduce((sum, range) => sum + shared(range, date), 0) }
    })
    .sort((a, b) => a.used - b.used || (a.id < b.id ? -1 : 1))
}

function shared(a: Range, b: Range): number {
  return Math.max(0, Math.min(a.busyUntil, b.busyUntil) - Math.max(a.start, b.start))
}

function isFree(busy: Range[], wanted: Range): boolean {
  return !busy.some((range) => overlap(range, wanted))
}
