import { isoIn } from '../agenda/zone.ts'
import type { Alarm, Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'

/**
 * Has the flow that keeps a place for the answer to a question be told that this message, which asked it and which nobody
 * asked for, never gets to the customer: others need not wait for it.
 * @returns what changes of the conversation; nothing where no flow waits so. `now`: Unix ms
 */
export function lost(
  conversation: Conversation,
  { proactive, cause }: Message,
  now: number,
): Pick<Conversation, 'alarms' | 'last' | 'dueAt'> | undefined {
  const { talk, hold } = conversation
  const frame = talk.find(({ id, flow }) => id === hold?.frame && flow === cause?.flow)
  if (!frame || !proactive) return undefined
  const setting = conversation.last.setting + 1
  const event = { type: 'question.gotLost' as const, at: isoIn('UTC', now) }
  const alarm: Alarm = { frame: frame.id, name: 'gotLost', setting, dueAt: now, event }
  const after = { ...conversation, alarms: [...conversation.alarms, alarm] }
  return { alarms: after.alarms, last: { ...conversation.last, setting }, dueAt: nextDue(after) }
}
