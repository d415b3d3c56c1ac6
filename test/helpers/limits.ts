import type { Limits } from '../../src/conversation/outbox.ts'

/** Of a number that sends as fast, and to as many, as there is something to send. */
export const wide: Limits = {
  throughput: 10_000,
  portfolio: 'torke',
  contacts: 10_000,
  quietUntil: () => undefined,
  isMarketing: () => false,
}
