import type { Changes, View } from '../store/store.ts'
import type { InboundStatus } from '../whatsapp/inbound.ts'
import type { Conversation, Message, OutboundState } from './conversation.ts'
import { nextDue } from './due.ts'
import { hasLeft, reached } from './outbound.ts'

/** Records a status against its message: it never goes back, and it may overtake the answer to the send. */
export async function noteStatus(
  view: View<Conversation, Message>,
  number: number,
  status: InboundStatus,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Noted }> {
  const message = await view.message(number)
  if (!message?.outbound) return { changes: {}, result: { isOurs: false } }
  const state: OutboundState = status.status === 'played' ? 'read' : status.status
  const reason = status.error && `${status.error.title} (Meta's error ${status.error.code})`
  const noted: Message = {
    ...reached(message, state, status.at ?? now, reason),
    wamid: message.wamid ?? status.wamid,
  }
  const changes: Changes<Conversation, Message> = { messages: [noted] }
  // It may still stand in the line, if the answer to its send was overtaken or lost.
  const { conversation } = hasLeft(message.outbound.state) ? {} : view
  if (conversation?.owed.some((each) => each.message === number)) {
    const owed = conversation.owed.filter((each) => each.message !== number)
    changes.conversation = { ...conversation, owed, dueAt: nextDue({ ...conversation, owed }) }
  }
  return { changes, result: { isOurs: true } }
}

export interface Noted {
  /** Whether it is about a message that we sent. */
  isOurs: boolean
}
