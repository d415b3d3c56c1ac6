import { z } from 'zod'
import { differ, quoting, some, upTo } from '../limits.ts'
import { Location } from './location.ts'
import { Bare, Document } from './media.ts'

export type TemplateBody = z.infer<typeof TemplateSchema>
export type TemplateComponent = z.infer<typeof Component>

const parameterName = z
  .string()
  .regex(/^[a-z0-9_]+$/, 'lower-case letters, digits and underscores')
  .optional()

/** A value, on one line as Meta wants it. */
const words = (most: number) =>
  upTo(most).regex(/^(?!.*( {5}|[\t\r\n]))/s, 'no line break, tab or five spaces in a row')

const text = (most: number) =>
  z.strictObject({ type: z.literal('text'), parameter_name: parameterName, text: words(most) })
const image = z.strictObject({ type: z.literal('image'), image: Bare })
const video = z.strictObject({ type: z.literal('video'), video: Bare })
const document = z.strictObject({ type: z.literal('document'), document: Document })
const location = z.strictObject({ type: z.literal('location'), location: Location })

/** In Meta's API description only; today's pages make do with text. */
const currency = z.strictObject({
  type: z.literal('currency'),
  parameter_name: parameterName,
  currency: z.strictObject({ fallback_value: some, code: z.string().length(3), amount_1000: z.int() }),
})
const dateTime = z.strictObject({
  type: z.literal('date_time'),
  parameter_name: parameterName,
  date_time: z.strictObject({ fallback_value: some }),
})

const Header = z.strictObject({
  type: z.literal('header'),
  parameters: z
    .array(z.discriminatedUnion('type', [text(60), image, video, document, location]))
    .max(1, 'at most 1 parameter'),
})

const Body = z.strictObject({
  type: z.literal('body'),
  parameters: z
    .array(z.discriminatedUnion('type', [text(1024), currency, dateTime]))
    .refine((all) => new Set(all.map(isNamed)).size <= 1, 'names for all parameters or for none')
    .refine(
      (all) => differ(all.flatMap(({ parameter_name }) => parameter_name ?? [])),
      'names of parameters that differ',
    ),
})

const index = z
  .union([z.string(), z.int()], 'a number from 0 to 9')
  .refine((value) => /^\d$/.test(String(value)), 'a number from 0 to 9')

const button = <Sub extends string, Parameter extends z.ZodType>(sub: Sub, parameter: Parameter) =>
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.literal(sub),
    index,
    parameters: z.array(parameter).min(1, 'at least 1 parameter').max(1, 'at most 1 parameter'),
  })

/** What a catalogue or a Flow is opened with. */
const action = z.strictObject({
  type: z.literal('action'),
  action: z.looseObject({
    flow_token: some.optional(),
    flow_action_data: z.record(z.string(), z.unknown()).optional(),
    thumbnail_product_retailer_id: some.optional(),
  }),
})

const Button = z.discriminatedUnion('sub_type', [
  button('quick_reply', z.strictObject({ type: z.literal('payload'), payload: upTo(256) })),
  button('url', z.strictObject({ type: z.literal('text'), text: words(2000) })),
  button('copy_code', z.strictObject({ type: z.literal('coupon_code'), coupon_code: words(20) })),
  button('flow', action),
  button('catalog', action),
])

const Component = z.discriminatedUnion('type', [Header, Body, Button])

export const TemplateSchema = z.strictObject({
  type: z.literal('template'),
  template: z.strictObject({
    name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'at most 512 lower-case letters, digits and underscores'),
    language: z.strictObject({ policy: z.literal('deterministic'), code: upTo(15) }),
    components: z
      .array(Component)
      .refine((all) => differ(all.map(placeOf)), 'one component for each place')
      .optional(),
  }),
  ...quoting,
})

function isNamed({ parameter_name }: { parameter_name?: string | undefined }): boolean {
  return parameter_name !== undefined
}

function placeOf(component: TemplateComponent): string {
  return component.type === 'button' ? `button ${component.index}` : component.type
}
