import type { Alarm, Conversation } from './conversation.ts'
import { owedDueAt } from './owedLine.ts'

/**
 * When something of a conversation falls due next (Unix ms): an alarm that may ring, texts
 * that wait, the next owed message, a file that is to be fetched, an event to be told, or a place that others wait for.
 */
export function nextDue(conversation: Conversation): number | null {
  const times = conversation.alarms.filter((alarm) => mayRing(conversation, alarm)).map(({ dueAt }) => dueAt)
  if (conversation.inboxDueAt !== null) times.push(conversation.inboxDueAt)
  const owedAt = owedDueAt(conversation.owed)
  if (owedAt !== undefined) times.push(owedAt)
  for (const { dueAt } of conversation.fetching ?? []) times.push(dueAt)
  const [telling] = conversation.tellings ?? []
  if (telling) times.push(telling.dueAt)
  if (conversation.freedAt !== undefined) times.push(conversation.freedAt)
  // What is owed, the last answer among it, leaves first.
  if (conversation.forgetAt !== undefined && owedAt === undefined) times.push(conversation.forgetAt)
  return times.length > 0 ? Math.min(...times) : null
}

/** While a person has the floor, the talk's own delays stand still; reminders of appointments still go. */
export function mayRing(conversation: Conversation, { frame }: Alarm): boolean {
  return frame === null || conversation.attention === 'bot'
}
