import { mayGoAt, pairPace } from './pace.ts'

/**
 * Meta's customer service window: free-form messages are allowed for 24 hours from the customer's last message, counted
 * from Meta's own timestamp of it; after that, only approved templates (else error 131047). Milliseconds.
 */
export const customerServiceWindow = 24 * 60 * 60 * 1000

/** The window counts as closed this much before Meta closes it: a message takes time to get there. Milliseconds. */
export const safetyMargin = 60 * 1000

/**
 * For so long a customer who was contacted outside a window counts against the portfolio's limit of customers, and
 * further messages to the same one cost nothing of it. Milliseconds.
 */
export const contactFor = 24 * 60 * 60 * 1000

/** What is known when a message is about to leave. Instants are Unix ms. */
export interface Circumstances {
  now: number
  /** Meta's timestamp of the customer's last message; null if they never wrote. */
  lastHeardAt: number | null
  /** When Meta refused a message because the window was closed, if the customer has not written since. */
  refusedAt?: number | undefined
  /** Whether the customer asked not to be written to any more. */
  optedOut: boolean
  /** Whether the customer takes no marketing from this number. */
  noMarketing?: boolean | undefined
  /** Whether the message is our idea (a reminder), not an answer. */
  proactive: boolean
  /** Whether there is a template to send in its place. */
  hasFallback: boolean
  /** Whether that template, or the message itself, is marketing. */
  isMarketing?: boolean | undefined
  /** When the message has lost its sense. */
  until?: number | undefined
  /** Whether what it is about has changed since it was written: the appointment was moved, or cancelled. */
  isOutdated?: boolean | undefined
  /** While customers are left in peace: when that is over. */
  quietUntil?: number | undefined
  /** Until when the pace to this customer is used up. */
  pairSpentUntil?: number | undefined
  /** When this customer was last counted as contacted outside a window. */
  contactedAt?: number | undefined
}

export type Verdict =
  | { send: 'body' | 'fallback'; isContact?: true }
  /** Judge it again then. What steps `aside` lets others go first. */
  | { wait: number; aside?: 'quietHours' }
  | { blocked: BlockedReason }

/** `limit` is found out where customers are counted: there would be room for one more only when it is too late. */
export type BlockedReason = 'window' | 'optedOut' | 'marketing' | 'tooLate' | 'outdated' | 'limit'

/**
 * What may be sent to a customer now: the message itself inside the window, its template outside, else nothing; nothing
 * that is our own idea to a customer who opted out, no marketing to one who stopped it, nothing whose moment is over.
 * `isContact`: it opens a conversation with one more customer, of whom there may be only so many in 24 hours.
 */
export function judge(circumstances: Circumstances): Verdict {
  const { now, optedOut, proactive, hasFallback, isMarketing, noMarketing, until, quietUntil } = circumstances
  if (circumstances.isOutdated) return { blocked: 'outdated' }
  if (optedOut && proactive) return { blocked: 'optedOut' }
  if (isMarketing && (optedOut || noMarketing)) return { blocked: 'marketing' }
  if (until !== undefined && now >= until) return { blocked: 'tooLate' }
  const isOpen = isWindowOpen(circumstances)
  if (!isOpen && !hasFallback) return { blocked: 'window' }
  if (quietUntil !== undefined && quietUntil > now) return { wait: quietUntil, aside: 'quietHours' }
  const at = mayGoAt(pairPace, circumstances.pairSpentUntil ?? 0, now)
  if (at > now) return { wait: at }
  if (isOpen) return { send: 'body' }
  const { contactedAt } = circumstances
  const isCounted = contactedAt !== undefined && now < contactedAt + contactFor
  return { send: 'fallback', ...(!isCounted && { isContact: true }) }
}

/** Until when, not included, free-form messages may be sent to a customer heard at this time; both Unix ms. */
export function windowEnd(lastHeardAt: number): number {
  return lastHeardAt + customerServiceWindow - safetyMargin
}

function isWindowOpen({ now, lastHeardAt, refusedAt }: Circumstances): boolean {
  if (lastHeardAt === null || refusedAt !== undefined) return false
  return now < windowEnd(lastHeardAt)
}
