/**
 * Meta's customer service window: free-form messages are allowed for 24 hours from the customer's last message, counted
 * from Meta's own timestamp of it; after that, only approved templates (else error 131047). Milliseconds.
 */
export const customerServiceWindow = 24 * 60 * 60 * 1000

/** The window counts as closed this much before Meta closes it: a message takes time to get there. Milliseconds. */
export const safetyMargin = 60 * 1000

export interface Circumstances {
  /** Unix ms. */
  now: number
  /** Meta's timestamp of the customer's last message, Unix ms; null if they never wrote. */
  lastHeardAt: number | null
  /** Whether the customer asked not to be written to any more. */
  optedOut: boolean
  /** Whether the message is our idea (a reminder), not an answer. */
  proactive: boolean
  /** Whether there is a template to send in its place. */
  hasFallback: boolean
}

export type Verdict = { send: 'body' } | { send: 'fallback' } | { blocked: 'window' | 'optedOut' }

/**
 * What may be sent to a customer now: the message itself inside the window, its template outside, else nothing; and
 * nothing that is our own idea to a customer who opted out.
 */
export function judge({ now, lastHeardAt, optedOut, proactive, hasFallback }: Circumstances): Verdict {
  if (optedOut && proactive) return { blocked: 'optedOut' }
  if (lastHeardAt !== null && now < windowEnd(lastHeardAt)) return { send: 'body' }
  return hasFallback ? { send: 'fallback' } : { blocked: 'window' }
}

/** Until when, not included, free-form messages may be sent to a customer heard at this time; both Unix ms. */
export function windowEnd(lastHeardAt: number): number {
  return lastHeardAt + customerServiceWindow - safetyMargin
}
