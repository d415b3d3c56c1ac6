import { z } from 'zod'
import { errorCode, identifier, items, maybe, part, readPhone, timestamp, words } from './fields.ts'
import type { Inbound, Sender } from './inbound.ts'
import { recordable, unreadable } from './record.ts'

/** An item of `statuses`: how far a message of ours came. */
export function readStatus(item: unknown, number: string | undefined): Inbound {
  const read = StatusItem.parse(item)
  const { id, status, timestamp: at, biz_opaque_callback_data: opaque, errors } = read
  if (id === undefined || status === undefined || number === undefined) return unreadable(item, number)
  const { code, title, message } = StatusError.parse(items(errors)[0] ?? {})
  return {
    kind: 'status',
    number,
    wamid: id,
    status,
    at,
    recipient: recipientOf(read.recipient_id, read.recipient_user_id),
    ...(opaque !== undefined && { opaque }),
    ...(code !== undefined && { error: { code, title: title ?? message ?? '' } }),
    raw: recordable(item),
  }
}

function recipientOf(phone: string | undefined, userId: string | undefined): Sender {
  const digits = readPhone(phone)
  return { ...(digits && { phone: digits }), ...(userId && { userId }) }
}

const StatusItem = part({
  id: maybe(identifier),
  status: maybe(z.enum(['sent', 'delivered', 'read', 'played', 'failed'])),
  timestamp: maybe(timestamp),
  recipient_id: maybe(words),
  recipient_user_id: maybe(identifier),
  biz_opaque_callback_data: maybe(identifier),
  errors: z.unknown().optional(),
})

const StatusError = part({ code: maybe(errorCode), title: maybe(words), message: maybe(words) })
