import { z } from 'zod'

/** A string, or a number where Meta or a tool in between wrote one. */
export const words = z.union([z.string(), z.number().transform(String)])

/** Meta's ids are opaque; one longer than this is no id, and no key to store anything under. */
export const identifier = words.refine((id) => id.length > 0 && id.length <= 512)

/** Unix seconds, as a string or a number, to Unix milliseconds. */
export const timestamp = words
  .pipe(z.string().regex(/^[1-9]\d{0,10}$/))
  .transform((text) => Number(text) * 1000)

/** One of Graph's error codes. */
export const errorCode = words.pipe(z.string().regex(/^-?\d{1,9}$/)).transform(Number)

/** What may be absent; what cannot be read counts as absent, so that it spoils nothing beside it. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined)
}

/** An object of which only these fields are wanted; each may be absent. */
export function part<T extends z.ZodRawShape>(shape: T) {
  const object = z.object(shape)
  const empty = object.parse({})
  return object.catch(() => ({ ...empty }))
}

/** The items of what should be a list; a lone thing where a list should be is its only item. */
export function items(list: unknown): unknown[] {
  if (list === undefined || list === null) return []
  return Array.isArray(list) ? list : [list]
}

/** A phone's digits, as Meta writes them in `from` and `wa_id`; with `+`, spaces or dashes too. */
export function readPhone(text: string | undefined): string | undefined {
  const digits = text?.replace(/[\s+().-]/g, '')
  return digits !== undefined && /^\d{5,15}$/.test(digits) ? digits : undefined
}

/** A business-scoped user id (`UY.13491208655`, since 2026), which may also stand where a phone should. */
export function readUserId(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text) ? text : undefined
}
