import { Batch, type DocumentKey, type Documents } from './documents.ts'

/** Meta comes again with a message for up to 7 days: for so long, in ms, it must be known that it was seen. */
export const seenFor = 8 * 86_400_000

/** Removed in one commit: few, so that no turn waits long for its own. */
const atOnce = 500

/**
 * Forgets the messages that were seen too long ago to come again. What was sent long ago but came lately, or without a
 * timestamp, is still known.
 * @param now Unix ms
 * @throws StoreUnavailableError; what was forgotten until then stays forgotten
 */
export async function prune(documents: Documents, now: number): Promise<void> {
  const oldest = now - seenFor
  const end = ['seen', Math.floor(oldest / 86_400_000)]
  for (let start: DocumentKey | undefined = ['seen']; start; ) {
    const batch = new Batch(documents)
    const rows: { key: DocumentKey; value: number }[] = [
      ...documents.range<number>({ start, end, limit: atOnce }),
    ]
    for (const { key, value } of rows) if (value < oldest) batch.remove(key)
    await documents.commit(batch)
    start = rows.length === atOnce ? rows.at(-1)!.key : undefined
  }
}
