import type { Changes, View } from '../store/store.ts'
import { classify } from '../whatsapp/codes.ts'
import type { InboundStatus } from '../whatsapp/inbound.ts'
import type { Conversation, Message, OutboundState, Owed } from './conversation.ts'
import { nextDue } from './due.ts'
import { hasLeft, reached } from './outbound.ts'
import { closedWindow, isRepairable, repaired } from './repair.ts'
import { lost } from './unsent.ts'

/** Records a status against its message: it never goes back, and it may overtake the answer to the send. */
export async function noteStatus(
  view: View<Conversation, Message>,
  number: number,
  status: InboundStatus,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Noted }> {
  const message = await view.message(number)
  if (!message?.outbound) return { changes: {}, result: { isOurs: false } }
  const result = { isOurs: true }
  if (message.outbound.refused === status.wamid) return { changes: {}, result }
  const code = status.status === 'failed' ? status.error?.code : undefined
  // Most statuses change their message alone: then the conversation is not even read.
  const isAlone = code === undefined && hasLeft(message.outbound.state)
  const conversation = isAlone ? undefined : view.conversation
  if (conversation && code === closedWindow && isRepairable(message) && hasNotArrived(message))
    return { changes: repair(conversation, message, status.wamid, now), result }
  const state: OutboundState = status.status === 'played' ? 'read' : status.status
  const reason = status.error && `${status.error.title} (Meta's error ${status.error.code})`
  const pricing = message.pricing ?? status.pricing
  const noted: Message = {
    ...reached(message, state, status.at ?? now, reason, code),
    wamid: message.wamid ?? status.wamid,
    ...(pricing && { pricing }),
  }
  const changes: Changes<Conversation, Message> = { messages: [noted] }
  // It may still stand in the line, if the answer to its send was overtaken or lost.
  if (!hasLeft(message.outbound.state) && conversation?.owed.some((each) => each.message === number))
    changes.conversation = withOwed(
      conversation,
      conversation.owed.filter((each) => each.message !== number),
    )
  if (code === fileNotTaken) return { changes, result: { ...result, lost: message.outbound.body } }
  if (conversation && code !== undefined && classify(code).class === 'customer')
    changes.conversation = { ...(changes.conversation ?? conversation), noMarketing: true }
  const known = changes.conversation ?? conversation
  const told = known && code !== undefined ? lost(known, message, now) : undefined
  if (told) changes.conversation = { ...known!, ...told }
  return { changes, result }
}

/** Meta's error for a message whose file it could not take, or has no more. */
export const fileNotTaken = 131053

export interface Noted {
  /** Whether it is about a message that we sent. */
  isOurs: boolean
  /** The body whose file Meta has no more. */
  lost?: unknown
}

/** The window was closed after all: the template goes in its place, in its old place in the line. */
function repair(
  conversation: Conversation,
  message: Message,
  wamid: string,
  now: number,
): Changes<Conversation, Message> {
  const { number } = message
  const { refusedAt, message: again } = repaired(message, now, wamid)
  const owed: Owed = { message: number, state: 'owed', dueAt: now, attempts: 0 }
  const others = conversation.owed.filter((each) => each.message !== number)
  const line = [...others, owed].sort((a, b) => a.message - b.message)
  return { conversation: withOwed({ ...conversation, refusedAt }, line), messages: [again] }
}

function withOwed(conversation: Conversation, owed: Owed[]): Conversation {
  return { ...conversation, owed, dueAt: nextDue({ ...conversation, owed }) }
}

function hasNotArrived({ outbound }: Message): boolean {
  return outbound?.reached.delivered === undefined && outbound?.reached.read === undefined
}
