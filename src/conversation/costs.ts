import type { Appointment } from '../agenda/appointment.ts'
import type { Prices } from '../agenda/workshop.ts'
import { local } from '../agenda/zone.ts'
import { isBilled } from '../whatsapp/pricing.ts'
import type { Message } from './conversation.ts'

/** A message that arrived, and what Meta said of its price. */
export interface Charge {
  /** Key of the conversation. */
  customer: string
  /** When it arrived, Unix ms: Meta charges what is delivered, not what is sent. */
  at: number
  category: string
  type: string
  isBilled: boolean
}

/** How many messages, and what they cost where prices are known. */
export interface Sum {
  billed: number
  free: number
  /** Undefined where no prices are given, or not those of all that is billed. */
  money: number | undefined
}

export const groupings = ['conversation', 'appointment', 'category', 'month'] as const
export type Grouping = (typeof groupings)[number]

/** Undefined for what was not sent by us, did not arrive, or has no price: an answer that got no status. */
export function chargeOf(customer: string, { pricing, outbound }: Message): Charge | undefined {
  const at = outbound?.reached.delivered ?? outbound?.reached.read
  if (!pricing || at === undefined) return undefined
  const { category, type = 'unknown' } = pricing
  return { customer, at, category, type, isBilled: isBilled(pricing) }
}

/**
 * Sums by what is asked for, in order of name, or of time for months.
 *
 * No message says which appointment it is for: a talk may book, ask and chat at once. By appointment, a message counts for
 * the customer's earliest appointment that ends after it, so that what led to it, its reminders and all else until the car
 * is due are its cost; what a customer with none ahead was told is `none`. One that was moved counts for what it became.
 * @param zone whose months and days they are
 */
export function sumCosts(
  charges: Charge[],
  by: Grouping,
  { zone, prices, appointments }: { zone: string; prices: Prices | null; appointments: Appointment[] },
): Map<string, Sum> {
  const nameOf = namer(by, zone, appointments)
  const sums = new Map<string, Sum>()
  for (const charge of charges) {
    const name = nameOf(charge)
    const before = sums.get(name) ?? nothing(prices)
    sums.set(name, plus(before, charge, prices))
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Everything in one sum. */
export function sumAll(charges: Charge[], prices: Prices | null): Sum {
  return charges.reduce((sum, charge) => plus(sum, charge, prices), nothing(prices))
}

function nothing(prices: Prices | null): Sum {
  return { billed: 0, free: 0, money: prices ? 0 : undefined }
}

function plus({ billed, free, money }: Sum, { isBilled, category }: Charge, prices: Prices | null): Sum {
  if (!isBilled) return { billed, free: free + 1, money }
  const price = prices?.byCategory[category]
  return {
    billed: billed + 1,
    free,
    money: money === undefined || price === undefined ? undefined : money + price,
  }
}

function namer(by: Grouping, zone: string, appointments: Appointment[]): (charge: Charge) => string {
  if (by === 'conversation') return ({ customer }) => customer
  if (by === 'category') return ({ category, type }) => `${category} ${type}`
  if (by === 'month') return ({ at }) => local(zone, at).day.slice(0, 7)
  const ahead = new Map<string, { id: string; until: number }[]>()
  // Holds are choices that were never made; what was moved is where it went.
  for (const { id, customer, end, status } of appointments) {
    if (status === 'held' || status === 'moved' || status === 'waiting' || status === 'blocked') continue
    ahead.set(customer, [...(ahead.get(customer) ?? []), { id, until: Date.parse(end) }])
  }
  for (const all of ahead.values()) all.sort((a, b) => a.until - b.until)
  return ({ customer, at }) => ahead.get(customer)?.find(({ until }) => at < until)?.id ?? 'none'
}
