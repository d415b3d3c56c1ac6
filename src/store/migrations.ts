import { Batch, type Documents, type Reader } from './documents.ts'
import { everything, keys, under } from './keys.ts'
import { listings } from './listings.ts'

/** Takes what is stored from one version to the next: reads all it needs and stages all it changes. */
export type Migration = (stored: Reader, batch: Batch) => void

/**
 * In order: the first one takes version 1 to version 2. They are never changed or taken out once they were released:
 * a store may be as old as the first.
 */
export const migrations: Migration[] = [listed]

/** What there was before conversations and messages could be listed is put on the lists that it belongs to. */
function listed(stored: Reader, batch: Batch): void {
  for (const kind of ['conversation', 'message'] as const)
    for (const { key, value } of stored.range(under(kind)))
      for (const each of listings[kind](key, value)) batch.put(each, 1)
}

/** The version that a list of migrations leads to. */
export function versionAfter(list: Migration[]): number {
  return list.length + 1
}

/** What is stored is of this version; undefined when there is nothing yet. */
export function versionOf(stored: Reader): number | undefined {
  const version = stored.get<number>(keys.version)
  if (version !== undefined) return version
  // The first stores said nothing of their version.
  for (const _ of stored.range({ ...everything, limit: 1 })) return 1
  return undefined
}

/**
 * Brings what is stored up to date, one commit for each version: what was interrupted goes on from the last one.
 * @param folder to be named in errors
 * @throws DataTooNewError, StoreUnavailableError
 */
export async function migrate(documents: Documents, folder: string, list = migrations): Promise<void> {
  const latest = versionAfter(list)
  const present = versionOf(documents)
  refuseNewer(present, folder, latest)
  for (let version = present ?? latest; version < latest; version++) {
    const batch = new Batch(documents)
    list[version - 1]!(documents, batch)
    batch.put(keys.version, version + 1)
    await documents.commit(batch)
  }
  if (documents.get(keys.version) !== undefined) return
  const batch = new Batch(documents)
  batch.put(keys.version, latest)
  await documents.commit(batch)
}

/** For those who only read: nothing is changed. @throws DataTooNewError, DataTooOldError */
export function refuseOtherVersion(stored: Reader, folder: string): void {
  const latest = versionAfter(migrations)
  const present = versionOf(stored)
  refuseNewer(present, folder, latest)
  if (present !== undefined && present < latest) throw new DataTooOldError(folder, present, latest)
}

export function refuseNewer(version: number | undefined, where: string, latest: number): void {
  if (version !== undefined && version > latest) throw new DataTooNewError(where, version, latest)
}

/** A newer Chasqui wrote it: this one would misread it. */
export class DataTooNewError extends Error {
  override name = 'DataTooNewError' as const

  constructor(where: string, version: number, latest: number) {
    super(
      `The data in ${where} is of version ${version}, and this Chasqui knows versions up to ${latest}. Run the newer Chasqui that wrote it.`,
    )
  }
}

/** An older Chasqui wrote it, and who reads must not change it. */
export class DataTooOldError extends Error {
  override name = 'DataTooOldError' as const

  constructor(where: string, version: number, latest: number) {
    super(
      `The data in ${where} is of version ${version}, and this Chasqui reads version ${latest}. Start the server once: it brings the data up to date.`,
    )
  }
}
