import type { Changes, View } from '../store/store.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import type { Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { floorTaken } from './floor.ts'
import { known } from './hear.ts'
import { type House, Turn } from './turn.ts'

/** A message that does not come out of a flow. `from` human: a person of the workshop wrote it. */
export interface Post {
  from: 'bot' | 'human'
  text: string
  body: OutboundBody
  fallback: OutboundBody | null
  /** Nobody asked for it: it is not an answer to the customer. */
  proactive: boolean
  /** What tells a request that is repeated from a new one; what was asked for once is owed once, for 8 days. */
  request?: string | undefined
}

const day = 86_400_000

/** @returns the message; undefined where the same request has owed it before */
export async function owe(
  house: House,
  view: View<Conversation, Message>,
  phone: string | undefined,
  post: Post,
  now: number,
): Promise<{
  changes: Changes<Conversation, Message>
  result: Message | undefined
}> {
  const { request } = post
  const seen = request === undefined ? undefined : { id: `request ${request}`, at: now }
  // What is seen is filed by its day, and a request may be repeated on the next.
  if (seen && ((await view.seen(seen.id, now)) || (await view.seen(seen.id, now - day))))
    return { changes: {}, result: undefined }
  const turn = new Turn(house, view, known(view, house, phone ? { phone } : {}), now)
  const { from, text, body, fallback, proactive } = post
  if (from === 'human' && turn.conversation.attention === 'human') turn.conversation.attendedAt = now
  const message = turn.owe({
    from,
    type: body.type,
    text,
    body,
    fallback,
    ...(proactive && { proactive }),
    ...(request !== undefined && { request }),
  })
  return { changes: turn.end(seen ? { seen } : {}), result: message }
}

/**
 * Gives the floor. When a person takes it, what the bot has not sent yet stays unsent: two voices never speak at once.
 */
export async function give(
  view: View<Conversation, Message>,
  to: 'human' | 'bot',
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Conversation | undefined }> {
  const { conversation } = view
  if (!conversation) return { changes: {}, result: undefined }
  const { conversation: after, messages } =
    to === 'human'
      ? await floorTaken(conversation, view, now)
      : { conversation: { ...conversation, attention: to, inbox: [], inboxDueAt: null }, messages: [] }
  const given = { ...after, dueAt: nextDue(after) }
  return { changes: { conversation: given, messages }, result: given }
}
