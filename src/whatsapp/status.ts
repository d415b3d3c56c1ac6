import { errorCode, fields, identifier, items, readPhone, timestamp, words } from './fields.ts'
import type { Inbound, InboundStatus, Sender } from './inbound.ts'
import { readPricing } from './pricing.ts'
import { recordable, unreadable } from './record.ts'

/** An item of `statuses`: how far a message of ours came. */
export function readStatus(item: unknown, number: string | undefined): Inbound {
  const read = fields(item)
  const { status } = read
  const wamid = identifier(read.id)
  if (wamid === undefined || !isStatus(status) || number === undefined) return unreadable(item, number)
  const opaque = identifier(read.biz_opaque_callback_data)
  const error = readError(items(read.errors)[0])
  const pricing = readPricing(read.pricing, read.conversation)
  return {
    kind: 'status',
    number,
    wamid,
    status,
    at: timestamp(read.timestamp),
    recipient: recipientOf(words(read.recipient_id), identifier(read.recipient_user_id)),
    ...(opaque !== undefined && { opaque }),
    ...(error && { error }),
    ...(pricing && { pricing }),
    raw: recordable(item),
  }
}

function recipientOf(phone: string | undefined, userId: string | undefined): Sender {
  const digits = readPhone(phone)
  return { ...(digits && { phone: digits }), ...(userId && { userId }) }
}

function readError(item: unknown): InboundStatus['error'] {
  const { code, title, message } = fields(item)
  const known = errorCode(code)
  return known === undefined ? undefined : { code: known, title: words(title) ?? words(message) ?? '' }
}

function isStatus(status: unknown): status is InboundStatus['status'] {
  return statuses.has(status)
}

const statuses = new Set<unknown>(['sent', 'delivered', 'read', 'played', 'failed'])
