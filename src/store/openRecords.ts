import { fillEmbeddedStore } from './embeddedFilling.ts'
import { openEmbeddedRecords } from './embeddedRecords.ts'
import type { Which } from './open.ts'
import { nameOf } from './postgres/hosts.ts'
import type { Filling, Records } from './records.ts'

/** @returns undefined when nothing was ever stored there */
export async function openRecords({ databaseUrl, dataDir }: Which): Promise<Records | undefined> {
  if (databaseUrl === undefined) return openEmbeddedRecords(dataDir)
  const { openPostgresRecords } = await import('./postgres/records.ts')
  return openPostgresRecords(databaseUrl)
}

/** @throws StoreNotEmptyError, and what each store throws where a server runs on it */
export async function fillStore({ databaseUrl, dataDir }: Which): Promise<Filling> {
  if (databaseUrl === undefined) return fillEmbeddedStore(dataDir)
  const { fillPostgresStore } = await import('./postgres/filling.ts')
  return fillPostgresStore(databaseUrl)
}

/** Where a store is, as an operator knows it. */
export function placeOf({ databaseUrl, dataDir }: Which): string {
  return databaseUrl === undefined ? dataDir : nameOf(databaseUrl)
}
