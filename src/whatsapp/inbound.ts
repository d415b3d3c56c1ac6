import { readEcho } from './echo.ts'
import { type Fields, fields, identifier, items, words } from './fields.ts'
import { readIdentity } from './identity.ts'
import { readMessage } from './message.ts'
import { capabilityFields, readCustomersADay, readPreferences } from './preferences.ts'
import type { Pricing } from './pricing.ts'
import { other, recordable, unreadable } from './record.ts'
import { readContacts } from './sender.ts'
import { readStatus } from './status.ts'
import type { Structured } from './structured.ts'

/** One thing that Meta told us, taken out of a webhook payload. Times are Unix ms. */
export type Inbound = InboundOfNumber | InboundCapability | InboundOther

/** What concerns one number and one of its customers. */
export type InboundOfNumber =
  | InboundMessage
  | InboundStatus
  | InboundEcho
  | InboundIdentity
  | InboundPreference

export interface Sender {
  /** Digits only. May be absent: customers can hide their phone. */
  phone?: string
  /** Business-scoped user id, such as `UY.13491208655`. */
  userId?: string
  /** Profile name, on one line and without direction marks; at most 100 characters. */
  name?: string
}

export interface InboundMessage {
  kind: 'message'
  /** `phone_number_id` of the number that it was written to. */
  number: string
  /** Meta's id (`wamid.…`). */
  id: string
  sender: Sender
  /** Meta's timestamp, or undefined when it is missing or unreadable. */
  at: number | undefined
  content: Content
  /** The message of ours that it answers or quotes. */
  answers?: string
  /** The group that it was said in; to the workshop alone otherwise. */
  group?: string
  /** Where the customer comes from, if it is an advertisement or a post. */
  referral?: Referral
  /** Meta's own name for the type. */
  type: string
  /** The item as it came, for the record. */
  raw: unknown
}

export type Content =
  | { kind: 'text'; text: string }
  /** A reply button, a list row or a template's quick reply: `id` is what we gave it. */
  | { kind: 'tap'; id: string; title: string }
  | ({ kind: 'media'; media: MediaKind; id?: string; caption?: string; place?: Fields } & SentFile)
  | Structured
  /** The chat was opened for the first time, and nothing was written yet. */
  | { kind: 'welcome' }
  /** A message of theirs was changed, or taken back: `of` is Meta's id of that one. */
  | { kind: 'edit'; of: string; text?: string }
  | { kind: 'revoke'; of: string }
  /** Something a person sent that nobody here can read: polls, view-once photos, unsupported types. */
  | { kind: 'unreadable' }
  /** Something to be recorded and never answered: reactions, what was said in a group. */
  | { kind: 'silent' }

/** An advertisement or a post of the workshop's that led a customer to write. */
export interface Referral {
  /** `ad` or `post`. */
  source?: string
  /** Meta's id of it. */
  id?: string
  headline?: string
  url?: string
  /** Meta's id of the click on an advertisement (`ctwa_clid`), by which what came of it can be told. */
  click?: string
}

/** What Meta says of a file that a customer sent; the file itself is fetched by its id. */
export interface SentFile {
  /** As the sender's phone says it, such as `audio/ogg; codecs=opus`. */
  mime?: string
  /** Of the file's bytes, as 64 hexadecimal digits. */
  sha256?: string
  filename?: string
  /** A voice note, not an audio file that was attached. */
  voice?: true
}

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location'

export interface InboundStatus {
  kind: 'status'
  number: string
  /** Meta's id of the message it is about. */
  wamid: string
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
  at: number | undefined
  /** To whom the message went; empty when it does not say, and for a group. */
  recipient: Sender
  /** Our own id of the message, echoed by Meta (`biz_opaque_callback_data`). */
  opaque?: string
  error?: { code: number; title: string }
  pricing?: Pricing
  raw: unknown
}

/** What a person wrote to a customer in the WhatsApp Business app. */
export interface InboundEcho {
  kind: 'echo'
  number: string
  id: string
  recipient: Sender
  at: number | undefined
  /** Of a text, or below a file. */
  text: string
  /** Meta's own name for the type. */
  type: string
  raw: unknown
}

/** A customer's phone or user id is another one now. */
export interface InboundIdentity {
  kind: 'identity'
  number: string
  id: string
  at: number | undefined
  before: Sender
  /** What is not said to have changed is absent. */
  after: Sender
  raw: unknown
}

/** A customer takes marketing messages of a number, or none any more. */
export interface InboundPreference {
  kind: 'preference'
  number: string
  sender: Sender
  takesMarketing: boolean
  raw: unknown
}

/** How many customers a business may contact outside their windows in 24 hours; null: any number. */
export interface InboundCapability {
  kind: 'capability'
  number?: string
  /** Meta's id of the business account. */
  account: string
  customersADay: number | null
  raw: unknown
}

/** Account events, errors, unknown fields and items that could not be read. */
export interface InboundOther {
  kind: 'other'
  number?: string
  /** Meta's field name, or `unreadable`. */
  field: string
  raw: unknown
}

/**
 * Everything that a webhook's payload says, item by item: one that cannot be read becomes `other` and spoils nothing
 * beside it. Whatever the JSON, nothing throws and nothing is left out.
 *
 * In an `other`, `raw` is the item itself for `errors`, `smb_message_echoes`, `user_preferences` and what stands unread among messages and
 * statuses; for any other field it is Meta's entry with that one change in it.
 */
export function readPayload(payload: unknown): Inbound[] {
  const read = items(fields(payload).entry).flatMap(readEntry)
  return read.length > 0 ? read : [unreadable(payload)]
}

function readEntry(entry: unknown): Inbound[] {
  const read = items(fields(entry).changes).flatMap((change) => readChange(change, entry))
  return read.length > 0 ? read : [unreadable(entry)]
}

function readChange(change: unknown, entry: unknown): Inbound[] {
  const { field, value } = fields(change)
  const name = identifier(field)
  const lists = fields(value)
  const number = identifier(fields(lists.metadata).phone_number_id)
  const read = readItems(name, lists, number)
  const customersADay = capabilityFields.has(name ?? '') ? readCustomersADay(value) : undefined
  const account = identifier(fields(entry).id)
  if (customersADay !== undefined && account !== undefined)
    return [{ kind: 'capability', account, customersADay, raw: recordable(alone(change, fields(entry))) }]
  return read.length > 0 ? read : [other(name ?? 'unreadable', alone(change, fields(entry)), number)]
}

/** The items of the fields that have any; all of another field's value is one thing. */
function readItems(field: string | undefined, lists: Fields, number: string | undefined): Inbound[] {
  if (field === 'smb_message_echoes') {
    return items(lists.message_echoes).map((item) => readEcho(item, number))
  }
  if (field === 'user_preferences') return readPreferences(lists, number)
  if (field !== 'messages') return []
  const messages = items(lists.messages)
  const contacts = messages.length > 0 ? readContacts(lists.contacts) : []
  return [
    ...messages.map((item) => readIdentity(item, number) ?? readMessage(item, contacts, number)),
    ...items(lists.statuses).map((item) => readStatus(item, number)),
    ...items(lists.errors).map((item) => other('errors', item, number)),
  ]
}

/** Meta's entry with this one change in it. */
function alone(change: unknown, { id, time }: Fields): unknown {
  const account = words(id)
  return {
    ...(account !== undefined && { id: account }),
    ...(Number.isFinite(time) && { time }),
    changes: [change],
  }
}
