import type { Claim } from '../store/contacts.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import type { Admission } from '../whatsapp/pace.ts'
import { pairPace, spent } from '../whatsapp/pace.ts'
import { judge, type Verdict } from '../whatsapp/policy.ts'
import type { Message, Owed } from './conversation.ts'
import type { Draft } from './draft.ts'
import { hasLeft, reached } from './outbound.ts'
import { unknownGrace } from './settle.ts'
import { turnOf } from './told.ts'
import { lost } from './unsent.ts'

/** A message that is marked `sending`, and is to be posted by whoever marked it. */
export interface Job {
  number: number
  to: { phone: string | null; userId: string | null }
  body: OutboundBody
  id: string
  /** The id of the turn it belongs to. */
  turn: string
}

/** A message that may only leave once its customer is counted as contacted outside a window. */
export interface Contact {
  /** The number of the message. */
  contacts: number
  claim: Claim
}

/** A message that has its place in the throughput, a moment from now. */
export interface Soon {
  /** Unix ms. */
  soonAt: number
}

/** What is to be done next about what a conversation owes. */
export type Next = Job | Contact | Soon

export interface Circumstances {
  /** Unix ms. */
  now: number
  /** What this process is called. */
  node: string
  /** Until when nothing is sent at all; undefined while all is well. */
  pausedUntil: number | undefined
  /** The process is about to end. */
  isStopping: boolean
  /** While customers are left in peace: when that is over, Unix ms. */
  quietUntil: () => number | undefined
  /** The message whose customer was just counted as contacted. */
  counted?: number | undefined
  /** Whether the process called so has ended. */
  isGone: (node: string | undefined) => Promise<boolean>
  /** Whether this process may have posted a message, or is about to. */
  isInHand: (id: string) => boolean
  /** Whether a body is a template of the category `marketing`. */
  isMarketing: (body: OutboundBody) => boolean
  /** The throughput of the number. */
  admit: (now: number, message: { proactive: boolean; hasPlace: boolean }) => Admission
}

/** Why a message waits, or is blocked, for which there is no room among the customers that may be contacted. */
export const noRoom = 'limit'

/** For so long, in ms, a message is waited for where it is; what has to wait for longer is taken up when it falls due. */
const soon = 1_000

/** After this, whoever was sending is gone: longer than any request to Meta may take. */
export const sendingLease = 90_000

/** Takes the next message that may leave now, and marks it; nothing while an earlier one must wait. */
export async function nextJob(draft: Draft, circumstances: Circumstances): Promise<Next | undefined> {
  const { now, node, pausedUntil, isStopping, isGone, isInHand } = circumstances
  for (let first = draft.first(now); first && !isStopping; first = draft.first(now)) {
    const isSending = first.state === 'sending'
    // Marked here, by a commit of which we were told that it failed.
    const isUnposted = isSending && first.node === node && !isInHand(idOf(draft, first))
    const isLeft = isSending && (await isGone(first.node))
    const mayGo = isUnposted || isLeft || (first.isHeld && pausedUntil === undefined)
    if (first.dueAt > now && !mayGo) return first.hasPlace ? soonOf(first.dueAt, now) : undefined
    const message = await draft.message(first.message)
    if (!message?.outbound || hasLeft(message.outbound.state)) draft.remove(first.message)
    else if (isUnposted) {
      draft.replace({ ...first, state: 'owed', attempts: first.attempts - 1, dueAt: now })
      draft.put(reached(message, 'owed', now))
    } else if (isSending) {
      // A node that is gone was at it, and nobody knows whether Meta got it: wait for a status first.
      draft.replace({ ...first, state: 'unknown', dueAt: now + unknownGrace })
      draft.put(reached(message, 'unknown', now))
    } else if (
      first.state === 'unknown' &&
      (first.attempts > 1 || (await draft.isOvertaken(first.message)))
    ) {
      draft.remove(first.message)
      draft.put(reached(message, 'failed', now, neverKnown))
    } else if (pausedUntil !== undefined) {
      draft.replace({ ...first, dueAt: pausedUntil, isHeld: true })
      return undefined
    } else {
      // Nothing is paused any more: what it waits for from now on has a time of its own.
      const next = await allowed(draft, withoutHold(first), message, circumstances)
      if (next) return next
    }
  }
  return undefined
}

const neverKnown =
  'Nobody knows whether it arrived: the answer was lost, and sending it again could say it twice'

function idOf({ conversation }: Draft, { message }: Owed): string {
  return `${conversation!.key}.${message}`
}

