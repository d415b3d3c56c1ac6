import { z } from 'zod'
import { AskCall, AskLocation, AskPhone } from './kinds/asking.ts'
import { Buttons } from './kinds/buttons.ts'
import { Carousel } from './kinds/carousel.ts'
import { ContactsBody } from './kinds/contacts.ts'
import { Form } from './kinds/form.ts'
import { LinkButton } from './kinds/linkButton.ts'
import { List } from './kinds/list.ts'
import { LocationBody } from './kinds/location.ts'
import { AudioBody, DocumentBody, ImageBody, StickerBody, VideoBody } from './kinds/media.ts'
import { Catalog, Product, Products } from './kinds/products.ts'
import { ReactionBody } from './kinds/reaction.ts'
import { TemplateSchema } from './kinds/templateSchema.ts'
import { TextBody } from './kinds/text.ts'
import { quoting, within } from './limits.ts'

/**
 * What can be posted to a customer, in Meta's own shapes and without the address. Lengths are counted in UTF-16 units:
 * Meta does not say how it counts, and no other count is higher.
 */
export type OutboundBody = z.infer<typeof OutboundBody>

/** Hands back the same body, or throws `MessageLimitError` for the first of Meta's limits that it breaks. */
export function checked<T>(body: T): T {
  within(OutboundBody, body as OutboundBody)
  return body
}

const InteractiveBody = z.strictObject({
  type: z.literal('interactive'),
  interactive: z.discriminatedUnion('type', [
    Buttons,
    List,
    LinkButton,
    AskLocation,
    AskPhone,
    AskCall,
    Form,
    Product,
    Products,
    Catalog,
    Carousel,
  ]),
  ...quoting,
})

const OutboundBody = z.discriminatedUnion('type', [
  TextBody,
  InteractiveBody,
  TemplateSchema,
  DocumentBody,
  ImageBody,
  VideoBody,
  AudioBody,
  StickerBody,
  LocationBody,
  ContactsBody,
  ReactionBody,
])
