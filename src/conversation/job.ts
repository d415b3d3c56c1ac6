import type { OutboundBody } from '../whatsapp/messages.ts'
import { judge } from '../whatsapp/policy.ts'
import type { Message, Owed } from './conversation.ts'
import type { Draft } from './draft.ts'
import { hasLeft, reached } from './outbound.ts'
import { unknownGrace } from './settle.ts'

/** A message that is marked `sending`, and is to be posted by whoever marked it. */
export interface Job {
  number: number
  to: { phone: string | null; userId: string | null }
  body: OutboundBody
  id: string
}

export interface Circumstances {
  /** Unix ms. */
  now: number
  /** What this process is called. */
  node: string
  /** Until when nothing is sent at all; undefined while all is well. */
  pausedUntil: number | undefined
  /** The process is about to end. */
  isStopping: boolean
  /** Whether the process called so has ended. */
  isGone: (node: string | undefined) => Promise<boolean>
  /** Whether this process may have posted a message, or is about to. */
  isInHand: (id: string) => boolean
}

/** After this, whoever was sending is gone: longer than any request to Meta may take. */
export const sendingLease = 90_000

/** Takes the next message that may leave now, and marks it; nothing while an earlier one must wait. */
export async function nextJob(draft: Draft, circumstances: Circumstances): Promise<Job | undefined> {
  const { now, node, pausedUntil, isStopping, isGone, isInHand } = circumstances
  for (let first = draft.first; first && !isStopping; first = draft.first) {
    const isSending = first.state === 'sending'
    // Marked here, by a commit of which we were told that it failed.
    const isUnposted = isSending && first.node === node && !isInHand(idOf(draft, first))
    const isLeft = isSending && (await isGone(first.node))
    const mayGo = isUnposted || isLeft || (first.isHeld && pausedUntil === undefined)
    if (first.dueAt > now && !mayGo) return undefined
    const message = await draft.message(first.message)
    if (!message?.outbound || hasLeft(message.outbound.state)) draft.setFirst()
    else if (isUnposted) {
      draft.setFirst({ ...first, state: 'owed', attempts: first.attempts - 1, dueAt: now })
      draft.put(reached(message, 'owed', now))
    } else if (isSending) {
      // A node that is gone was at it, and nobody knows whether Meta got it: wait for a status first.
      draft.setFirst({ ...first, state: 'unknown', dueAt: now + unknownGrace })
      draft.put(reached(message, 'unknown', now))
    } else if (
      first.state === 'unknown' &&
      (first.attempts > 1 || (await draft.isOvertaken(first.message)))
    ) {
      draft.setFirst()
      draft.put(reached(message, 'failed', now, neverKnown))
    } else if (pausedUntil !== undefined) {
      draft.setFirst({ ...first, dueAt: pausedUntil, isHeld: true })
      return undefined
    } else {
      const body = allowed(draft, message, now)
      if (body) return mark(draft, { ...message, type: body.type }, body, first.attempts + 1, circumstances)
    }
  }
  return undefined
}

const neverKnown =
  'Nobody knows whether it arrived: the answer was lost, and sending it again could say it twice'

function idOf({ conversation }: Draft, { message }: Owed): string {
  return `${conversation!.key}.${message}`
}

/** What Meta's rules let be sent now; when nothing may, the message is blocked and the next one is first. */
function allowed(draft: Draft, message: Message, now: number): OutboundBody | undefined {
  const { lastHeardAt, optedOut } = draft.conversation!
  const { body, fallback } = message.outbound!
  const proactive = message.proactive ?? false
  const verdict = judge({ now, lastHeardAt, optedOut, proactive, hasFallback: Boolean(fallback) })
  if ('send' in verdict) return (verdict.send === 'fallback' ? fallback : body) as OutboundBody
  draft.setFirst()
  draft.put(reached(message, 'blocked', now, verdict.blocked))
  return undefined
}

/** From the commit on it counts as sent: whether it was is what the next commit says. */
function mark(
  draft: Draft,
  message: Message,
  body: OutboundBody,
  attempts: number,
  { now, node }: Circumstances,
): Job {
  const { phone, userId } = draft.conversation!
  draft.setFirst({ message: message.number, state: 'sending', attempts, node, dueAt: now + sendingLease })
  draft.put(reached(message, 'sending', now))
  return { number: message.number, to: { phone, userId }, body, id: message.id }
}
