import { fields, words } from './fields.ts'

/** What Meta says that a message costs, in `statuses[].pricing`. */
export interface Pricing {
  /** `utility`, `marketing`, `authentication`, `service` …; Meta adds more. */
  category: string
  /** `regular`, `free_customer_service`, `free_entry_point` …; Meta adds more. */
  type?: string
  /** `PMP`, by message, since July 2025. */
  model?: string
  /** To be left out by Meta one day: then the type tells. */
  billable?: boolean
  /** What opened the conversation that it was free in, or cost in: such as `referral_conversion`. */
  origin?: string
}

/** The price of a message, with a status that brings one. */
export function readPricing(pricing: unknown, conversation: unknown): Pricing | undefined {
  const { category, type, pricing_model, billable } = fields(pricing)
  const known = words(category)
  if (known === undefined) return undefined
  const [kind, model] = [words(type), words(pricing_model)]
  const origin = words(fields(fields(conversation).origin).type)
  return {
    // Meta writes `authentication-international` with either.
    category: known.replaceAll('_', '-'),
    ...(kind && { type: kind }),
    ...(model && { model }),
    ...(typeof billable === 'boolean' && { billable }),
    ...(origin && { origin }),
  }
}

/** Whether Meta bills it: `type` tells, and `billable` where there is no type, or one that nobody knows yet. */
export function isBilled({ type, billable }: Pricing): boolean {
  if (type === 'regular') return true
  if (type?.startsWith('free')) return false
  return billable ?? true
}
