import { money } from './quote.ts'
import type { Service, Workshop } from './workshop.ts'

/** What a service costs, as customers read it in their language. */
export function priceIn(
  { price }: Pick<Service, 'price'>,
  { currency }: Pick<Workshop, 'currency'>,
  language: string,
): string | null {
  return typeof price === 'number' ? money(price, currency, language) : price
}

/** What stands below a service's title in a list: its description and its price; null if it has neither. */
export function serviceRow(
  service: Pick<Service, 'description' | 'price'>,
  workshop: Pick<Workshop, 'currency'>,
  language: string,
): string | null {
  return [service.description, priceIn(service, workshop, language)].filter(Boolean).join(' · ') || null
}
