import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file that Meta was given. */
export interface Uploaded {
  /** Meta's, by which it is sent. */
  id: string
  mime: string
  /** Unix ms. */
  at: number
}

/** Meta keeps what it was given for 30 days; for so long its id is used, in ms. */
export const usableFor = 29 * 86_400_000

/**
 * Which files Meta has of each number: `<phone number id>/<sha256>`, a few bytes each, so that the same file is not given
 * twice. The files themselves are not kept. Whatever is lost of it costs one more upload.
 */
export class Uploads {
  readonly #folder: string

  /** @param folder is made with the first upload */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** What Meta has of these bytes, and goes on having. `now`: Unix ms. */
  async find(
    number: string,
    file: { sha256: string; mime: string },
    now: number,
  ): Promise<Uploaded | undefined> {
    const found = await read(join(this.#folder, number, file.sha256))
    return found?.mime === file.mime && now < found.at + usableFor ? found : undefined
  }

  async keep(number: string, sha256: string, uploaded: Uploaded): Promise<void> {
    const folder = join(this.#folder, number)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const place = join(folder, sha256)
    await writeFile(`${place}.new`, JSON.stringify(uploaded), { mode: 0o600, flush: true })
    await rename(`${place}.new`, place)
    await sweep(folder)
  }

  /** Meta has it no more. */
  async forget(number: string, id: string): Promise<void> {
    const folder = join(this.#folder, number)
    for (const name of await namesIn(folder)) {
      if ((await read(join(folder, name)))?.id === id) await rm(join(folder, name), { force: true })
    }
  }
}

async function read(path: string): Promise<Uploaded | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Uploaded
  } catch {
    return undefined
  }
}

/** Removes what was given so long ago that nobody asks for it. */
async function sweep(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < Date.now() - 2 * usableFor) await rm(path, { force: true })
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
