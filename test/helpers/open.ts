import { mkdtempSync, rmSync } from 'node:fs'
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
export function temporaryFolder(parent = tmpdir()): string {
  // Short, since the path of the socket in it may have 107 characters at most.
  const folder = mkdtempSync(join(parent, 'chasqui-'))
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
