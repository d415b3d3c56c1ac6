import { readDigest } from './digest.ts'
import { type DownloadOptions, download } from './download.ts'
import { fields, words } from './fields.ts'
import { FileTooLargeError, megabyte, WrongFileError } from './fileErrors.ts'

/** Where a file lies, for 5 minutes, and what Meta says of it. */
export interface Found {
  url: string
  mime?: string
  /** In hex. */
  sha256?: string
  /** In bytes. */
  size?: number
}

/** The most that is taken of a file, in bytes, by Meta's name for the kind: no phone sends more, Meta says. */
export function largest(type: string): number {
  return (type === 'document' ? 100 : 16) * megabyte
}

/** What Graph says of a file when its id is looked up. */
export function readFound(answer: unknown): Found | undefined {
  const { url, mime_type, sha256, file_size } = fields(answer)
  const [place, mime, digest, size] = [words(url), words(mime_type), readDigest(sha256), Number(file_size)]
  if (!place) return undefined
  return {
    url: place,
    ...(mime && { mime }),
    ...(digest && { sha256: digest }),
    ...(Number.isInteger(size) && size >= 0 && { size }),
  }
}

/**
 * Fetches a file that was looked up, and compares it byte by byte with the digests that came with it.
 * @param announced the digest that the customer's message brought, in hex
 * @throws as `download` does
 */
export async function fetchFound(
  found: Found,
  announced: string | undefined,
  options: DownloadOptions,
): Promise<{ sha256: string; size: number; mime?: string }> {
  const { url, mime, sha256, size = 0 } = found
  if (size > options.limit) throw new FileTooLargeError(options.limit)
  const file = await download(url, options)
  const isIt = [announced, sha256].every((digest) => digest === undefined || digest === file.sha256)
  if (!isIt) throw new WrongFileError('What came is not the file that was sent: their digests differ.')
  return { ...file, ...(mime && { mime }) }
}
