import pino, { type DestinationStream, type Logger } from 'pino'

/** Where events are told to whoever runs the server. No secret, no body and no phone number ever goes in. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'isLevelEnabled'>

/** A log of JSON lines. Of errors only what they say is told: what they carry may be a customer's. */
export function openLog(level: string, to: DestinationStream): Log {
  return pino({ level, serializers: { err: told }, formatters: { log: withoutPhones } }, to)
}

interface Told {
  type: string
  message: string
  code?: string
  stack?: string
  cause?: Told
}

function told(error: unknown): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) }
  const { name, message, stack, cause } = error
  const { code } = error as NodeJS.ErrnoException
  // The stack begins with the message, in as many lines as that has.
  const frames = stack?.slice(Math.max(0, stack.indexOf('\n    at '))).trim()
  return {
    type: name,
    message: masked(message),
    ...(typeof code === 'string' && { code }),
    ...(frames && { stack: frames }),
    ...(cause instanceof Error && { cause: told(cause) }),
  }
}

function withoutPhones(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && !ours.has(name) ? masked(value) : value,
    ]),
  )
}

/** Ids that we made: some have as many digits in a row as a phone, and are to be found again. */
const ours = new Set(['turn', 'message', 'workshop'])

/** Digits that may be a phone, with or without a plus and what people put between them; dates are none. */
function masked(text: string): string {
  return text.replace(/\+?\d(?:[ .-]?\d){7,18}/g, (found) => (/^\d{4}-\d\d-\d\d/.test(found) ? found : '…'))
}
