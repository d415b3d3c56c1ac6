import { readContent } from './content.ts'
import { fields, identifier, timestamp } from './fields.ts'
import type { Inbound } from './inbound.ts'
import { recordable, unreadable } from './record.ts'
import { type Contact, readSender } from './sender.ts'

/** An item of `messages`. Without an id, a number of ours or an author there is nothing that could be answered. */
export function readMessage(item: unknown, contacts: Contact[], number: string | undefined): Inbound {
  const { id: wamid, type, timestamp: at, context } = fields(item)
  const id = identifier(wamid)
  const sender = readSender(item, contacts)
  const isKnown = sender.phone !== undefined || sender.userId !== undefined
  if (id === undefined || number === undefined || !isKnown) return unreadable(item, number)
  const answers = identifier(fields(context).id)
  return {
    kind: 'message',
    number,
    id,
    sender,
    at: timestamp(at),
    content: readContent(item),
    ...(answers !== undefined && { answers }),
    type: identifier(type) ?? 'unknown',
    raw: recordable(item),
  }
}
