import type { Conversation } from './conversation.ts'
import { nextDue } from './due.ts'

/** Something that the workshop's own system is to be told, until it has been. Times are Unix ms. */
export interface Telling {
  /** The same each time it is told, so that whoever hears it twice can know. */
  id: string
  /** `appointment.booked`, `message.failed`, `conversation.waiting` … */
  type: string
  at: number
  /** What it is about, in the API's own shapes, as it was then. */
  data: unknown
  /** Why and how often it was told in vain. */
  attempts: number
  /** When it may be told, or looked whether whoever was at it is gone. */
  dueAt: number
  /** The node that is at it. */
  node?: string
}

/** What became of telling; `waitsUntil`: it was not tried, since the receiver is left in peace until then. */
export type Told =
  | { became: 'told' }
  | { became: 'refused' }
  | { became: 'failed'; after: number }
  | { became: 'held'; waitsUntil: number }

/** What is still in vain after this is given up, in ms. */
export const toldFor = 7 * 86_400_000
/** After this, whoever was telling is gone: longer than any request may take. */
export const tellingLease = 30_000

/** No event that failed, or is held, waits for longer than this, in ms: an hour, and what is added at random. */
export const longestRest = 3_602_000

/** Puts more at the end of what a customer's events wait in; the first is this node's to tell. */
export function withTellings(conversation: Conversation, more: Telling[], node: string): Conversation {
  const { tellings = [] } = conversation
  // Another node's clock may be ahead a little.
  const since = tellings.at(-1)?.at ?? 0
  const [first, ...rest] = more.map((each) => ({ ...each, at: Math.max(each.at, since) }))
  if (!first) return conversation
  const begins = tellings.length === 0
  const head = begins ? { ...first, node, dueAt: first.dueAt + tellingLease } : first
  return changed(conversation, [...tellings, head, ...rest])
}

/** Takes the first for this node, where nobody else is at it and its time has come; `isEarly`: or before its time. */
export async function takeTelling(
  conversation: Conversation,
  {
    now,
    node,
    isGone,
    isEarly,
  }: { now: number; node: string; isGone: (node: string) => Promise<boolean>; isEarly: boolean },
): Promise<{ conversation: Conversation; telling: Telling } | undefined> {
  const [head, ...rest] = conversation.tellings ?? []
  if (!head) return undefined
  const isFree =
    head.dueAt <= now || (head.node === undefined ? isEarly : head.node === node || (await isGone(head.node)))
  if (!isFree) return undefined
  const telling = { ...head, node, dueAt: now + tellingLease }
  return { conversation: changed(conversation, [telling, ...rest]), telling }
}

/** Notes what became of telling one, wherever it stands by now. `isGivenUp`: it is not tried again. */
export function settleTelling(
  conversation: Conversation,
  id: string,
  told: Told,
  now: number,
): { conversation: Conversation; isGivenUp: boolean } {
  const { tellings = [] } = conversation
  const found = tellings.find((each) => each.id === id)
  if (!found) return { conversation, isGivenUp: false }
  const isOver = told.became !== 'told' && now - found.at >= toldFor
  if (told.became === 'told' || told.became === 'refused' || isOver) {
    const rest = tellings.filter((each) => each !== found)
    return { conversation: changed(conversation, rest), isGivenUp: told.became !== 'told' }
  }
  const { node: _, ...free } = found
  const again =
    told.became === 'held'
      ? { ...free, dueAt: told.waitsUntil }
      : {
          ...free,
          attempts: free.attempts + 1,
          dueAt: now + Math.max(told.after, backOff(free.attempts + 1)),
        }
  return {
    conversation: changed(
      conversation,
      tellings.map((each) => (each === found ? again : each)),
    ),
    isGivenUp: false,
  }
}

/** Forgets all that is still to be told, as where nobody is to be told any more. */
export function withoutTellings(conversation: Conversation): Conversation {
  return changed(conversation, [])
}

function changed({ tellings: _, ...conversation }: Conversation, tellings: Telling[]): Conversation {
  const next = tellings.length > 0 ? { ...conversation, tellings } : conversation
  return { ...next, dueAt: nextDue(next) }
}

/** Exponential with jitter: 2–4 s at first, an hour at most. */
function backOff(attempts: number): number {
  const ceiling = Math.min(3_600_000, 4_000 * 2 ** (attempts - 1))
  return ceiling / 2 + Math.random() * (ceiling / 2)
}
