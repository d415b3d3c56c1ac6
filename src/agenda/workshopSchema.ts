import { z } from 'zod'
import { nearMiss, quote } from '../yaml/yaml.ts'
import { type HolidayId, holidayIds } from './holidays.ts'
import { serviceRow } from './serviceRow.ts'
import type { Service, Window, Workshop } from './workshop.ts'
import { addDays, isZone } from './zone.ts'

const text = z.string().trim().min(1)
/** At most so many UTF-16 units, as Meta counts; zod's own `max` counts an emoji as one. */
const upTo = (most: number) =>
  text.refine((written) => written.length <= most, {
    error: ({ input }) =>
      `${quote(input)} is too long (${String(input).trim().length} characters); write ${most} at most`,
  })
const id = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, {
    error: says('is not an id; write small letters, digits and hyphens, a letter first'),
  })
const minutes = (least: number, most: number) => z.int().min(least).max(most)

/** `08:00-12:00` in minutes of the day. */
function minutesOf(written: string): [number, number] | undefined {
  const [, ...parts] = written.match(/^(\d{1,2}):(\d\d) *[-–] *(\d{1,2}):(\d\d)$/) ?? []
  const [openHour = 99, openMinute = 0, closeHour = 99, closeMinute = 0] = parts.map(Number)
  const [open, close] = [openHour * 60 + openMinute, closeHour * 60 + closeMinute]
  return openMinute < 60 && closeMinute < 60 && open <= 1440 && close <= 1440 ? [open, close] : undefined
}

const window = z.string().transform((written, context): Window => {
  const [open, close] = minutesOf(written) ?? [0, 0]
  if (open >= close) {
    const what = `${quote(written)} is not a range of hours; write it like "08:00-12:00"`
    context.issues.push({ code: 'custom', message: what, input: written })
  }
  return { open, close }
})

/** They may go past midnight. */
const quietHours = z
  .string()
  .transform((written, context) => {
    const [from, to] = minutesOf(written) ?? [0, 0]
    if (from === to) {
      const what = `${quote(written)} is not a range of hours; write it like "21:00-08:00", or null for none`
      context.issues.push({ code: 'custom', message: what, input: written })
    }
    return { from, to }
  })
  .nullable()

/** `{currency: USD, utility: 0.0113, service: 0.0113, …}` */
const prices = z
  .object({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: says('is not a currency; write three capitals, like USD') }),
  })
  .catchall(z.number().min(0))
  .transform(({ currency, ...byCategory }) => ({ currency, byCategory }))
  .nullable()

const windows = z
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

/** Rows that Meta takes in a list, and characters below the title of each. */
const mostServices = 10
const mostInRow = 72

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const hours = z
  .strictObject({
    monday: windows.default([]),
    tuesday: windows.default([]),
    wednesday: windows.default([]),
    thursday: windows.default([]),
    friday: windows.default([]),
    saturday: windows.default([]),
    sunday: windows.default([]),
  })
  .transform((byName) => weekdays.map((name) => byName[name]))

const date = z.string().refine(isDate, { error: says('is not a date; write it like 2026-12-24') })

const exception = z.preprocess(
  (written) => (isObject(written) ? written : { hours: written }),
  z.strictObject({ hours: windows, reason: text.nullable().default(null) }),
)

const holidays = z.preprocess(
  (written) => (isObject(written) ? written : { calendar: written }),
  z.strictObject({
    calendar: z.enum(['uruguay', 'none']),
    closed: z.array(z.enum(holidayIds() as [HolidayId, ...HolidayId[]])).default([]),
  }),
)

const service = z.strictObject({
  id,
  title: upTo(24),
  description: upTo(mostInRow).nullable().default(null),
  minutes: minutes(5, 1440),
  buffer: minutes(0, 720).default(0),
  bays: z.array(z.string()).min(1).optional(),
  price: text.nullable().default(null),
})

