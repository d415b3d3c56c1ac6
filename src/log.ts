import type { Logger } from 'pino'

/** Where events are told to whoever runs the server. No secret, no body and no phone number ever goes in. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
