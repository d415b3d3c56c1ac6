import type { Message, OutboundState } from './conversation.ts'

/** How far a message may have come: a later report never takes it back. */
export const lattice: OutboundState[] = [
  'owed',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'delivered',
  'read',
]

/** The message with a state it has reached; one that is further already only remembers when. */
export function reached(
  message: Message,
  state: OutboundState,
  at: number,
  reason?: string,
  code?: number,
): Message {
  const { outbound } = message
  if (!outbound) return message
  const furthest = leadsOn(outbound.state, state) ? state : outbound.state
  return {
    ...message,
    outbound: {
      ...outbound,
      // What is posted is larger than what is read, and nobody will post it again.
      ...(isSettled(furthest) && {
        body: null,
        fallback: null,
        ...('inFirst' in outbound && { inFirst: null }),
      }),
      state: furthest,
      ...(reason && { reason }),
      ...(code !== undefined && { code }),
      reached: { [state]: at, ...outbound.reached },
    },
  }
}

/** Whether Meta has it, or it will never have it. */
export function hasLeft(state: OutboundState): boolean {
  return state !== 'owed' && state !== 'sending' && state !== 'unknown'
}

/** Whether nothing more can become of it. */
function isSettled(state: OutboundState): boolean {
  return state === 'delivered' || state === 'read' || state === 'failed' || state === 'blocked'
}

function leadsOn(from: OutboundState, to: OutboundState): boolean {
  if (from === 'failed' || from === 'blocked') return false
  if (to === 'failed' || to === 'blocked') return true
  // Before Meta has it, it may go back and forth: sent again, or not known.
  return hasLeft(to) ? lattice.indexOf(to) > lattice.indexOf(from) : !hasLeft(from)
}
