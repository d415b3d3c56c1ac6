import { quietUntil } from './agenda/quietHours.ts'
import type { Limits } from './conversation/outbox.ts'
import type { House } from './conversation/turn.ts'
import type { Settings } from './settings.ts'
import type { Credentials } from './workshops/credentials.ts'

/**
 * How fast, when and to how many a workshop may send. Its number and portfolio stay what they were at the start; all else
 * is as the house in force has it.
 */
export function limitsOf(
  { workshop: { id, portfolio } }: House,
  inForce: () => House,
  { businessAccountId }: Credentials,
  { throughput }: Pick<Settings, 'throughput'>,
): Limits {
  return {
    throughput,
    get contacts() {
      return inForce().workshop.contacts
    },
    portfolio: portfolio ?? businessAccountId ?? id,
    quietUntil(now) {
      const { quietHours, zone } = inForce().workshop
      return quietHours ? quietUntil(quietHours, zone, now) : undefined
    },
    isMarketing: (body) =>
      body.type === 'template' && inForce().voice.templates[body.template.name]?.category === 'marketing',
  }
}
