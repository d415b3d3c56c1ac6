/** One thing that Meta told us, taken out of a webhook payload. Times are Unix ms. */
export type Inbound = InboundMessage | InboundStatus | InboundOther

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
  /** Meta's own name for the type. */
  type: string
  /** The item as it came, for the record. */
  raw: unknown
}

export type Content =
  | { kind: 'text'; text: string }
  /** A reply button, a list row or a template's quick reply: `id` is what we gave it. */
  | { kind: 'tap'; id: string; title: string }
  | { kind: 'media'; media: MediaKind; id?: string; caption?: string }
  /** Something a person sent that the bot cannot read: contacts, orders, polls, unsupported types. */
  | { kind: 'unreadable' }
  /** Something to be recorded and never answered: reactions, system messages, edits, deletions. */
  | { kind: 'silent' }

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location'

export interface InboundStatus {
  kind: 'status'
  number: string
  /** Meta's id of the message it is about. */
  wamid: string
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
  at: number | undefined
  /** Our own id of the message, echoed by Meta (`biz_opaque_callback_data`). */
  opaque?: string
  error?: { code: number; title: string }
  raw: unknown
}

/** Account events, errors, echoes, unknown fields and items that could not be read. */
export interface InboundOther {
  kind: 'other'
  number?: string
  /** Meta's field name, or `unreadable`. */
  field: string
  raw: unknown
}

export function readPayload(_payload: unknown): Inbound[] {
  throw new Error('being written')
}
