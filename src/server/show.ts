import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import { stateName } from '../conversation/chart.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { windowEnd } from '../whatsapp/policy.ts'
import type { Understood } from './understood.ts'

/** A conversation as the API's list shows it. */
export function showSummary(conversation: Conversation, { zone }: Workshop) {
  const { key, phone, name, attention, attendedAt, talk, lastHeardAt } = conversation
  return {
    customer: key,
    phone,
    name,
    attention,
    /** Since when a person has the floor. */
    ...(attention === 'human' && attendedAt && { attendedAt: isoIn(zone, attendedAt) }),
    talk: talk.map(({ flow, snapshot }) => ({ flow, state: stateName(snapshot as { value: string }) })),
    /** Until when free-form messages may be sent; null if the customer never wrote. */
    window: lastHeardAt === null ? null : isoIn(zone, windowEnd(lastHeardAt)),
  }
}

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

/** An outbound message, and when it reached each state. */
export function showMessage({ id, wamid, outbound }: Message, { zone }: Workshop) {
  const { state, reason, reached } = outbound!
  const at = Object.fromEntries(Object.entries(reached).map(([name, time]) => [name, isoIn(zone, time)]))
  return { id, state, ...(reason && { reason }), ...(wamid && { wamid }), at }
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
