import type { Conversation } from '../../conversation/conversation.ts'
import type { Records } from '../../store/records.ts'
import { CommandFailure } from '../failure.ts'

/** The conversation of a workshop's customer, by its key or by their phone. */
export async function conversationOf(
  records: Records,
  workshop: string,
  whose: string,
): Promise<Conversation | undefined> {
  const digits = whose.replace(/[\s()+-]/g, '')
  const key = /^\d+$/.test(digits) ? await records.find(workshop, `phone:${digits}`) : whose
  return key === undefined
    ? undefined
    : ((await records.conversation(workshop, key)) as Conversation | undefined)
}

export function nobody(): CommandFailure {
  return new CommandFailure('Nobody is known by that key or phone. Write the phone with its country code.')
}
