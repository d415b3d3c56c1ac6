import { z } from 'zod'
import { quote } from '../yaml/yaml.ts'
import { date, id, minutes, says, text, upTo, window } from './schemaParts.ts'
import type { Away } from './workshop.ts'

/** How the file of a workshop tells of its bays, mechanics and services, and of how many vehicles it takes. */

/** Characters below the title of a row of Meta's lists. */
export const mostInRow = 72

export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

/** `2026-12-21`, `2026-12-21/2027-01-04`, or `2026-12-21 14:00-18:00`. */
const away = z.string().transform((written, context): Away => {
  const [days = '', hours, ...rest] = written.trim().split(/ +/)
  const [from, to = from, ...others] = days.split('/').map((each) => date.safeParse(each).data)
  const when = hours === undefined ? null : window.safeParse(hours).data
  const isSound = rest.length + others.length === 0 && from !== undefined && to !== undefined
  if (!isSound || when === undefined || from > to || (when && from !== to)) {
    const what = `${quote(written)} is not a time away; write it like "2026-12-21", "2026-12-21/2027-01-04" or "2026-12-21 14:00-18:00"`
    context.issues.push({ code: 'custom', message: what, input: written })
    return z.NEVER
  }
  return { from, to, window: when }
})

export const resource = z.strictObject({
  id,
  name: text,
  away: z
    .preprocess((written) => (typeof written === 'string' ? [written] : written), z.array(away))
    .default([]),
})

/** What customers read of a service. */
const wording = { title: upTo(24), description: upTo(mostInRow).nullable().default(null) }

export const language = z
  .string()
  .regex(/^[a-z]{2}$/, { error: says('is not a language; write two letters, like "es"') })

export const service = z.strictObject({
  id,
  ...wording,
  languages: z.record(language, z.strictObject(wording)).default({}),
  minutes: minutes(5, 14_400),
  buffer: minutes(0, 720).default(0),
  bays: z.array(z.string()).min(1).optional(),
  mechanics: z.array(z.string()).optional(),
  dropOff: z.boolean().default(false),
  days: z.int().min(1).max(30).default(1),
  mayCrossBreak: z.boolean().default(false),
  weekdays: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  daily: z.int().min(1).nullable().default(null),
  onRequest: z.boolean().default(false),
  price: z
    .union([text, z.number().min(0).max(1e9)])
    .nullable()
    .default(null),
  recall: z.int().min(1).max(120).nullable().default(null),
  recallKm: z.int().min(500).max(500_000).nullable().default(null),
})

/** `17:00` in minutes of the day. */
export const clockTime = z.string().transform((written, context): number => {
  const [, hour = 99, minute = 99] = /^(\d{1,2}):(\d\d)$/.exec(written.trim())?.map(Number) ?? []
  if (hour > 23 || minute > 59) {
    const message = says('is not a time of day; write it like "17:00"')({ input: written })
    context.issues.push({ code: 'custom', message, input: written })
  }
  return hour * 60 + minute
})

export const daily = z.strictObject({
  vehicles: z.int().min(1).nullable().default(null),
  minutes: minutes(1, 100_000).nullable().default(null),
})

export const dropOff = z.strictObject({
  arrivals: z.int().min(1).default(2),
  load: z.int().min(1).max(100).default(85),
})
