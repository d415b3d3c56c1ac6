import type { Reader } from './documents.ts'
import { under } from './keys.ts'

interface Seen {
  day: number
  id: string
  arrivedAt: number
}

/** The messages that were seen of one conversation. Each day there is, is looked into: it costs nothing what others wrote. */
export function* seenOf(documents: Reader, workshop: string, key: string): Iterable<Seen> {
  const { start, end } = under('seen')
  for (let from = start; ; ) {
    const [first] = documents.range<number>({ start: from, end, limit: 1 })
    if (!first) return
    const day = first.key[1] as number
    for (const { key: each, value } of documents.range<number>(under('seen', day, workshop, key)))
      yield { day, id: each[4] as string, arrivedAt: value }
    from = ['seen', day + 1]
  }
}
