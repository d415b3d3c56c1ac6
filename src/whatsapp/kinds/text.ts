import { z } from 'zod'
import { quoting, upTo, within } from '../limits.ts'

export type TextBody = z.infer<typeof TextBody>

/** Free text, at most 4,096 characters; with `preview`, the first link in it is shown as it looks. */
export function text(body: string, { preview = false } = {}): TextBody {
  return within(TextBody, { type: 'text', text: { body, ...(preview && { preview_url: true }) } })
}

export const TextBody = z.strictObject({
  type: z.literal('text'),
  text: z.strictObject({ body: upTo(4096), preview_url: z.boolean().optional() }),
  ...quoting,
})
