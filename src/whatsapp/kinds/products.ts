import { z } from 'zod'
import { some, upTo } from '../limits.ts'
import { type Interactive, interactive } from './interactive.ts'
import { type Around, around, Body, Footer, TextHeader } from './parts.ts'

export type ProductBody = Interactive<typeof Product>
export type ProductsBody = Interactive<typeof Products>
export type CatalogBody = Interactive<typeof Catalog>

/** One product of a catalogue, by its number there; the words are optional. */
export function product(message: {
  catalog: string
  product: string
  body?: string
  footer?: string
}): ProductBody {
  const { catalog, product, body, footer } = message
  return interactive(Product, {
    type: 'product',
    ...(body !== undefined && { body: { text: body } }),
    ...(footer !== undefined && { footer: { text: footer } }),
    action: { catalog_id: catalog, product_retailer_id: product },
  })
}

/** At most 30 products in at most ten sections, under a header that Meta wants. */
export function products(
  message: Omit<Around, 'header'> & {
    header: string
    catalog: string
    sections: { title: string; products: string[] }[]
  },
): ProductsBody {
  const sections = message.sections.map(({ title, products }) => ({
    title,
    product_items: products.map((product) => ({ product_retailer_id: product })),
  }))
  return interactive(Products, {
    type: 'product_list',
    ...around(message),
    action: { catalog_id: message.catalog, sections },
  } as z.input<typeof Products>)
}

/** A text over a button that opens the whole catalogue; `thumbnail` is the product whose picture stands on it. */
export function catalog(message: { body: string; footer?: string; thumbnail: string }): CatalogBody {
  return interactive(Catalog, {
    type: 'catalog_message',
    ...(around(message) as { body: { text: string } }),
    action: {
      name: 'catalog_message',
      parameters: { thumbnail_product_retailer_id: message.thumbnail },
    },
  })
}

const Item = z.strictObject({ product_retailer_id: some })
const Section = z.strictObject({
  title: upTo(24).optional(),
  product_items: z.array(Item).min(1, 'at least 1 product').max(30, 'at most 30 products'),
})

export const Product = z.strictObject({
  type: z.literal('product'),
  body: Body.optional(),
  footer: Footer.optional(),
  action: z.strictObject({ catalog_id: some, product_retailer_id: some }),
})

export const Products = z.strictObject({
  type: z.literal('product_list'),
  header: TextHeader,
  body: Body,
  footer: Footer.optional(),
  action: z.strictObject({
    catalog_id: some,
    sections: z
      .array(Section)
      .min(1, 'at least 1 section')
      .max(10, 'at most 10 sections')
      .refine(
        (sections) => sections.flatMap(({ product_items }) => product_items).length <= 30,
        'at most 30 products in all sections',
      )
      .refine(
        (sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined),
        'a title on each of several sections',
      ),
  }),
})

export const Catalog = z.strictObject({
  type: z.literal('catalog_message'),
  body: Body,
  footer: Footer.optional(),
  action: z.strictObject({
    name: z.literal('catalog_message'),
    parameters: z.strictObject({ thumbnail_product_retailer_id: some }),
  }),
})
