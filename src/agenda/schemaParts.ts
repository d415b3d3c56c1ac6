import { z } from 'zod'
import { quote } from '../yaml/yaml.ts'
import type { Window } from './workshop.ts'
import { addDays } from './zone.ts'

/** What the files of workshops are made of. */

export const text = z.string().trim().min(1)
/** At most so many UTF-16 units, as Meta counts; zod's own `max` counts an emoji as one. */
export const upTo = (most: number) =>
  text.refine((written) => written.length <= most, {
    error: ({ input }) =>
      `${quote(input)} is too long (${String(input).trim().length} characters); write ${most} at most`,
  })
export const id = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, {
    error: says('is not an id; write small letters, digits and hyphens, a letter first'),
  })
export const minutes = (least: number, most: number) => z.int().min(least).max(most)

/** `08:00-12:00` in minutes of the day; undefined if it is no such thing. */
export function minutesOf(written: string): [number, number] | undefined {
  const [, ...parts] = written.match(/^(\d{1,2}):(\d\d) *[-–] *(\d{1,2}):(\d\d)$/) ?? []
  const [openHour = 99, openMinute = 0, closeHour = 99, closeMinute = 0] = parts.map(Number)
  const [open, close] = [openHour * 60 + openMinute, closeHour * 60 + closeMinute]
  return openMinute < 60 && closeMinute < 60 && open <= 1440 && close <= 1440 ? [open, close] : undefined
}

export const window = z.string().transform((written, context): Window => {
  const [open, close] = minutesOf(written) ?? [0, 0]
  if (open >= close) {
    const what = `${quote(written)} is not a range of hours; write it like "08:00-12:00"`
    context.issues.push({ code: 'custom', message: what, input: written })
  }
  return { open, close }
})

export const windows = z
  .preprocess((written) => (typeof written === 'string' ? [written] : written), z.array(window))
  .transform((list, context) => {
    const sorted = list.toSorted((a, b) => a.open - b.open)
    const [first, second] = sorted.flatMap((each, index) =>
      index > 0 && each.open < sorted[index - 1]!.close ? [sorted[index - 1]!, each] : [],
    )
    if (first && second) {
      const what = `${clock(first)} and ${clock(second)} overlap; let the second begin where the first ends, or later`
      context.issues.push({ code: 'custom', message: what, input: list })
    }
    return sorted
  })

export const date = z.string().refine(isDate, { error: says('is not a date; write it like 2026-12-24') })

export function says(what: string): (issue: { input?: unknown }) => string {
  return ({ input }) => `${quote(input)} ${what}`
}

function clock({ open, close }: Window): string {
  const [from, to] = [open, close].map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  )
  return `"${from}-${to}"`
}

function isDate(written: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written)) && addDays(written, 0) === written
  )
}
