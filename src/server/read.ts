import type { z } from 'zod'
import { shapeWanted } from '../whatsapp/shapeWanted.ts'
import { refuse } from './refusal.ts'

/** What came from outside, as it must be; else 422 with the field that is wrong. */
export function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { success, data, error: refused } = schema.safeParse(value, { reportInput: true, error })
  if (success) return data
  const [issue] = refused.issues
  const isUnknown = issue?.code === 'unrecognized_keys'
  const field = [...(issue?.path ?? []), ...(isUnknown ? issue.keys.slice(0, 1) : [])].join('.')
  return refuse(422, 'invalid', `${field || 'The body'}: ${sentenceOf(issue)}`, field)
}

/** A schema's own sentence goes before it. */
function error(issue: z.core.$ZodRawIssue): string {
  const wanted = shapeWanted(issue)
  return wanted === undefined ? 'is not written as it must be' : `must be ${wanted}`
}

function sentenceOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return 'is not known here'
  if (issue?.code === 'invalid_type' && issue.input === undefined) return 'is missing'
  return issue?.message ?? 'cannot be read'
}
