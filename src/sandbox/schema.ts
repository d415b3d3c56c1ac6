import { z } from 'zod'

/** What all messages of the workshop have in common. */
export const envelope = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string(),
  type: z.string().default('text'),
  context: z.strictObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
}

export const receipt = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
})

const words = (longest: number) => z.string().min(1).max(longest)

const media = <Extra extends z.ZodRawShape>(extra: Extra) =>
  z
    .strictObject({ id: words(200).optional(), link: z.url().optional(), ...extra })
    .refine((file) => 'id' in file !== 'link' in file, 'Exactly one of id and link is needed')

const caption = z.string().max(1024).optional()
const image = media({ caption })
const video = media({ caption })
const document = media({ caption, filename: z.string().optional() })

const textHeader = z.strictObject({ type: z.literal('text'), text: words(60) })
const anyHeader = z.discriminatedUnion('type', [
  textHeader,
  z.strictObject({ type: z.literal('image'), image }),
  z.strictObject({ type: z.literal('video'), video }),
  z.strictObject({ type: z.literal('document'), document }),
])
const footer = z.strictObject({ text: words(60) }).optional()

const replyButtons = z
  .array(
    z.strictObject({
      type: z.literal('reply'),
      reply: z.strictObject({ id: words(256), title: words(20) }),
    }),
  )
  .min(1)
  .max(3)
  .refine((buttons) => areUnique(buttons.map(({ reply }) => reply.title)), 'Button titles must be unique')
  .refine((buttons) => areUnique(buttons.map(({ reply }) => reply.id)), 'Button ids must be unique')

const listRow = z.strictObject({
  id: words(200),
  title: words(24),
  description: z.string().max(72).optional(),
})

const listSections = z
  .array(z.strictObject({ title: words(24).optional(), rows: z.array(listRow).min(1) }))
  .min(1)
  .max(10)
  .refine((sections) => sections.flatMap(({ rows }) => rows).length <= 10, 'Total row count exceeds 10')
  .refine(
    (sections) => areUnique(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
    'Row ids must be unique',
  )
  .refine(
    (sections) => sections.length === 1 || sections.every(({ title }) => title),
    'Each of several sections needs a title',
  )

/** A question that opens something of WhatsApp's own: where the customer is, their phone, whether they may be called. */
function asking<Type extends string, Name extends string>(type: Type, name: Name) {
  return z.strictObject({
    type: z.literal(type),
    body: z.strictObject({ text: words(1024) }),
    action: z.strictObject({ name: z.literal(name) }),
  })
}

const productSections = z
  .array(
    z.strictObject({
      title: words(24).optional(),
      product_items: z.array(z.strictObject({ product_retailer_id: words(200) })).min(1),
    }),
  )
  .min(1)
  .max(10)
  .refine(
    (sections) => sections.flatMap(({ product_items }) => product_items).length <= 30,
    'Total product count exceeds 30',
  )

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: anyHeader.optional(),
    body: z.strictObject({ text: words(1024) }),
    footer,
    action: z.strictObject({ buttons: replyButtons }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: textHeader.optional(),
    body: z.strictObject({ text: words(4096) }),
    footer,
    action: z.strictObject({ button: words(20), sections: listSections }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: anyHeader.optional(),
    body: z.strictObject({ text: words(1024) }),
    footer,
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: words(20), url: z.url() }),
    }),
  }),
  asking('location_request_message', 'send_location'),
  asking('request_contact_info', 'request_contact_info'),
  asking('call_permission_request', 'call_permission_request'),
  z.strictObject({
    type: z.literal('flow'),
    header: anyHeader.optional(),
    body: z.strictObject({ text: words(1024) }),
    footer,
    action: z.strictObject({
      name: z.literal('flow'),
      parameters: z
        .looseObject({ flow_message_version: z.literal('3'), flow_cta: words(30) })
        .refine((flow) => 'flow_id' in flow !== 'flow_name' in flow, 'Either flow_id or flow_name is needed'),
    }),
  }),
  z.strictObject({
    type: z.literal('product'),
    body: z.strictObject({ text: words(1024) }).optional(),
    footer,
    action: z.strictObject({ catalog_id: words(200), product_retailer_id: words(200) }),
  }),
  z.strictObject({
    type: z.literal('product_list'),
    header: textHeader,
    body: z.strictObject({ text: words(1024) }),
    footer,
    action: z.strictObject({ catalog_id: words(200), sections: productSections }),
  }),
  z.strictObject({
    type: z.literal('catalog_message'),
    body: z.strictObject({ text: words(1024) }),
    footer,
    action: z.looseObject({ name: z.literal('catalog_message') }),
  }),
])

const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.strictObject({ code: words(20), policy: z.literal('deterministic').optional() }),
  components: z
    .array(
      z.strictObject({
        type: z.enum(['header', 'body', 'button']),
        sub_type: z.string().optional(),
        index: z.coerce.number().int().min(0).max(9).optional(),
        parameters: z
          .array(
            z.looseObject({
              type: z.string(),
              text: z.string().optional(),
              payload: z.string().optional(),
              parameter_name: z.string().optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
})

/** What a message can hold, by type, with the limits that Meta sets: lengths in UTF-16 units, which is the strict reading. */
export const contents = {
  text: z.strictObject({ body: words(4096), preview_url: z.boolean().optional() }),
  image,
  video,
  document,
  audio: media({ voice: z.boolean().optional() }),
  sticker: media({}),
  location: z.strictObject({
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  contacts: z
    .array(z.looseObject({ name: z.looseObject({ formatted_name: words(1024) }) }))
    .min(1)
    .max(257),
  reaction: z.strictObject({ message_id: z.string(), emoji: z.string() }),
  interactive,
  template,
}

function areUnique(values: string[]): boolean {
  return new Set(values).size === values.length
}
