import type { z } from 'zod'
import { refuse } from './refusal.ts'

/** What came from outside, as it must be; else 422 with the field that is wrong. */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return refuse(422, 'invalid', `${field || 'The body'}: ${issue?.message}`, field)
}
