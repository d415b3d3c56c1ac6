import type { When } from '../language/when.ts'
import type { Appointment } from './appointment.ts'
import {
  type Asked,
  anyTime,
  asked,
  datesOf,
  distance,
  holds,
  isOneMinute,
  minuteOn,
  position,
  span,
} from './asked.ts'
import { type Grid, grid, type Judged, judge, judgeDay, type Why, whyShut } from './grid.ts'
import { daysBetween } from './opening.ts'
import { daysAround, type Judging, type Slot, slotOf } from './slots.ts'
import type { Service, Workshop } from './workshop.ts'
import { addDays, local } from './zone.ts'

export interface Search extends Judging {
  /** What was said; nothing said means the next ones. */
  when: When[]
  /** Most slots to give. */
  limit: number
  /** A start (ISO 8601) that is not among them, though it may be the one that was named. */
  except?: string | undefined
}

export interface Found {
  /** In order of start. With a `why`, the nearest ones beside what was said. */
  slots: Slot[]
  /** The place that was named to the minute, if it is free. */
  exact: Slot | null
  /** Why nothing that was said is free, or null if something is. */
  why: Why | null
  /** The first and the last local date of what was said; without an end, until the last that can be booked. */
  days: [from: string, to: string]
}

/** Free starts within what was said. `appointments` holds at least those of `daysToRead`. */
export function findSlots(
  workshop: Workshop,
  service: Service,
  appointments: readonly Appointment[],
  search: Search,
): Found {
  const agenda = grid(workshop, service, appointments, search)
  const said = search.when.filter(({ not }) => !not).map((when) => asked(agenda, when))
  const wanted = said.length > 0 ? said : [anyTime(agenda)]
  const unwanted = search.when.filter(({ not }) => not).map((when) => asked(agenda, when))
  const judged = daysBetween(agenda.today, agenda.lastDay).flatMap((day) => judgeDay(agenda, day))
  const allowed = judged.filter((each) => !unwanted.some((one) => holds(one, each)))
  const free = allowed.filter(({ place }) => place !== null)
  const within = free.filter((each) => wanted.some((one) => holds(one, each)))
  const why = within.length > 0 ? null : reason(agenda, wanted, allowed)
  const [only] = wanted.length === 1 ? wanted : []
  const exact = only?.saidDay && isOneMinute(only) ? within[0] : undefined
  const except = search.except === undefined ? undefined : Date.parse(search.except)
  const offered = (why ? free : within).filter(({ start }) => start !== except)
  const chosen = choose(agenda, offered, wanted, search.limit, why ? only : undefined)
  const dates = wanted.flatMap((one) => span(agenda, one)).sort()
  return {
    slots: chosen.map((each) => slotOf(agenda, each)),
    exact: exact ? slotOf(agenda, exact) : null,
    why,
    days: [dates[0]!, dates.at(-1)!],
  }
}

/** The local dates to read for a search: all that can be booked, since the nearest free place may be on any of them. */
export function daysToRead(workshop: Workshop, { now }: Pick<Search, 'now' | 'when'>): [string, string] {
  const today = local(workshop.zone, now).day
  return daysAround(workshop, today, addDays(today, workshop.horizon))
}

/**
 * Different half-days first, then the closest. Beside one thing that cannot be had: the nearest before and after it, one
 * of another half-day, and then whatever is closest.
 */
function choose(agenda: Grid, free: Judged[], wanted: Asked[], limit: number, around?: Asked): Judged[] {
  const nearest = free
    .map((each) => ({ each, distance: distance(agenda, wanted, each) }))
    .sort((a, b) => a.distance - b.distance || a.each.start - b.each.start)
    .map(({ each }) => each)
  const before = around && nearest.find((each) => position(around, each) < around.from)
  const after = around && nearest.find((each) => position(around, each) >= around.to)
  const seen = new Map<string, number>()
  const ranked = nearest.map((each) => {
    const halfDay = `${each.day} ${each.minute < NOON}`
    const rank = seen.get(halfDay) ?? 0
    seen.set(halfDay, rank + 1)
    return { each, rank: each === before || each === after ? -1 : rank }
  })
  const spread = ranked.sort((a, b) => a.rank - b.rank).map(({ each }) => each)
  const first = around ? spread.slice(0, spreadBeside) : spread
  return [...new Set([...first, ...nearest])].slice(0, limit).sort((a, b) => a.start - b.start)
}

/** How many of the places beside what cannot be had are spread; the others are simply the closest. */
const spreadBeside = 3

/** Why there is nothing: of all the reasons found, the one that comes closest to a place. */
function reason(agenda: Grid, wanted: Asked[], allowed: Judged[]): Why {
  const found = wanted.flatMap((one) => {
    const isPast = one.saidDay && one.to <= agenda.now
    return [
      ...(isPast ? ['past' as const] : []),
      ...datesOf(agenda, one).map((day) => whyOn(agenda, one, day, allowed)),
    ]
  })
  return closest.find((why) => found.includes(why)) ?? 'beyondHorizon'
}

/** Why none of a date's starts within what was said can be had. */
function whyOn(agenda: Grid, one: Asked, day: string, allowed: Judged[]): Why {
  const why = whyShut(agenda, day)
  if (why) return why
  const whys = allowed.filter((each) => each.day === day && holds(one, each)).map((each) => each.why)
  if (whys.length > 0) return closest.find((each) => whys.includes(each)) ?? 'full'
  const start = isOneMinute(one) ? minuteOn(agenda, one, day) : null
  const judged = start === null ? 'outsideHours' : judge(agenda, start)
  return typeof judged === 'string' ? judged : 'full'
}

/** From the reason that comes closest to a free place to the one that is farthest. */
const closest: readonly Why[] = [
  'full',
  'tooSoon',
  'notOnGrid',
  'outsideHours',
  'notThatDay',
  'holiday',
  'closed',
  'past',
  'beyondHorizon',
]

const NOON = 720
