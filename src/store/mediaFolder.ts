import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { freeAt, reserve } from './room.ts'

/**
 * Files that customers sent, for the server's user only: `<workshop>/<customer>/<digest>`. What a customer sends twice is
 * there once, and forgetting a customer takes nothing from others. Several servers may share the folder.
 */
export class MediaFolder {
  readonly #folder: string
  #swept: Promise<void> | undefined

  /** @param folder is made when the first file comes */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where a file is, if it is. `customer`: the key of the conversation; `sha256`: 64 hexadecimal digits. */
  path(workshop: string, customer: string, sha256: string): string {
    return join(this.#folder, workshop, customer, sha256)
  }

  /** Removes all that a customer sent. */
  async forget(workshop: string, customer: string): Promise<void> {
    await rm(join(this.#folder, workshop, customer), { recursive: true, force: true })
  }

  /**
   * Has a file written under a name of its own, and gives it its place once it is whole; durable when it resolves.
   * @throws NoRoomError; and whatever `write` throws: then nothing is left of it
   */
  async keep<T extends { sha256: string }>(
    workshop: string,
    customer: string,
    write: (path: string) => Promise<T>,
  ): Promise<T> {
    const incoming = join(this.#folder, '.incoming')
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    this.#swept ??= sweep(incoming).catch(() => {})
    await this.#swept
    if (freeAt(incoming) < roomForMedia) throw new NoRoomError()
    const path = join(incoming, randomUUID())
    try {
      const file = await write(path)
      const place = this.path(workshop, customer, file.sha256)
      await mkdir(dirname(place), { recursive: true, mode: 0o700 })
      await rename(path, place)
      await flush(dirname(place))
      return file
    } finally {
      await rm(path, { force: true })
    }
  }
}

/** The disk of DATA_DIR is too full for files of customers; what is said is still stored. */
export class NoRoomError extends Error {
  override name = 'NoRoomError' as const

  constructor() {
    super(
      'The disk of DATA_DIR is too full for files of customers. Make room, and they are fetched by themselves.',
    )
  }
}

/** Before the conversations run out of room, in bytes: several of the largest files may come at once. */
const roomForMedia = 8 * reserve

/** After which what is still incoming was left by a process that is gone, in ms. */
const longestDownload = 86_400_000

async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < Date.now() - longestDownload) await rm(path, { force: true })
  }
}

/** The name of a file is on the disk only when its folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
