import { quietUntil } from './agenda/quietHours.ts'
import type { Limits } from './conversation/outbox.ts'
import type { House } from './conversation/turn.ts'
import type { Settings } from './settings.ts'
import type { Credentials } from './workshops/credentials.ts'

/** How fast, when and to how many a workshop may send. */
export function limitsOf(
  { workshop, voice }: House,
  { businessAccountId }: Credentials,
  { throughput }: Pick<Settings, 'throughput'>,
): Limits {
  const { id, zone, quietHours, contacts, portfolio } = workshop
  return {
    throughput,
    contacts,
    portfolio: portfolio ?? businessAccountId ?? id,
    quietUntil: (now) => (quietHours ? quietUntil(quietHours, zone, now) : undefined),
    isMarketing: (body) =>
      body.type === 'template' && voice.templates[body.template.name]?.category === 'marketing',
  }
}
