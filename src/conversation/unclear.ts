import type { Sender } from '../whatsapp/inbound.ts'
import type { Conversation } from './conversation.ts'

/**
 * Whether whoever writes from a conversation's phone is somebody else: a user id is another one only when the phone is,
 * too, so the phone was given to another person.
 */
export function isStranger(conversation: Conversation | undefined, { userId }: Sender): boolean {
  if (!conversation?.userId || userId === undefined || conversation.userId === userId) return false
  return !conversation.aliases.includes(`user:${userId}`)
}

/** Whether two conversations can be one customer's: not if each is known to be somebody. */
export function areOne(a: Conversation, b: Conversation): boolean {
  return !isStranger(a, sender(b)) || !isStranger(b, sender(a))
}

/** The conversation without a phone that is somebody else's now. */
export function withoutPhone(conversation: Conversation, phone: string): Conversation {
  return {
    ...conversation,
    aliases: conversation.aliases.filter((alias) => alias !== `phone:${phone}`),
    phone: conversation.phone === phone ? null : conversation.phone,
  }
}

function sender({ userId }: Conversation): Sender {
  return userId === null ? {} : { userId }
}
