import { openEmbeddedStore } from './embedded.ts'
import { fillEmbeddedStore } from './embeddedFilling.ts'
import { openEmbeddedRecords } from './embeddedRecords.ts'
import { fillPostgresStore } from './postgres/filling.ts'
import { nameOf } from './postgres/hosts.ts'
import { openPostgresRecords } from './postgres/records.ts'
import { openPostgresStore } from './postgres/store.ts'
import type { Filling, Records } from './records.ts'
import type { ConversationRow, MessageRow, Store } from './store.ts'

/** Which store: PostgreSQL where there is a `databaseUrl`, else the one in `dataDir`. */
export interface Which {
  databaseUrl: string | undefined
  dataDir: string
}

export async function openStore<C extends ConversationRow, M extends MessageRow>(
  { databaseUrl, dataDir }: Which,
  now: () => number,
): Promise<Store<C, M>> {
  if (databaseUrl === undefined) return openEmbeddedStore<C, M>(dataDir, now)
  return openPostgresStore<C, M>(databaseUrl, now)
}

/** @returns undefined when nothing was ever stored there */
export async function openRecords({ databaseUrl, dataDir }: Which): Promise<Records | undefined> {
  if (databaseUrl === undefined) return openEmbeddedRecords(dataDir)
  return openPostgresRecords(databaseUrl)
}

/** @throws StoreNotEmptyError, and what each store throws where a server runs on it */
export async function fillStore({ databaseUrl, dataDir }: Which): Promise<Filling> {
  if (databaseUrl === undefined) return fillEmbeddedStore(dataDir)
  return fillPostgresStore(databaseUrl)
}

/** Where that is, as an operator knows it. */
export function placeOf({ databaseUrl, dataDir }: Which): string {
  return databaseUrl === undefined ? dataDir : nameOf(databaseUrl)
}
