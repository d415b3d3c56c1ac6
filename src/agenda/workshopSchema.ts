import { z } from 'zod'
import { quote } from '../yaml/yaml.ts'
import { afterwards, nothingAfterwards } from './afterwards.ts'
import { type HolidayId, holidayIds } from './holidays.ts'
import { clockTime, daily, dropOff, language, resource, service, weekdays } from './resourceSchema.ts'
import { date, id, minutes, minutesOf, says, text, upTo, windows } from './schemaParts.ts'
import { checkService } from './serviceCheck.ts'
import type { Service, Workshop } from './workshop.ts'
import { isZone } from './zone.ts'

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

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: says('is not a currency; write three capitals, like USD') })

/** `{currency: USD, utility: 0.0113, service: 0.0113, …}` */
const prices = z
  .object({
    currency,
  })
  .catchall(z.number().min(0))
  .transform(({ currency, ...byCategory }) => ({ currency, byCategory }))
  .nullable()

/** Rows that Meta takes in a list. */
const mostServices = 10

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

/** What a file says of a workshop, key by key; `checkWorkshop` and `completed` make the rest sure. */
export const workshopShape = {
  id,
  name: upTo(60),
  address: upTo(200),
  zone: z.string().refine(isZone, { error: says('is not a time zone; write it like "America/Montevideo"') }),
  language,
  hours,
  exceptions: z.record(date, exception).default({}),
  holidays: holidays.default({ calendar: 'none', closed: [] }),
  bays: z.array(resource).min(1),
  mechanics: z.array(resource).default([]),
  services: z.array(service).min(1),
  step: minutes(5, 240).default(30),
  lead: minutes(0, 20_160).default(60),
  cutOff: clockTime.nullable().default(null),
  daily: daily.default({ vehicles: null, minutes: null }),
  dropOff: dropOff.default({ arrivals: 2, load: 85 }),
  cancelUntil: z.int().min(0).max(168).default(0),
  horizon: z.int().min(1).max(365).default(30),
  hold: minutes(1, 1440).default(10),
  burst: z.number().min(0).max(5).default(1.5),
  reminder: z.int().min(1).max(168).default(24),
  reminderAgain: z.int().min(0).max(48).default(2),
  after: afterwards.default(nothingAfterwards),
  quietHours: quietHours.default({ from: 1260, to: 480 }),
  currency: currency.default('UYU'),
  prices: prices.default(null),
  contacts: z.int().min(1).max(1_000_000).default(250),
  handBack: z.int().min(1).max(720).nullable().default(24),
  notice: upTo(300).nullable().default(null),
  portfolio: id.nullable().default(null),
}

export type Written = z.infer<z.ZodObject<typeof workshopShape>>

/** What only shows when several of its keys are seen together. */
export function checkWorkshop({ value, issues }: z.core.ParsePayload<Written>): void {
  const report = (path: PropertyKey[], message: string) =>
    issues.push({ code: 'custom', path, message, input: value })
  for (const list of ['bays', 'mechanics'] as const) {
    reportTwins(list, ids(value[list]), 'id', report)
    const names = value[list].map(({ name }) => name)
    reportTwins(list, names, 'name', report)
  }
  value.mechanics.forEach(({ id }, index) => {
    if (ids(value.bays).includes(id))
      report(['mechanics', index, 'id'], `${quote(id)} is a bay's already; give each its own id`)
  })
  reportTwins('services', ids(value.services), 'id', report)
  const titles = value.services.map(({ title }) => title)
  reportTwins('services', titles, 'title', report)
  for (const which of new Set(value.services.flatMap(({ languages }) => Object.keys(languages)))) {
    const told = value.services.map(({ title, languages }) => languages[which]?.title ?? title)
    reportTwins('services', told, 'title', report, ['languages', which, 'title'])
  }
  if (value.services.length > mostServices)
    report(['services', mostServices], tooManyServices(value.services.length))
  value.services.forEach((service, index) => {
    if (value.language in service.languages) {
      const what = 'is the workshop’s own language; write its title and description above, and leave this out'
      report(['services', index, 'languages', value.language], what)
    }
    checkService(service, value, (path, message) => report(['services', index, ...path], message))
  })
}

/** Services that name no bays can be done in all of them, and by all mechanics if they name none. */
export function completed({ services, ...workshop }: Written): Workshop {
  return {
    ...workshop,
    services: services.map(
      (each): Service => ({
        ...each,
        bays: each.bays ?? ids(workshop.bays),
        mechanics: each.mechanics ?? ids(workshop.mechanics),
        weekdays: each.weekdays.map((name) => weekdays.indexOf(name)),
      }),
    ),
  }
}

export const workshopSchema: z.ZodType<Workshop> = z
  .strictObject(workshopShape)
  .check(checkWorkshop)
  .transform(completed)

function ids(list: { id: string }[]): string[] {
  return list.map(({ id }) => id)
}

function tooManyServices(count: number): string {
  return `is one too many: there are ${count} services, and a list on WhatsApp takes ${mostServices}; leave some out, or join them`
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const { compare: alike } = new Intl.Collator('es', { sensitivity: 'base' })

/** Words differ by more than capitals and accents: customers type them, too. */
function reportTwins(
  list: 'bays' | 'mechanics' | 'services',
  words: string[],
  key: string,
  report: (path: PropertyKey[], message: string) => void,
  path: string[] = [key],
): void {
  words.forEach((each, index) => {
    if (words.findIndex((other) => alike(each, other) === 0) < index)
      report([list, index, ...path], `${quote(each)} stands twice; give each its own ${key}`)
  })
}