/** What Meta's rules let be sent now; else the message is blocked, or waits, and another one may be first. */
async function allowed(
  draft: Draft,
  first: Owed,
  message: Message,
  circumstances: Circumstances,
): Promise<Next | undefined> {
  const { now, admit } = circumstances
  const verdict = await judged(draft, message, circumstances)
  const isWaived = 'blocked' in verdict || ('send' in verdict && !verdict.isContact)
  if (isWaived && message.outbound?.reason === noRoom) draft.waived.push(message.id)
  if ('blocked' in verdict) {
    if (first.countedAt !== undefined) draft.recount(first.countedAt)
    draft.remove(first.message)
    draft.put(reached(message, 'blocked', now, verdict.blocked))
    draft.change(lost(draft.conversation!, message, now) ?? {})
    return undefined
  }
  if ('wait' in verdict) {
    const { wait, aside } = verdict
    draft.replace({ ...first, dueAt: wait, ...(aside && { isAside: true }) })
    if (aside) draft.put(reached(message, 'owed', now, aside))
    return undefined
  }
  if (verdict.isContact && circumstances.counted !== message.number) {
    const { number, id, until, at } = message
    return { contacts: number, claim: { id, before: until ?? at } }
  }
  if (verdict.isContact) draft.isCounted = true
  const proactive = message.proactive ?? false
  const { at, hasPlace } = admit(now, { proactive, hasPlace: first.hasPlace ?? false })
  if (at > now) {
    if (verdict.isContact) draft.change({ contactedAt: now })
    draft.replace({
      ...withoutPlace(first),
      dueAt: at,
      ...(hasPlace && { hasPlace }),
      ...(verdict.isContact && { countedAt: now }),
    })
    return hasPlace ? soonOf(at, now) : undefined
  }
  const { body, fallback } = message.outbound!
  return mark(draft, first, message, (verdict.send === 'fallback' ? fallback : body) as OutboundBody, {
    ...circumstances,
    isContact: verdict.isContact ?? false,
    isOutside: verdict.send === 'fallback',
  })
}

async function judged(draft: Draft, message: Message, circumstances: Circumstances): Promise<Verdict> {
  const { now, quietUntil, isMarketing } = circumstances
  const { lastHeardAt, refusedAt, optedOut, noMarketing, pairSpentUntil, contactedAt } = draft.conversation!
  const { body, fallback } = message.outbound!
  const proactive = message.proactive ?? false
  return judge({
    now,
    lastHeardAt,
    refusedAt,
    optedOut,
    noMarketing,
    pairSpentUntil,
    contactedAt,
    proactive,
    hasFallback: Boolean(fallback),
    isMarketing: [body, fallback].some((each) => each && isMarketing(each as OutboundBody)),
    until: message.until,
    isOutdated: proactive && (await draft.isOutdated(message)),
    quietUntil: isQuietlyKept(message) ? quietUntil() : undefined,
  })
}

/** Whether quiet hours are for it: what a person, or a program, asked to be sent now is not the bot's to put off. */
export function isQuietlyKept({ proactive, cause }: Message): boolean {
  return Boolean(proactive && cause)
}

/** From the commit on it counts as sent: whether it was is what the next commit says. */
function mark(
  draft: Draft,
  { attempts, isAside, countedAt }: Owed,
  message: Message,
  body: OutboundBody,
  { now, node, isContact, isOutside }: Circumstances & { isContact: boolean; isOutside: boolean },
): Job {
  const { phone, userId, pairSpentUntil = 0 } = draft.conversation!
  draft.change({
    pairSpentUntil: spent(pairPace, pairSpentUntil, now),
    ...(isContact && { contactedAt: now }),
  })
  // Inside the window nobody counts.
  if (!isContact && countedAt !== undefined) draft.recount(countedAt, isOutside ? now : undefined)
  const counts = isContact || (isOutside && countedAt !== undefined)
  draft.replace({
    message: message.number,
    state: 'sending',
    attempts: attempts + 1,
    node,
    dueAt: now + sendingLease,
    ...(isAside && { isAside }),
    ...(counts && { countedAt: now }),
  })
  draft.put(reached({ ...message, type: body.type }, 'sending', now))
  return { number: message.number, to: { phone, userId }, body, id: message.id, turn: turnOf(message) }
}

function soonOf(at: number, now: number): Soon | undefined {
  return at - now <= soon ? { soonAt: at } : undefined
}

/** As it is once the pause of the whole account is over. */
export function withoutHold({ isHeld: _, ...owed }: Owed): Owed {
  return owed
}

function withoutPlace({ hasPlace: _, ...owed }: Owed): Owed {
  return owed
}
