import { z } from 'zod'
import { errorCode, identifier, items, maybe, part, timestamp, words } from './fields.ts'
import type { Inbound } from './inbound.ts'
import { recordable, unreadable } from './record.ts'

/** An item of `statuses`: how far a message of ours came. */
export function readStatus(item: unknown, number: string | undefined): Inbound {
  const { id, status, timestamp: at, biz_opaque_callback_data: opaque, errors } = StatusItem.parse(item)
  if (id === undefined || status === undefined || number === undefined) return unreadable(item, number)
  const { code, title, message } = StatusError.parse(items(errors)[0] ?? {})
  return {
    kind: 'status',
    number,
    wamid: id,
    status,
    at,
    ...(opaque !== undefined && { opaque }),
    ...(code !== undefined && { error: { code, title: title ?? message ?? '' } }),
    raw: recordable(item),
  }
}

const StatusItem = part({
  id: maybe(identifier),
  status: maybe(z.enum(['sent', 'delivered', 'read', 'played', 'failed'])),
  timestamp: maybe(timestamp),
  biz_opaque_callback_data: maybe(identifier),
  errors: z.unknown().optional(),
})

const StatusError = part({ code: maybe(errorCode), title: maybe(words), message: maybe(words) })
