import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Understood } from './understood.ts'

export { showMessage, showSummary } from '../conversation/show.ts'

/**
 * Messages of a conversation, oldest first.
 * @param meaning what is understood of a message, if that is asked for
 */
export function showTranscript(
  conversation: Conversation,
  messages: Message[],
  workshop: Workshop,
  meaning: (message: Message) => Understood | undefined = () => undefined,
) {
  // Those of a conversation that was joined to another one have the higher numbers, and not all are younger.
  const ordered = conversation.moved ? messages.toSorted((a, b) => a.at - b.at) : messages
  return ordered.map((message) => {
    const meant = meaning(message)
    return { ...showEntry(message, workshop), ...(meant && { understood: meant }) }
  })
}

/** A message as the transcript shows it. */
export function showEntry(
  { id, from, at, type, text, media, cause, outbound, about, pricing, editedAt, revokedAt }: Message,
  { zone }: Workshop,
) {
  return {
    id,
    from,
    at: isoIn(zone, at),
    type,
    text,
    ...(media && { media }),
    ...(outbound && { status: outbound.state }),
    ...(outbound?.reason && { reason: outbound.reason }),
    ...(about && { about }),
    ...(pricing && { pricing }),
    ...(cause && { cause }),
    ...(editedAt && { editedAt: isoIn(zone, editedAt) }),
    ...(revokedAt && { revokedAt: isoIn(zone, revokedAt) }),
  }
}

/** A message that did not arrive, and whom it was for. */
export function showTroubled(
  { id, from, at, type, text, outbound }: Message,
  customer: string,
  conversation: Conversation | undefined,
  { zone }: Workshop,
) {
  const { phone = null, name = null } = conversation ?? {}
  const { state, reason } = outbound!
  return {
    id,
    customer,
    phone,
    name,
    from,
    at: isoIn(zone, at),
    type,
    text,
    state,
    ...(reason && { reason }),
  }
}
