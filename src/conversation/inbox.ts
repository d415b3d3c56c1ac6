import type { InboundMessage } from '../whatsapp/inbound.ts'
import type { Conversation } from './conversation.ts'
import type { Heard } from './respond.ts'

/** A burst is taken up after this long even if the customer goes on writing. */
const longestBurst = 5_000
/** Together with what else comes late, which arrives at once after an outage. */
const latePause = 1_500

/**
 * Lets a message wait for those that may follow: people write "hola", "una consulta", "quería un turno" as three, and
 * every reply costs. It is taken up once the customer has been quiet for `burst` ms.
 */
export function wait(
  conversation: Conversation,
  { message, at, isLate }: { message: InboundMessage; at: number; isLate: boolean },
  now: number,
  burst: number,
): void {
  const text = message.content.kind === 'text' ? message.content.text : ''
  conversation.inbox = [...conversation.inbox, { wamid: message.id, text, at, arrivedAt: now, isLate }]
  const first = conversation.inbox[0]!.arrivedAt
  conversation.inboxDueAt = Math.min(
    now + (isLate ? Math.max(burst, latePause) : burst),
    first + longestBurst,
  )
}

export function isWaiting({ inbox }: Conversation): boolean {
  return inbox.length > 0
}

/**
 * Takes out all that waits: the texts as one, by the time of Meta and then of arrival. What came too late is only
 * counted.
 */
export function emptied(conversation: Conversation): { fresh: Heard[]; late: number } {
  const { inbox } = conversation
  conversation.inbox = []
  conversation.inboxDueAt = null
  const fresh = inbox.filter(({ isLate }) => !isLate).sort((a, b) => a.at - b.at || a.arrivedAt - b.arrivedAt)
  if (fresh.length === 0) return { fresh: [], late: inbox.length }
  const text = fresh.map((each) => each.text).join('\n')
  const wamids = fresh.map(({ wamid }) => wamid)
  return {
    fresh: [{ content: { kind: 'text', text }, at: fresh.at(-1)!.at, wamids, raw: { text } }],
    late: inbox.length - fresh.length,
  }
}
