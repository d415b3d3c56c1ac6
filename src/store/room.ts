import { statfsSync } from 'node:fs'
import { StoreUnavailableError } from './store.ts'

/**
 * So much stays free on the disk, in bytes. LMDB's native code may take the whole process with it when a write to a full
 * disk fails (it puts the reason into too small a buffer): better not to get there.
 */
export const reserve = 64 * 1024 * 1024

/** For so long, in ms, it is taken for granted that there is room, however fast others write. */
const freshFor = 20

/** Sees to it that there is room to write. */
export class Room {
  readonly #free: () => number
  #checkedAt = Number.NEGATIVE_INFINITY

  constructor(free: () => number) {
    this.#free = free
  }

  /** @throws StoreUnavailableError while there is less than the reserve */
  check(): void {
    const now = performance.now()
    if (now - this.#checkedAt < freshFor) return
    const free = this.#free()
    if (free < reserve) throw new StoreUnavailableError(new DiskFullError(free))
    this.#checkedAt = now
  }
}

/** Bytes that are free where a folder is, for those who are not root. */
export function freeAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** The disk is nearly full. */
export class DiskFullError extends Error {
  override name = 'DiskFullError' as const

  constructor(free: number) {
    const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
    super(
      `only ${megabytes(free)} MB are free on the disk of DATA_DIR, and ${megabytes(reserve)} MB must stay free. Make room, and it goes on by itself.`,
    )
  }
}
