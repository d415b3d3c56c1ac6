import { fields, identifier, readPhone, timestamp, words } from './fields.ts'
import type { Inbound } from './inbound.ts'
import { other, recordable } from './record.ts'

/**
 * An item of `message_echoes`: what a person wrote to a customer in the WhatsApp Business app, on a number that the app
 * and we share. Its edits and revocations are only recorded.
 */
export function readEcho(item: unknown, number: string | undefined): Inbound {
  const { id: wamid, to, to_user_id, type, timestamp: at, text } = fields(item)
  const id = identifier(wamid)
  const kind = identifier(type) ?? 'unknown'
  const [phone, userId] = [readPhone(words(to)), identifier(to_user_id)]
  const isMessage = kind !== 'edit' && kind !== 'revoke'
  if (id === undefined || number === undefined || !isMessage || (!phone && !userId))
    return other('smb_message_echoes', item, number)
  const caption = words(fields(fields(item)[kind]).caption)
  return {
    kind: 'echo',
    number,
    id,
    recipient: { ...(phone && { phone }), ...(userId && { userId }) },
    at: timestamp(at),
    text: words(fields(text).body) ?? caption ?? '',
    type: kind,
    raw: recordable(item),
  }
}
