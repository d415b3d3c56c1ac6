import type { Reading } from '../agenda/recall.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Conversation } from './conversation.ts'
import { vehiclesOf } from './vehicles.ts'
import type { CustomerWrote } from './vocabulary.ts'

/**
 * Keeps what the customer says that a vehicle has run. In the middle of a talk it may be of one that they have yet to name:
 * it is that of the next booking. It changes the conversation. `now`: Unix ms.
 */
export function noteKilometres(
  conversation: Conversation,
  { kilometres, vehicle: said }: Pick<CustomerWrote, 'kilometres' | 'vehicle'>,
  now: number,
): void {
  if (kilometres === null) return
  const known = conversation.talk.length === 0 ? vehiclesOf(conversation) : []
  const vehicle = said ?? (known.length === 1 ? known[0]! : null)
  const reading: Reading = { vehicle, kilometres, at: now }
  conversation.readings = [...(conversation.readings ?? []), reading].slice(-mostReadings)
}

const mostReadings = 20

/** What was said of no vehicle was said of the one that was booked then. It changes the conversation. */
export function nameVehicle(conversation: Conversation, vehicle: string): void {
  if (!conversation.readings || !vehicle) return
  conversation.readings = conversation.readings.map((each) => ({
    ...each,
    vehicle: each.vehicle ?? vehicle,
  }))
}

export function showReadings({ readings = [] }: Conversation, { zone }: Workshop) {
  return readings.map((each) => ({ ...each, at: isoIn(zone, each.at) }))
}
