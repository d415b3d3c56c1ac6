import { canonical } from './canonical.ts'
import { combine } from './combine.ts'
import { boundRules, dateRules, dayRules } from './days.ts'
import { applier, type Draft } from './draft.ts'
import { type Language, languageOf } from './language.ts'
import { mask } from './mask.ts'
import { mentionsOf } from './mentions.ts'
import { type Said, saidOf } from './said.ts'
import { bareHourRules, timeRules } from './times.ts'
import { isoOf, startOfDay, wallAt } from './wall.ts'
import type { When } from './when.ts'

/** A month of afternoons; nobody names more. */
const mostReadings = 31

export interface ReadWhenOptions {
  /** Unix ms. */
  now: number
  /** IANA name of the workshop's time zone. */
  zone: string
  /** What the workshop's customers mostly write; Spanish if not given. A message that is plainly in another is read in that. */
  language?: Language
}

/**
 * The days and times that a message says, the likeliest first, and last those it excludes; empty if it says none.
 * Several are a choice (`set`) or a doubt (`ambiguous`), which only the customer can settle.
 */
export function readWhen(text: string | Said, { now, zone, language = 'es' }: ReadWhenOptions): When[] {
  const wall = wallAt(now, zone)
  const said = saidOf(text)
  const draft: Draft = {
    text: canonical(mask(said), languageOf(said, language)),
    days: [],
    times: [],
    now: wall,
    today: startOfDay(wall),
  }
  findAll(draft)
  if (draft.days.length === 0 && draft.times.length === 0) return []
  return combine(draft, mentionsOf(draft))
    .slice(0, mostReadings)
    .map(({ from, to, not, ...reading }) => ({
      start: isoOf(from, zone),
      end: to === null ? null : isoOf(to, zone),
      ...reading,
      ...(not && { not: true as const }),
    }))
}

/** Dates first, since their numbers could be taken for hours; what stands around days comes last. */
const findAll = applier([...dateRules, ...timeRules, ...dayRules, ...bareHourRules, ...boundRules])
