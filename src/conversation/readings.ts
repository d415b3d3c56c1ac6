import { local } from '../agenda/zone.ts'
import type { When } from '../language/when.ts'
import { type Asking, search } from './places.ts'
import type { Reading } from './services.ts'

/**
 * What a day that is in doubt can mean ("el viernes que viene"), in order of time; only what has places is worth a question.
 * Empty where nothing is in doubt.
 */
export async function findReadings(
  asking: Asking,
  service: string,
  when: When[],
  moving: string | null,
): Promise<Reading[]> {
  const meanings = byReading(when.filter(({ not }) => !not))
  if (meanings.length < 2) return []
  const excluded = when.filter(({ not }) => not)
  const readings: Reading[] = []
  for (const meaning of meanings) {
    const { why } = await search(asking, service, [...meaning, ...excluded], moving)
    if (why === null) readings.push(readingOf(asking.workshop.zone, meaning, excluded))
  }
  const asLabelled = new Map(readings.map((reading) => [`${reading.by} ${reading.start}`, reading]))
  return [...asLabelled.values()].sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
}

/** The members of each reading together; without any doubt, all in one. */
export function byReading(when: When[]): When[][] {
  const readings = new Map<number, When[]>()
  for (const each of when) {
    const place = each.reading ?? 0
    readings.set(place, [...(readings.get(place) ?? []), each])
  }
  return [...readings.values()]
}

function readingOf(zone: string, meaning: When[], excluded: When[]): Reading {
  const { start, end } = meaning[0]!
  const last = meaning.at(-1)!
  const first = local(zone, Date.parse(start)).day
  const lastDay = last.end === null ? null : local(zone, Date.parse(last.end) - 1).day
  const days =
    lastDay === null ? Number.POSITIVE_INFINITY : (Date.parse(lastDay) - Date.parse(first)) / day + 1
  const isOneMinute = meaning.length === 1 && end !== null && Date.parse(end) - Date.parse(start) <= minute
  const by = days > 1 ? (days >= 5 && days <= 7 ? 'week' : 'days') : isOneMinute ? 'hour' : 'day'
  return { start, by, when: [...meaning, ...excluded] }
}

const minute = 60_000
const day = 24 * 60 * minute
