import { openEmbeddedStore } from './embedded.ts'
import type { ConversationRow, MessageRow, Store } from './store.ts'

/** Which store: PostgreSQL where there is a `databaseUrl`, else the one in `dataDir`. */
export interface Which {
  databaseUrl: string | undefined
  dataDir: string
}

/** `isTried`: in the sandbox and in tests, where a flow or a part of ours that changes what is stored in place is to hear of it. */
export async function openStore<C extends ConversationRow, M extends MessageRow>(
  { databaseUrl, dataDir }: Which,
  now: () => number,
  { isTried = true }: { isTried?: boolean } = {},
): Promise<Store<C, M>> {
  if (databaseUrl === undefined) return openEmbeddedStore<C, M>(dataDir, now, { frozen: isTried })
  // Who does not need its driver does not load it.
  const { openPostgresStore } = await import('./postgres/store.ts')
  return openPostgresStore<C, M>(databaseUrl, now)
}
