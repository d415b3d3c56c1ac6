import type { Alarm, Conversation } from './conversation.ts'
import { owedDueAt } from './owedLine.ts'

/**
 * When something of a conversation falls due next (Unix ms): an alarm that may ring, texts
 * that wait, the next owed message, a file that is to be fetched, an event to be told, or a place that others wait for.
 */
export function nextDue(conversation: Conversation): number | null {
  let next = conversation.inboxDueAt ?? Number.POSITIVE_INFINITY
  for (const alarm of conversation.alarms)
    if (mayRing(conversation, alarm)) next = Math.min(next, alarm.dueAt)
  const owedAt = owedDueAt(conversation.owed)
  if (owedAt !== undefined) next = Math.min(next, owedAt)
  for (const { dueAt } of conversation.fetching ?? []) next = Math.min(next, dueAt)
  const telling = conversation.tellings?.[0]
  if (telling) next = Math.min(next, telling.dueAt)
  if (conversation.freedAt !== undefined) next = Math.min(next, conversation.freedAt)
  // What is owed, the last answer among it, leaves first.
  if (conversation.forgetAt !== undefined && owedAt === undefined)
    next = Math.min(next, conversation.forgetAt)
  return next === Number.POSITIVE_INFINITY ? null : next
}

/** While a person has the floor, the talk's own delays stand still; reminders of appointments still go. */
export function mayRing(conversation: Conversation, { frame }: Alarm): boolean {
  return frame === null || conversation.attention === 'bot'
}
