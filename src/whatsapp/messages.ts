import { MessageLimitError } from './errors.ts'
import { fit } from './fit.ts'
import {
  type ButtonsBody,
  checked,
  type DocumentBody,
  type ListBody,
  type OutboundBody,
  type TemplateBody,
  type TextBody,
} from './outbound.ts'

export type { OutboundBody } from './outbound.ts'

/** Something to choose: `id` comes back when it is tapped. */
export interface Choosable {
  id: string
  title: string
  description?: string | undefined
}

/** A file that Meta has (`id`) or fetches by itself (`link`). */
export type Source = { id: string; link?: never } | { link: string; id?: never }

/** Free text, at most 4,096 characters. */
export function text(body: string): TextBody {
  return checked({ type: 'text', text: { body } })
}

/** A text of at most 1,024 characters over one to three buttons with titles of at most 20. */
export function buttons(message: { body: string; footer?: string; options: Choosable[] }): ButtonsBody {
  return checked({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: message.body },
      ...(message.footer !== undefined && { footer: { text: message.footer } }),
      action: { buttons: message.options.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
    },
  })
}

/** A text of at most 4,096 characters with a button (20) that opens a list of at most ten rows (24, and 72 below). */
export function list(message: { body: string; button: string; options: Choosable[] }): ListBody {
  return checked({
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: message.body },
      // Meta's reference wants a title on every section, even the only one.
      action: {
        button: message.button,
        sections: [{ title: message.button, rows: message.options.map(row) }],
      },
    },
  })
}

/**
 * A template that Meta approved, the only kind of message allowed outside the 24 h window. `values` fill `{{1}}`, `{{2}}` …
 * of its body (Meta refuses line breaks in them, so they become spaces); `payloads` are what its quick replies send back.
 */
export function template(message: {
  name: string
  language: string
  values: string[]
  payloads: string[]
  document?: Source & { filename: string }
}): TemplateBody {
  const { name, language, values, payloads, document } = message
  const components = [
    ...(document ? [{ type: 'header', parameters: [{ type: 'document', document }] }] : []),
    ...(values.length > 0 ? [{ type: 'body', parameters: values.map(value) }] : []),
    ...payloads.map((payload, index) => ({
      type: 'button',
      sub_type: 'quick_reply',
      index: String(index),
      parameters: [{ type: 'payload', payload }],
    })),
  ]
  return checked({
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  })
}

/** A file, with its name as the customer sees it. */
export function document(message: Source & { filename: string; caption?: string }): DocumentBody {
  return checked({ type: 'document', document: message })
}

/**
 * A question with whatever choices it has: a plain text without any, buttons where all fit on buttons, else a list. Row
 * titles that are too long are cut, and stand whole in the description where that is free. More than ten throw.
 * `list` are the words on the button that opens a list.
 */
export function choiceMessage(message: { body: string; list?: string; options: Choosable[] }): OutboundBody {
  const { body, options } = message
  if (options.length === 0) return text(body)
  if (body.length <= 1024 && options.length <= 3 && options.every(isButton)) return buttons({ body, options })
  return list({ body, button: fit(message.list ?? 'Ver opciones', 20), options: options.map(asRow) })
}

/** A body on its way to someone. */
export type Addressed = OutboundBody & {
  messaging_product: 'whatsapp'
  recipient_type: 'individual'
  to?: string
  recipient?: string
  biz_opaque_callback_data?: string
}

/**
 * Puts the address on a body: to the phone where it is known (Meta then goes on telling us that phone), else to the
 * business-scoped user id. Meta echoes `opaque`, at most 512 characters, in every status of the message.
 */
export function addressed(
  body: OutboundBody,
  customer: { phone?: string | null | undefined; userId?: string | null | undefined },
  opaque?: string,
): Addressed {
  if (opaque !== undefined && opaque.length > 512) {
    throw new MessageLimitError('biz_opaque_callback_data', 'at most 512 characters', opaque.length)
  }
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address(customer.phone?.replace(/\D/g, ''), customer.userId),
    ...body,
    ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
  }
}

function row({ id, title, description }: Choosable) {
  return { id, title, ...(description !== undefined && { description }) }
}

function value(words: string) {
  return { type: 'text', text: words.replace(/\s+/g, ' ').trim() }
}

function isButton({ title, description }: Choosable): boolean {
  return title.length <= 20 && !description
}

function asRow({ id, title, description }: Choosable): Choosable {
  const below = description || (title.length > 24 ? title : undefined)
  return { id, title: fit(title, 24), ...(below && { description: fit(below, 72) }) }
}

function address(phone: string | undefined, userId: string | null | undefined) {
  // Without the plus, Meta puts the country code of the workshop's own number in front.
  if (phone) return { to: `+${e164(phone)}` }
  if (userId) return { recipient: userId }
  throw new MessageLimitError('to', 'a phone or a user id', 0)
}

function e164(digits: string): string {
  if (digits.length >= 5 && digits.length <= 15) return digits
  throw new MessageLimitError('to', 'a phone of 5 to 15 digits with its country code', digits.length)
}
