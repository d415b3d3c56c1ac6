import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const open: (() => unknown)[] = []

/** Has something closed after the test, the last opened first; closing twice must be harmless. */
export function closeAfterTest(close: () => unknown): void {
  open.push(close)
}

export async function closeAll(): Promise<void> {
  for (let close = open.pop(); close; close = open.pop()) await close()
}

/** A folder of the test's own, gone after it. */
export function temporaryFolder(): string {
  // Short, since the path of the socket in it may have 107 characters at most.
  const folder = mkdtempSync(join(place, 'chasqui-'))
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const memory = '/dev/shm'

/**
 * Where the folders of tests are: in memory where it has 2 GB for them, since waiting for a disk is what takes longest, and
 * no test pulls a machine's plug. `TMPDIR=/tmp npm test` has them on the disk.
 */
export const place = process.env.TMPDIR === undefined && roomIn(memory) > 2 * 1024 ** 3 ? memory : tmpdir()

/** In bytes. */
function roomIn(folder: string): number {
  if (!existsSync(folder)) return 0
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
