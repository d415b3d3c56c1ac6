import { MessageLimitError } from './errors.ts'
import { fit } from './fit.ts'
import { buttons, type Choosable } from './kinds/buttons.ts'
import { list } from './kinds/list.ts'
import { text } from './kinds/text.ts'
import { checked, type OutboundBody } from './outbound.ts'

export {
  type AskCallBody,
  type AskLocationBody,
  type AskPhoneBody,
  askCall,
  askLocation,
  askPhone,
} from './kinds/asking.ts'
export { type ButtonsBody, buttons, type Choosable } from './kinds/buttons.ts'
export { type CarouselBody, carousel } from './kinds/carousel.ts'
export { type ContactCard, type ContactsBody, contacts } from './kinds/contacts.ts'
export { type FormBody, form } from './kinds/form.ts'
export { type LinkButtonBody, linkButton } from './kinds/linkButton.ts'
export { type ListBody, list } from './kinds/list.ts'
export { type LocationBody, location, type Place } from './kinds/location.ts'
export {
  type AudioBody,
  audio,
  type DocumentBody,
  document,
  type ImageBody,
  image,
  type Source,
  type StickerBody,
  sticker,
  type VideoBody,
  video,
} from './kinds/media.ts'
export type { Around, Header } from './kinds/parts.ts'
export {
  type CatalogBody,
  catalog,
  type ProductBody,
  type ProductsBody,
  product,
  products,
} from './kinds/products.ts'
export { type ReactionBody, reaction } from './kinds/reaction.ts'
export {
  type TemplateBody,
  type TemplateButton,
  type TemplateComponent,
  type TemplateHeader,
  template,
} from './kinds/template.ts'
export { type TextBody, text } from './kinds/text.ts'
export { checked, type OutboundBody } from './outbound.ts'

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

/** Shows the message that Meta knows by this id above ours. A reaction quotes none, and templates show none. */
export function quoting<Body extends OutboundBody>(body: Body, wamid: string): Body {
  return checked({ ...body, context: { message_id: wamid } })
}

/** A body on its way to someone. */
export type Addressed = OutboundBody & {
  messaging_product: 'whatsapp'
  recipient_type: 'individual' | 'group'
  to?: string
  recipient?: string
  biz_opaque_callback_data?: string
}

/** A customer, or a group by the id that Meta gave it. */
export type Whom =
  | { phone?: string | null | undefined; userId?: string | null | undefined }
  | { group: string }

/**
 * Puts the address on a body: to the phone where it is known (Meta then goes on telling us that phone), else to the
 * business-scoped user id; or to a group, which takes texts, files and templates only. Meta echoes `opaque`, at most 512
 * characters, in every status of the message.
 */
export function addressed(body: OutboundBody, whom: Whom, opaque?: string): Addressed {
  if (opaque !== undefined && opaque.length > 512) {
    throw new MessageLimitError('biz_opaque_callback_data', 'at most 512 characters', opaque.length)
  }
  return {
    messaging_product: 'whatsapp',
    ...('group' in whom ? group(whom.group, body) : individual(whom.phone?.replace(/\D/g, ''), whom.userId)),
    ...body,
    ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
  }
}

function isButton({ title, description }: Choosable): boolean {
  return title.length <= 20 && !description
}

function asRow({ id, title, description }: Choosable): Choosable {
  const below = description || (title.length > 24 ? title : undefined)
  return { id, title: fit(title, 24), ...(below && { description: fit(below, 72) }) }
}

function individual(phone: string | undefined, userId: string | null | undefined) {
  const recipient_type = 'individual' as const
  // Without the plus, Meta puts the country code of the workshop's own number in front.
  if (phone) return { recipient_type, to: `+${e164(phone)}` }
  if (userId) return { recipient_type, recipient: userId }
  throw new MessageLimitError('to', 'a phone or a user id', 0)
}

function group(to: string, { type }: OutboundBody) {
  if (inGroups.has(type)) return { recipient_type: 'group' as const, to }
  throw new MessageLimitError('type', 'a text, a file or a template in a group', type.length)
}

const inGroups = new Set<OutboundBody['type']>([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'template',
])

function e164(digits: string): string {
  if (digits.length >= 5 && digits.length <= 15) return digits
  throw new MessageLimitError('to', 'a phone of 5 to 15 digits with its country code', digits.length)
}
