import { type Fields, fields, identifier, readPhone, timestamp, words } from './fields.ts'
import type { InboundIdentity, Sender } from './inbound.ts'
import { recordable } from './record.ts'

/**
 * A `system` message that says that somebody's phone or user id is another one now; undefined for any other. A new phone
 * brings a new user id with it. Older payloads call things `new_wa_id`, `customer` and
 * `customer_changed_number`.
 */
export function readIdentity(item: unknown, number: string | undefined): InboundIdentity | undefined {
  const { id: wamid, type, from, from_user_id, system, timestamp: at } = fields(item)
  const told = fields(system)
  const id = identifier(wamid)
  if (words(type) !== 'system' || id === undefined || number === undefined) return undefined
  const before = sender(
    words(from) ?? words(told.customer),
    identifier(told.previous_user_id) ?? identifier(from_user_id),
  )
  const after = sender(newPhone(told), identifier(told.user_id))
  const changes =
    (after.phone !== undefined && after.phone !== before.phone) ||
    (after.userId !== undefined && after.userId !== before.userId)
  if (!changes || (before.phone === undefined && before.userId === undefined)) return undefined
  return { kind: 'identity', number, id, at: timestamp(at), before, after, raw: recordable(item) }
}

function newPhone({ type, wa_id, new_wa_id }: Fields): string | undefined {
  const isNumber = words(type)?.endsWith('changed_number') ?? true
  return isNumber ? (words(wa_id) ?? words(new_wa_id)) : undefined
}

function sender(phone: string | undefined, userId: string | undefined): Sender {
  const digits = readPhone(phone)
  return { ...(digits && { phone: digits }), ...(userId && { userId }) }
}
