import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import { windowEnd } from '../whatsapp/policy.ts'
import { stateName } from './chart.ts'
import type { Conversation, Message } from './conversation.ts'

/** A conversation as the API's list shows it. */
export function showSummary(conversation: Conversation, { zone }: Workshop) {
  const { key, phone, name, attention, attendedAt, calledAbout, talk, lastHeardAt } = conversation
  return {
    customer: key,
    phone,
    name,
    attention,
    /** Since when a person has the floor. */
    ...(attention === 'human' && attendedAt && { attendedAt: isoIn(zone, attendedAt) }),
    /** Id of the appointment that a person was called about. */
    ...(attention === 'human' && calledAbout && { about: calledAbout }),
    talk: talk.map(({ flow, snapshot }) => ({ flow, state: stateName(snapshot as { value: string }) })),
    /** Until when free-form messages may be sent; null if the customer never wrote. */
    window: lastHeardAt === null ? null : isoIn(zone, windowEnd(lastHeardAt)),
  }
}

/** An outbound message, and when it reached each state. */
export function showMessage({ id, wamid, outbound }: Message, { zone }: Workshop) {
  const { state, reason, reached } = outbound!
  const at = Object.fromEntries(Object.entries(reached).map(([name, time]) => [name, isoIn(zone, time)]))
  return { id, state, ...(reason && { reason }), ...(wamid && { wamid }), at }
}
