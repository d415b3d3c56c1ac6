import type { View } from '../store/store.ts'
import type { Content } from '../whatsapp/inbound.ts'
import type { Conversation, Message } from './conversation.ts'
import type { Turn } from './turn.ts'

/**
 * A customer changed a message, or took it back: the transcript says so, and what waits to be answered is answered as it
 * is now. What was answered already stays answered. `at`: Unix ms.
 */
export async function correct(
  turn: Turn,
  view: View<Conversation, Message>,
  content: Extract<Content, { kind: 'edit' | 'revoke' }>,
  at: number,
): Promise<void> {
  const { conversation } = turn
  const isRevoked = content.kind === 'revoke'
  const text = isRevoked ? '' : (content.text ?? '')
  const inbox = isRevoked
    ? conversation.inbox.filter(({ wamid }) => wamid !== content.of)
    : conversation.inbox.map((each) => (each.wamid === content.of ? { ...each, text } : each))
  conversation.inbox = inbox
  if (inbox.length === 0) conversation.inboxDueAt = null
  const message = await find(view, content.of)
  if (!message) return
  const { raw: _, ...rest } = message
  turn.change(isRevoked ? { ...rest, text, revokedAt: at } : { ...message, text, editedAt: at })
}

/** Meta lets a message be changed for 15 minutes and taken back for two days: it is among the last. */
async function find(view: View<Conversation, Message>, wamid: string): Promise<Message | undefined> {
  const last = view.conversation?.last.message ?? 0
  for (let number = last; number > Math.max(0, last - 50); number--) {
    const message = await view.message(number)
    if (message?.inboundId === wamid) return message
  }
  return undefined
}
