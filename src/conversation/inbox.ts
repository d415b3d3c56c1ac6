import type { InboundMessage } from '../whatsapp/inbound.ts'
import { mayGoAt, type Pace, spent } from '../whatsapp/pace.ts'
import type { Conversation } from './conversation.ts'
import type { Heard } from './respond.ts'

/** A burst is taken up after this long even if the customer goes on writing. */
const longestBurst = 5_000
/** Together with what else comes late, which arrives at once after an outage. */
const latePause = 1_500
/** Who writes as fast as only a machine does is answered once in a while, to all at once. */
const floodPause = 60_000
/** What a machine still writes meanwhile is in the transcript, and is not answered. */
const mostWaiting = 100

/**
 * How much of one customer is answered message by message: about what Meta lets be sent to them, error 131056. Two bots
 * that answer each other would go on for ever, and every answer is paid.
 */
const heardPace: Pace = { every: 6_000, burst: 60 }

/**
 * Lets a message wait for those that may follow: people write "hola", "una consulta", "quería un turno" as three, and
 * every reply costs. It is taken up once the customer has been quiet for `burst` ms.
 */
export function wait(
  conversation: Conversation,
  {
    message,
    at,
    isLate,
    isFlood,
  }: { message: InboundMessage; at: number; isLate: boolean; isFlood: boolean },
  now: number,
  burst: number,
): void {
  if (conversation.inbox.length >= mostWaiting) return
  const text = message.content.kind === 'text' ? message.content.text : ''
  const { message: number } = conversation.last
  conversation.inbox = [
    ...conversation.inbox,
    { wamid: message.id, text, number, at, arrivedAt: now, isLate },
  ]
  const first = conversation.inbox[0]!.arrivedAt
  conversation.inboxDueAt = isFlood
    ? first + floodPause
    : Math.min(now + (isLate ? Math.max(burst, latePause) : burst), first + longestBurst)
}

/** Whether a customer has written more than is answered one by one; what they write now is counted. */
export function isFlooding(conversation: Conversation, now: number): boolean {
  const spentUntil = conversation.heardSpentUntil ?? 0
  if (mayGoAt(heardPace, spentUntil, now) > now) return true
  conversation.heardSpentUntil = spent(heardPace, spentUntil, now)
  return false
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
