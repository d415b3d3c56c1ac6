import { compareKeys, type DocumentKey, type Listing, type Reader } from './documents.ts'
import { keys } from './keys.ts'
import type { ConversationRow, MessageRow } from './store.ts'

/** What is found without knowing whose it is: conversations in which a person has the floor, messages that did not arrive. */
export const listings: Listing = ([kind, workshop, key, number], value) => {
  const found: DocumentKey[] = []
  if (value === undefined) return found
  if (kind === 'conversation' && (value as ConversationRow).attention === 'human')
    found.push(keys.attended(String(workshop), String(key)))
  if (kind === 'message') {
    const { at, outbound } = value as MessageRow
    if (isTroubled(outbound?.state))
      found.push(keys.troubled(String(workshop), Math.floor(at ?? 0), String(key), Number(number)))
  }
  return found
}

/** Whether what a key of a list leads to is there, and belongs on it. */
export function isListed(stored: Pick<Reader, 'get'>, listed: DocumentKey): boolean {
  const [kind, workshop] = listed.map(String) as [string, string]
  const [, , at, of, number] = listed
  const key =
    kind === 'attended'
      ? keys.conversation(workshop, String(at))
      : keys.message(workshop, String(of), Number(number))
  return listings(key, stored.get(key)).some((each) => compareKeys(each, listed) === 0)
}

/** Whether a message of the workshop's failed, or was not sent and will not be. */
export function isTroubled(state: string | undefined): boolean {
  return state === 'failed' || state === 'blocked'
}

/** The place of a message among those that did not arrive, which come newest first. */
export function troubledAt(key: string, { at = 0, number }: MessageRow): string {
  return `${Math.floor(at)} ${key} ${number}`
}
