import type { Page } from '../store/store.ts'
import { refuse } from './refusal.ts'

/** A page of what is in memory anyway, in its own order. The cursor is what `nameOf` says of the last one before it. */
export function pageOf<T>(
  all: T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  nameOf: (item: T) => string,
): Page<T> {
  const last = cursor === undefined ? -1 : all.findIndex((item) => nameOf(item) === cursor)
  if (last < 0 && cursor !== undefined)
    refuse(422, 'invalid', 'cursor: what it stands for is gone; begin again without', 'cursor')
  const items = all.slice(last + 1, last + 1 + limit)
  return { items, next: last + 1 + limit < all.length ? nameOf(items.at(-1)!) : null }
}
