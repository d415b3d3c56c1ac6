import { fields, identifier, items, readPhone, readUserId, words } from './fields.ts'
import { cut } from './fit.ts'
import type { Sender } from './inbound.ts'
import { readOwnPhone } from './structured.ts'

/** Whoever wrote a message, from the message itself and from the contact that came with it. */
export function readSender(message: unknown, contacts: Contact[]): Sender {
  const { from, from_user_id } = fields(message)
  const own = identity(words(from), identifier(from_user_id))
  const contact = contacts.find((one) => isSame(own, one)) ?? onlyOne(contacts, own)
  const phone = own.phone ?? contact?.phone ?? readOwnPhone(message)
  const userId = own.userId ?? contact?.userId
  const name = contact?.name
  return { ...(phone && { phone }), ...(userId && { userId }), ...(name && { name }) }
}

/** The people named in `contacts`. They may come in any order, and for some messages not at all. */
export function readContacts(contacts: unknown): Contact[] {
  return items(contacts).map((one) => {
    const { wa_id, user_id, profile } = fields(one)
    return {
      ...identity(words(wa_id), identifier(user_id)),
      name: cleanName(words(fields(profile).name)),
    }
  })
}

export interface Contact extends Identity {
  name: string | undefined
}

/** A name on one line, without control characters and direction marks, at most 100 UTF-16 units long. */
export function cleanName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const line = name
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b]/gu, '')
    .replace(/ +/g, ' ')
    .trim()
  return cut(line, 100).trimEnd() || undefined
}

interface Identity {
  phone: string | undefined
  userId: string | undefined
}

function identity(phone: string | undefined, userId: string | undefined): Identity {
  return { phone: readPhone(phone), userId: userId ?? readUserId(phone) }
}

function isSame(author: Identity, contact: Contact): boolean {
  if (author.userId !== undefined && contact.userId !== undefined) return author.userId === contact.userId
  return author.phone !== undefined && author.phone === contact.phone
}

/** The one contact there is, if nothing tells whether it is the author: two customers must never be taken for one. */
function onlyOne(contacts: Contact[], author: Identity): Contact | undefined {
  const [contact] = contacts
  if (contact === undefined || contacts.length > 1) return undefined
  return isUnknown(author) || isUnknown(contact) ? contact : undefined
}

function isUnknown({ phone, userId }: Identity): boolean {
  return phone === undefined && userId === undefined
}
