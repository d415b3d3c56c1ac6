import { compareKeys, type DocumentKey, type Listings, type Reader } from './documents.ts'
import { keys } from './keys.ts'
import type { ConversationRow, MessageRow } from './store.ts'

/** What is found without knowing whose it is: conversations in which a person has the floor, messages that did not arrive. */
export const listings = {
  conversation: ([, workshop, key], value) =>
    (value as ConversationRow).attention === 'human' ? [keys.attended(String(workshop), String(key))] : none,
  message: ([, workshop, key, number], value) => {
    const { at, outbound } = value as MessageRow
    if (!isTroubled(outbound?.state)) return none
    return [keys.troubled(String(workshop), Math.floor(at ?? 0), String(key), Number(number))]
  },
} satisfies Listings

const none: DocumentKey[] = []

/** Whether what a key of a list leads to is there, and belongs on it. */
export function isListed(stored: Pick<Reader, 'get'>, listed: DocumentKey): boolean {
  const [kind, workshop] = listed.map(String) as [string, string]
  const [, , at, of, number] = listed
  const isAttended = kind === 'attended'
  const key = isAttended
    ? keys.conversation(workshop, String(at))
    : keys.message(workshop, String(of), Number(number))
  const value = stored.get(key)
  if (value === undefined) return false
  const lists = listings[isAttended ? 'conversation' : 'message'](key, value)
  return lists.some((each) => compareKeys(each, listed) === 0)
}

/** Whether a message of the workshop's failed, or was not sent and will not be. */
export function isTroubled(state: string | undefined): boolean {
  return state === 'failed' || state === 'blocked'
}

/** The place of a message among those that did not arrive, which come newest first. */
export function troubledAt(key: string, { at = 0, number }: MessageRow): string {
  return `${Math.floor(at)} ${key} ${number}`
}
