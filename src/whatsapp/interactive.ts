import { z } from 'zod'
import { Document, differ, link, media, oneSource, upTo } from './limits.ts'

const Header = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: upTo(60) }),
  z.object({ type: z.literal('image'), image: oneSource(z.object(media)) }),
  z.object({ type: z.literal('video'), video: oneSource(z.object(media)) }),
  z.object({ type: z.literal('document'), document: Document }),
])

const Footer = z.object({ text: upTo(60) })

/** One to three reply buttons. */
export const Buttons = z.object({
  type: z.literal('button'),
  header: Header.optional(),
  body: z.object({ text: upTo(1024) }),
  footer: Footer.optional(),
  action: z.object({
    buttons: z
      .array(z.object({ type: z.literal('reply'), reply: z.object({ id: upTo(256), title: upTo(20) }) }))
      .min(1, 'at least 1 button')
      .max(3, 'at most 3 buttons')
      .refine((list) => differ(list.map(({ reply }) => reply.id)), 'ids that differ')
      .refine((list) => differ(list.map(({ reply }) => reply.title)), 'titles that differ'),
  }),
})

const Row = z.object({ id: upTo(200), title: upTo(24), description: upTo(72).optional() })

/** A list of at most ten rows, in all its sections together. */
export const List = z.object({
  type: z.literal('list'),
  header: z.object({ type: z.literal('text'), text: upTo(60) }).optional(),
  body: z.object({ text: upTo(4096) }),
  footer: Footer.optional(),
  action: z.object({
    button: upTo(20),
    sections: z
      .array(
        z.object({
          title: upTo(24).optional(),
          rows: z.array(Row).min(1, 'at least 1 row').max(10, 'at most 10 rows'),
        }),
      )
      .min(1, 'at least 1 section')
      .refine(
        (sections) => sections.flatMap(({ rows }) => rows).length <= 10,
        'at most 10 rows in all sections',
      )
      .refine(
        (sections) => differ(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
        'ids that differ',
      ),
  }),
})

/** A link on a button; a question for the customer's place; a question for a phone that is hidden. */
const LinkButton = z.object({
  type: z.literal('cta_url'),
  header: Header.optional(),
  body: z.object({ text: upTo(1024) }),
  footer: Footer.optional(),
  action: z.object({
    name: z.literal('cta_url'),
    parameters: z.object({ display_text: upTo(20), url: link }),
  }),
})
const AskLocation = z.object({
  type: z.literal('location_request_message'),
  body: z.object({ text: upTo(1024) }),
  action: z.object({ name: z.literal('send_location') }),
})
const AskPhone = z.object({
  type: z.literal('request_contact_info'),
  body: z.object({ text: upTo(1024) }),
  action: z.object({ name: z.literal('request_contact_info') }),
})

export const InteractiveBody = z.object({
  type: z.literal('interactive'),
  interactive: z.discriminatedUnion('type', [Buttons, List, LinkButton, AskLocation, AskPhone]),
})
