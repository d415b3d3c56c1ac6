import type { Service } from './workshop.ts'

/** What stands below a service's title in a list: its description and its price; null if it has neither. */
export function serviceRow({ description, price }: Pick<Service, 'description' | 'price'>): string | null {
  return [description, price].filter(Boolean).join(' · ') || null
}
