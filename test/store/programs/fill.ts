import { createInterface } from 'node:readline'
import { openEmbeddedStore } from '../../../src/store/embedded.ts'
import { type ConversationRow, type MessageRow, StoreUnavailableError } from '../../../src/store/store.ts'

interface Row extends ConversationRow {
  count: number
  text: string
}

/** Fills a store, twenty turns at a time, until nothing more goes in; then again for each line it reads. */
const store = await openEmbeddedStore<Row, MessageRow>(process.argv[2]!, () => 0)
const acknowledged: string[] = []
let next = 0

async function add(key: string): Promise<boolean> {
  try {
    await store.turn({ workshop: 'torke', key }, async ({ conversation }) => {
      const count = (conversation?.count ?? 0) + 1
      const changed = { workshop: 'torke', key, aliases: [], dueAt: null, count, text: 'x'.repeat(5_000) }
      return { changes: { conversation: changed }, result: count }
    })
    acknowledged.push(key)
    return true
  } catch (error) {
    if (error instanceof StoreUnavailableError) return false
    throw error
  }
}

async function fill(): Promise<void> {
  const refused: string[] = []
  const workers = Array.from({ length: 20 }, async (_, worker) => {
    while (refused.length < 40 && acknowledged.length < 500) {
      const key = `c${next++}`
      if (!(await add(key))) refused.push(key)
      // Not all at one moment: while some are being written, others wait.
      await new Promise((resolve) => (worker % 2 ? setImmediate(resolve) : setTimeout(resolve, worker % 5)))
    }
  })
  await Promise.all(workers)
  const stored: string[] = []
  // Right after a failure the store is being opened again, and says so.
  while (stored.length === 0) {
    try {
      stored.push(...(await store.conversations('torke', { limit: 1_000 })).items.map(({ key }) => key))
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  console.log(JSON.stringify({ acknowledged, refused, stored }))
}

await fill()
for await (const _ of createInterface({ input: process.stdin })) await fill()
await store.close()
