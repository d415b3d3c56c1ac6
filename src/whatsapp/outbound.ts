import { z } from 'zod'
import { MessageLimitError } from './errors.ts'
import { type Buttons, InteractiveBody, type List } from './interactive.ts'
import { Document, Image, media, oneSource, upTo } from './limits.ts'

/**
 * What can be posted to a customer, in Meta's own shapes and without the address. Lengths are counted in UTF-16 units:
 * Meta does not say how it counts, and no other count is higher.
 */
export type OutboundBody = z.infer<typeof OutboundBody>
export type TextBody = z.infer<typeof TextBody>
export type ButtonsBody = { type: 'interactive'; interactive: z.infer<typeof Buttons> }
export type ListBody = { type: 'interactive'; interactive: z.infer<typeof List> }
export type TemplateBody = z.infer<typeof TemplateBody>
export type DocumentBody = z.infer<typeof DocumentBody>

/** Hands back the same body, or throws `MessageLimitError` for the first of Meta's limits that it breaks. */
export function checked<T>(body: T): T {
  const { error } = OutboundBody.safeParse(body)
  if (!error) return body
  const { path, message } = error.issues[0]!
  throw new MessageLimitError(path.join('.'), message, lengthAt(body, path))
}

function lengthAt(body: unknown, path: PropertyKey[]): number {
  const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], body)
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0
}

const TextBody = z.object({
  type: z.literal('text'),
  text: z.object({ body: upTo(4096), preview_url: z.boolean().optional() }),
})

const Component = z.looseObject({
  type: z.string(),
  parameters: z
    .array(z.looseObject({ type: z.string(), text: upTo(1024).optional(), payload: upTo(256).optional() }))
    .optional(),
})

const TemplateBody = z.object({
  type: z.literal('template'),
  template: z.object({
    name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'at most 512 lower-case letters, digits and underscores'),
    language: z.looseObject({ code: upTo(15) }),
    components: z.array(Component).optional(),
  }),
})

const DocumentBody = z.object({ type: z.literal('document'), document: Document })

const number = z.union([z.number(), z.string()])

const OutboundBody = z.discriminatedUnion('type', [
  TextBody,
  InteractiveBody,
  TemplateBody,
  DocumentBody,
  z.object({ type: z.literal('image'), image: Image }),
  z.object({ type: z.literal('video'), video: Image }),
  z.object({
    type: z.literal('audio'),
    audio: oneSource(z.object({ ...media, voice: z.boolean().optional() })),
  }),
  z.object({ type: z.literal('sticker'), sticker: oneSource(z.object(media)) }),
  z.object({
    type: z.literal('location'),
    location: z.object({
      latitude: number,
      longitude: number,
      name: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
  z.object({
    type: z.literal('contacts'),
    contacts: z.array(z.looseObject({})).min(1, 'at least 1 contact').max(257, 'at most 257 contacts'),
  }),
  z.object({ type: z.literal('reaction'), reaction: z.object({ message_id: upTo(512), emoji: z.string() }) }),
])
