import { readContent } from './content.ts'
import { fields, identifier, isObject, timestamp, words } from './fields.ts'
import { cut } from './fit.ts'
import type { Inbound, Referral } from './inbound.ts'
import { recordable, unreadable } from './record.ts'
import { type Contact, readSender } from './sender.ts'

/** An item of `messages`. Without an id, a number of ours or an author there is nothing that could be answered. */
export function readMessage(item: unknown, contacts: Contact[], number: string | undefined): Inbound {
  const { id: wamid, type, timestamp: at, context, referral, group_id } = fields(item)
  const id = identifier(wamid)
  const sender = readSender(item, contacts)
  const isKnown = sender.phone !== undefined || sender.userId !== undefined
  if (id === undefined || number === undefined || !isKnown) return unreadable(item, number)
  const answers = identifier(fields(context).id)
  const cameFrom = readReferral(referral)
  const group = identifier(group_id)
  return {
    kind: 'message',
    number,
    id,
    sender,
    at: timestamp(at),
    content: readContent(item),
    ...(answers !== undefined && { answers }),
    ...(cameFrom && { referral: cameFrom }),
    ...(group !== undefined && { group }),
    type: identifier(type) ?? 'unknown',
    raw: recordable(item),
  }
}

function readReferral(referral: unknown): Referral | undefined {
  if (!isObject(referral)) return undefined
  const { source_type, source_id, headline, source_url, ctwa_clid } = referral
  const [source, id] = [identifier(source_type), identifier(source_id)]
  const [title, url, click] = [words(headline), words(source_url), identifier(ctwa_clid)]
  return {
    ...(source && { source }),
    ...(id && { id }),
    ...(title && { headline: cut(title, 300) }),
    ...(url && { url: cut(url, 2_000) }),
    ...(click && { click }),
  }
}
