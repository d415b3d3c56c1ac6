import { z } from 'zod'

/** A text that must be there, of at most so many UTF-16 units. */
export const upTo = (most: number) =>
  z
    .string()
    // zod's own `max` counts an emoji as one.
    .refine((text) => text.length <= most, `at most ${most} characters`)
    .regex(/\S/, 'at least one visible character')

export const link = z.string().regex(/^https?:\/\/./, 'a link that starts with https:// or http://')

/** A file that was uploaded (`id`, valid for 30 days) or that Meta fetches itself (`link`). */
export const media = { id: upTo(512).optional(), link: link.optional() }

export const caption = upTo(1024).optional()

export function oneSource<T extends z.ZodType<{ id?: string | undefined; link?: string | undefined }>>(
  schema: T,
) {
  return schema.refine(
    ({ id, link }) => (id === undefined) !== (link === undefined),
    'either an id or a link',
  )
}

/** Whether no two are the same. */
export function differ(values: string[]): boolean {
  return new Set(values).size === values.length
}

export const Image = oneSource(z.object({ ...media, caption }))
export const Document = oneSource(z.object({ ...media, caption, filename: upTo(240).optional() }))
