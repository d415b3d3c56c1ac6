import type { View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { reached } from './outbound.ts'

/**
 * A person takes the floor: what the bot has not sent yet stays unsent, but for what is about an appointment, and what
 * waits to be answered is the person's to answer.
 */
export async function floorTaken(
  conversation: Conversation,
  view: Pick<View<Conversation, Message>, 'message'>,
  now: number,
): Promise<{ conversation: Conversation; messages: Message[] }> {
  const messages: Message[] = []
  const owed = []
  for (const each of conversation.owed) {
    const message = each.state === 'owed' ? await view.message(each.message) : undefined
    if (message?.from === 'bot' && !message.proactive)
      messages.push(reached(message, 'blocked', each.dueAt, 'human'))
    else owed.push(each)
  }
  return {
    conversation: { ...conversation, attention: 'human', attendedAt: now, owed, inbox: [], inboxDueAt: null },
    messages,
  }
}
