import type { z } from 'zod'
import { within } from '../limits.ts'

/** The body of an interactive message of one kind. */
export type Interactive<S extends z.ZodType> = {
  type: 'interactive'
  interactive: z.infer<S>
  context?: { message_id: string } | undefined
}

/** Wraps what is interactive of a message, once it is known to keep Meta's limits. */
export function interactive<S extends z.ZodType>(schema: S, message: z.input<S>): Interactive<S> {
  return { type: 'interactive', interactive: within(schema, message, ['interactive']) }
}
