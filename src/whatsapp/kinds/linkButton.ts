import { z } from 'zod'
import { link, upTo } from '../limits.ts'
import { type Interactive, interactive } from './interactive.ts'
import { AnyHeader, type Around, around, Body, Footer } from './parts.ts'

export type LinkButtonBody = Interactive<typeof LinkButton>

/** A text over one button (20 characters) that opens a page. */
export function linkButton(message: Around & { title: string; url: string }): LinkButtonBody {
  return interactive(LinkButton, {
    type: 'cta_url',
    ...around(message),
    action: { name: 'cta_url', parameters: { display_text: message.title, url: message.url } },
  })
}

export const LinkButton = z.strictObject({
  type: z.literal('cta_url'),
  header: AnyHeader.optional(),
  body: Body,
  footer: Footer.optional(),
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: upTo(20), url: link }),
  }),
})
