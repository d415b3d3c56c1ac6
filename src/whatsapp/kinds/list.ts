import { z } from 'zod'
import { differ, upTo } from '../limits.ts'
import type { Choosable } from './buttons.ts'
import { type Interactive, interactive } from './interactive.ts'
import { around, Footer, TextHeader } from './parts.ts'

export type ListBody = Interactive<typeof List>

/** A text of at most 4,096 characters with a button (20) that opens a list of at most ten rows (24, and 72 below). */
export function list(message: {
  header?: string
  body: string
  footer?: string
  button: string
  options: Choosable[]
}): ListBody {
  return interactive(List, {
    type: 'list',
    ...around(message),
    // Meta's reference wants a title on every section, even the only one.
    action: {
      button: message.button,
      sections: [{ title: message.button, rows: message.options.map(row) }],
    },
  } as z.input<typeof List>)
}

function row({ id, title, description }: Choosable) {
  return { id, title, ...(description !== undefined && { description }) }
}

const Row = z.strictObject({ id: upTo(200), title: upTo(24), description: upTo(72).optional() })
const Section = z.strictObject({
  title: upTo(24).optional(),
  rows: z.array(Row).min(1, 'at least 1 row').max(10, 'at most 10 rows'),
})

/** A list of at most ten rows, in all its sections together. */
export const List = z.strictObject({
  type: z.literal('list'),
  header: TextHeader.optional(),
  body: z.strictObject({ text: upTo(4096) }),
  footer: Footer.optional(),
  action: z.strictObject({
    button: upTo(20),
    sections: z
      .array(Section)
      .min(1, 'at least 1 section')
      .refine(
        (sections) => sections.flatMap(({ rows }) => rows).length <= 10,
        'at most 10 rows in all sections',
      )
      .refine(
        (sections) => differ(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
        'ids that differ',
      )
      .refine(
        (sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined),
        'a title on each of several sections',
      ),
  }),
})
