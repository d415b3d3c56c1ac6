import type { Changes, View } from '../store/store.ts'
import type { InboundIdentity, InboundPreference, Sender } from '../whatsapp/inbound.ts'
import type { Conversation, Message } from './conversation.ts'
import { aliasesOf, known, nowKnownBy } from './hear.ts'
import { type House, Turn } from './turn.ts'
import { isStranger } from './unclear.ts'

/** What became of something that concerns who a customer is. */
export interface Identified {
  /** Conversations that are one customer's, and have to be joined first. */
  joins: string[]
  /** Whether it is about somebody who is known. */
  isKnown: boolean
}

type Outcome = Promise<{ changes: Changes<Conversation, Message>; result: Identified }>

/**
 * A customer has another phone, or another user id. The old user id still leads here, since what was sent before may come
 * later and nobody else is ever given it; the old phone does not, since somebody else may be given that.
 */
export async function identify(
  house: House,
  view: View<Conversation, Message>,
  { id, at, before, after, raw }: InboundIdentity,
  now: number,
): Outcome {
  const { conversation } = view
  const seen = { id, at: at ?? 0 }
  if (!conversation) return { changes: {}, result: { joins: [], isKnown: false } }
  if (view.others.length > 0)
    return { changes: {}, result: { joins: [view.key, ...view.others], isKnown: true } }
  const result = { joins: [], isKnown: true }
  if (await view.seen(seen.id, seen.at)) return { changes: {}, result }
  const turn = new Turn(house, view, { ...conversation, ...nowKnownBy(conversation, after) }, now)
  turn.conversation.aliases = turn.conversation.aliases.filter((alias) => !isOldPhone(alias, before, after))
  if (!turn.conversation.aliases.some((alias) => alias.startsWith('phone:'))) turn.conversation.phone = null
  turn.keep({ from: 'customer', at: Math.min(at ?? now, now), type: 'system', text: '', inboundId: id, raw })
  return { changes: turn.end({ seen }), result }
}

/** A customer takes marketing messages, or none any more. */
export async function prefer(
  house: House,
  view: View<Conversation, Message>,
  { sender, takesMarketing }: InboundPreference,
  now: number,
): Outcome {
  const isKnown = view.conversation !== undefined
  if (view.others.length > 0 || isStranger(view.conversation, sender))
    return { changes: {}, result: { joins: [view.key, ...view.others], isKnown } }
  const result = { joins: [], isKnown }
  if (!isKnown) return { changes: {}, result }
  const turn = new Turn(house, view, known(view, house, sender), now)
  if (takesMarketing) delete turn.conversation.noMarketing
  else turn.conversation.noMarketing = true
  return { changes: turn.end(), result }
}

/** Once a phone is another one the old one leads nowhere, unless only the user id has changed. */
function isOldPhone(alias: string, before: Sender, after: Sender): boolean {
  if (after.phone === undefined || before.phone === undefined || after.phone === before.phone) return false
  return aliasesOf({ phone: before.phone }).includes(alias)
}
