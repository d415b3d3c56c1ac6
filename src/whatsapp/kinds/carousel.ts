import { z } from 'zod'
import { differ, link, some, upTo } from '../limits.ts'
import { type Interactive, interactive } from './interactive.ts'
import type { Source } from './media.ts'
import { AnyHeader, Body } from './parts.ts'

export type CarouselBody = Interactive<typeof Carousel>

/** Two to ten cards side by side, each with a picture or a film, at most 160 characters and a button (20) to a page. */
export function carousel(message: {
  body: string
  cards: { header: { image: Source } | { video: Source }; body?: string; title: string; url: string }[]
}): CarouselBody {
  const cards = message.cards.map(({ header, body, title, url }, index) => ({
    card_index: index,
    type: 'cta_url' as const,
    header: 'image' in header ? { type: 'image', ...header } : { type: 'video', ...header },
    ...(body !== undefined && { body: { text: body } }),
    action: { name: 'cta_url', parameters: { display_text: title, url } },
  }))
  return interactive(Carousel, {
    type: 'carousel',
    body: { text: message.body },
    action: { cards },
  } as z.input<typeof Carousel>)
}

const index = z.int().min(0).max(9)
const CardBody = z.strictObject({
  text: upTo(160).refine((text) => (text.match(/\n/g) ?? []).length <= 2, 'at most 2 line breaks'),
})

const Card = z.discriminatedUnion('type', [
  z.strictObject({
    card_index: index,
    type: z.literal('cta_url'),
    header: AnyHeader.refine(({ type }) => type === 'image' || type === 'video', 'an image or a video'),
    body: CardBody.optional(),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: upTo(20), url: link }),
    }),
  }),
  z.strictObject({
    card_index: index,
    type: z.literal('product'),
    action: z.strictObject({ catalog_id: some, product_retailer_id: some }),
  }),
])

export const Carousel = z.strictObject({
  type: z.literal('carousel'),
  body: Body,
  action: z.strictObject({
    cards: z
      .array(Card)
      .min(2, 'at least 2 cards')
      .max(10, 'at most 10 cards')
      .refine((cards) => differ(cards.map(({ card_index }) => String(card_index))), 'indexes that differ')
      .refine((cards) => new Set(cards.map(kindOf)).size === 1, 'cards that are all of one kind'),
  }),
})

function kindOf(card: z.infer<typeof Card>): string {
  return card.type === 'product' ? 'product' : card.header.type
}
