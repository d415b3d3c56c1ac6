import { z } from 'zod'
import { readContent } from './content.ts'
import { identifier, maybe, part, timestamp } from './fields.ts'
import type { Inbound } from './inbound.ts'
import { recordable, unreadable } from './record.ts'
import { type Contact, readSender } from './sender.ts'

/** An item of `messages`. Without an id, a number of ours or an author there is nothing that could be answered. */
export function readMessage(item: unknown, contacts: Contact[], number: string | undefined): Inbound {
  const { id, type, timestamp: at, context } = MessageItem.parse(item)
  const sender = readSender(item, contacts)
  const isKnown = sender.phone !== undefined || sender.userId !== undefined
  if (id === undefined || number === undefined || !isKnown) return unreadable(item, number)
  return {
    kind: 'message',
    number,
    id,
    sender,
    at,
    content: readContent(item),
    ...(context?.id !== undefined && { answers: context.id }),
    type: type ?? 'unknown',
    raw: recordable(item),
  }
}

const MessageItem = part({
  id: maybe(identifier),
  type: maybe(identifier),
  timestamp: maybe(timestamp),
  context: maybe(z.object({ id: maybe(identifier) })),
})
