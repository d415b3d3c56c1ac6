import { z } from 'zod'
import { MessageLimitError } from './errors.ts'
import { shapeWanted } from './shapeWanted.ts'

/**
 * Hands back the same body, or throws `MessageLimitError` for the first of Meta's limits that it breaks.
 * @param above where in the message the body stands
 */
export function within<S extends z.ZodType>(schema: S, body: z.input<S>, above: string[] = []): z.infer<S> {
  const { error } = schema.safeParse(body, { error: shapeWanted })
  if (!error) return body as z.infer<S>
  const issue = error.issues[0]!
  const { message } = issue
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  throw new MessageLimitError([...above, ...path].join('.'), message, lengthAt(body, path))
}

/** A text that must be there, of at most so many UTF-16 units. */
export const upTo = (most: number) =>
  z
    .string()
    // zod's own `max` counts an emoji as one.
    .refine((text) => text.length <= most, `at most ${most} characters`)
    .regex(/\S/, 'at least one visible character')

/** A text that must be there, where Meta names no limit. */
export const some = z.string().regex(/\S/, 'at least one visible character')

export const link = z.string().regex(/^https?:\/\/./, 'a link that starts with https:// or http://')

/** Quotes the message that Meta knows by this id. */
export const quoting = { context: z.strictObject({ message_id: upTo(512) }).optional() }

/** Whether no two are the same. */
export function differ(values: string[]): boolean {
  return new Set(values).size === values.length
}

function lengthAt(body: unknown, path: PropertyKey[]): number {
  const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], body)
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0
}
