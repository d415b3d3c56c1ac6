import { createHash } from 'node:crypto'

/** In place of the conversation's key, where what was seen is all that is left of it. No conversation is called so. */
export const forgotten = 'deleted'

/** What is left of the id of a message that was seen: Meta's ids hold the customer's phone. */
export function hashed(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