/** What a file says of a workshop, key by key; `checkWorkshop` and `withBays` make the rest sure. */
export const workshopShape = {
  id,
  name: upTo(60),
  address: upTo(200),
  zone: z.string().refine(isZone, { error: says('is not a time zone; write it like "America/Montevideo"') }),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, { error: says('is not a language; write two letters, like "es"') }),
  hours,
  exceptions: z.record(date, exception).default({}),
  holidays: holidays.default({ calendar: 'none', closed: [] }),
  bays: z.array(z.strictObject({ id, name: text })).min(1),
  services: z.array(service).min(1),
  step: minutes(5, 240).default(30),
  lead: minutes(0, 20_160).default(60),
  horizon: z.int().min(1).max(365).default(30),
  hold: minutes(1, 1440).default(10),
  burst: z.number().min(0).max(5).default(1.5),
  reminder: z.int().min(1).max(168).default(24),
  quietHours: quietHours.default({ from: 1260, to: 480 }),
  prices: prices.default(null),
  contacts: z.int().min(1).max(1_000_000).default(250),
  portfolio: id.nullable().default(null),
}

type Written = z.infer<z.ZodObject<typeof workshopShape>>

/** What only shows when several of its keys are seen together. */
export function checkWorkshop({ value, issues }: z.core.ParsePayload<Written>): void {
  const report = (path: PropertyKey[], message: string) =>
    issues.push({ code: 'custom', path, message, input: value })
  reportTwins('bays', ids(value.bays), 'id', report)
  reportTwins(
    'bays',
    value.bays.map(({ name }) => name),
    'name',
    report,
  )
  reportTwins('services', ids(value.services), 'id', report)
  reportTwins(
    'services',
    value.services.map(({ title }) => title),
    'title',
    report,
  )
  if (value.services.length > mostServices)
    report(['services', mostServices], tooManyServices(value.services.length))
  const bays = value.bays.map((bay) => bay.id)
  const longest = longestWindow(value)
  value.services.forEach((each, index) => {
    const row = serviceRow(each) ?? ''
    if (each.price !== null && row.length > mostInRow) {
      const what = `stands after the description, and both together have ${row.length} characters; a row of a list takes ${mostInRow}: shorten one`
      report(['services', index, 'price'], what)
    }
    each.bays?.forEach((bay, place) => {
      if (!bays.includes(bay))
        report(['services', index, 'bays', place], `there is no bay ${nearMiss(bay, bays)}`)
    })
    if (each.minutes > longest) {
      const what = `${each.minutes} minutes fit in no range of hours, the longest has ${longest}; shorten it, or open longer`
      report(['services', index, 'minutes'], what)
    }
  })
}

/** Services that name no bays can be done in all of them. */
export function withBays({ services, ...workshop }: Written): Workshop {
  return {
    ...workshop,
    services: services.map(
      (each): Service => ({ ...each, bays: each.bays ?? workshop.bays.map((bay) => bay.id) }),
    ),
  }
}

export const workshopSchema: z.ZodType<Workshop> = z
  .strictObject(workshopShape)
  .check(checkWorkshop)
  .transform(withBays)

function ids(list: { id: string }[]): string[] {
  return list.map(({ id }) => id)
}

function tooManyServices(count: number): string {
  return `is one too many: there are ${count} services, and a list on WhatsApp takes ${mostServices}; leave some out, or join them`
}

function says(what: string): (issue: { input?: unknown }) => string {
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

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const { compare: alike } = new Intl.Collator('es', { sensitivity: 'base' })

/** Words differ by more than capitals and accents: customers type them, too. */
function reportTwins(
  list: 'bays' | 'services',
  words: string[],
  key: string,
  report: (path: PropertyKey[], message: string) => void,
): void {
  words.forEach((each, index) => {
    if (words.findIndex((other) => alike(each, other) === 0) < index)
      report([list, index, key], `${quote(each)} stands twice; give each its own ${key}`)
  })
}

function longestWindow({ hours, exceptions }: Pick<Workshop, 'hours' | 'exceptions'>): number {
  const all = [...hours, ...Object.values(exceptions).map((each) => each.hours)].flat()
  return Math.max(0, ...all.map(({ open, close }) => close - open))
}
