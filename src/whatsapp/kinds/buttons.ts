import { z } from 'zod'
import { differ, upTo } from '../limits.ts'
import { type Interactive, interactive } from './interactive.ts'
import { AnyHeader, type Around, around, Body, Footer } from './parts.ts'

export type ButtonsBody = Interactive<typeof Buttons>

/** Something to choose: `id` comes back when it is tapped. */
export interface Choosable {
  id: string
  title: string
  description?: string | undefined
}

/** A text of at most 1,024 characters over one to three buttons with titles of at most 20. */
export function buttons(message: Around & { options: Choosable[] }): ButtonsBody {
  const replies = message.options.map(({ id, title }) => ({ type: 'reply' as const, reply: { id, title } }))
  return interactive(Buttons, { type: 'button', ...around(message), action: { buttons: replies } })
}

const Reply = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: upTo(256), title: upTo(20) }),
})

export const Buttons = z.strictObject({
  type: z.literal('button'),
  header: AnyHeader.optional(),
  body: Body,
  footer: Footer.optional(),
  action: z.strictObject({
    buttons: z
      .array(Reply)
      .min(1, 'at least 1 button')
      .max(3, 'at most 3 buttons')
      .refine((list) => differ(list.map(({ reply }) => reply.id)), 'ids that differ')
      .refine((list) => differ(list.map(({ reply }) => reply.title)), 'titles that differ'),
  }),
})
