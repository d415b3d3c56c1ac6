import { openEmbeddedStore } from './embedded.ts'
import type { ConversationRow, MessageRow, Store } from './store.ts'

/** Which store: PostgreSQL where there is a `databaseUrl`, else the one in `dataDir`. */
export interface Which {
  databaseUrl: string | undefined
  dataDir: string
}

/**
 * `isFrozen`: whoever changes in place what a store keeps in memory hears of it; that costs a tenth of a turn, so it is for
 * where flows are tried.
 */
export async function openStore<C extends ConversationRow, M extends MessageRow>(
  { databaseUrl, dataDir }: Which,
  now: () => number,
  { isFrozen = true }: { isFrozen?: boolean } = {},
): Promise<Store<C, M>> {
  if (databaseUrl === undefined) return openEmbeddedStore<C, M>(dataDir, now, { isFrozen })
  // Who does not need its driver does not load it.
  const { openPostgresStore } = await import('./postgres/store.ts')
  return openPostgresStore<C, M>(databaseUrl, now, undefined, { isFrozen })
}
