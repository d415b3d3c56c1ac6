import { z } from 'zod'
import { link, quoting, some, within } from '../limits.ts'

export type ContactsBody = z.infer<typeof ContactsBody>

/** A card of the address book. */
export type ContactCard = z.infer<typeof Contact>

/** One to 257 contact cards. A card whose name has no parts gets its whole name as the first one. */
export function contacts(cards: ContactCard[]): ContactsBody {
  return within(ContactsBody, { type: 'contacts', contacts: cards.map(withPart) })
}

/** Older pages of Meta's want one part of the name beside the whole. */
function withPart(card: ContactCard): ContactCard {
  const { formatted_name, ...parts } = card.name
  if (Object.keys(parts).length > 0) return card
  return { ...card, name: { formatted_name, first_name: formatted_name } }
}

const word = some.optional()
const kind = z.enum(['HOME', 'WORK', 'CELL', 'MAIN', 'IPHONE']).optional()
const place = z.enum(['HOME', 'WORK']).optional()

const Contact = z.strictObject({
  name: z.strictObject({
    formatted_name: some,
    first_name: word,
    last_name: word,
    middle_name: word,
    prefix: word,
    suffix: word,
  }),
  phones: z.array(z.strictObject({ phone: some, type: kind, wa_id: word })).optional(),
  emails: z.array(z.strictObject({ email: z.email('an e-mail address'), type: place })).optional(),
  urls: z.array(z.strictObject({ url: link, type: place })).optional(),
  addresses: z
    .array(
      z.strictObject({
        street: word,
        city: word,
        state: word,
        zip: word,
        country: word,
        country_code: word,
        type: place,
      }),
    )
    .optional(),
  org: z.strictObject({ company: word, department: word, title: word }).optional(),
  birthday: z.iso.date('a date like 1990-12-24').optional(),
})

export const ContactsBody = z.strictObject({
  type: z.literal('contacts'),
  contacts: z.array(Contact).min(1, 'at least 1 contact').max(257, 'at most 257 contacts'),
  ...quoting,
})
