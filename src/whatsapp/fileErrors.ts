/** A file could not be had just now: a lost connection, a link that has run out. It may work later. */
export class DownloadError extends Error {
  override name = 'DownloadError' as const

  constructor(host: string, cause: unknown) {
    super(`A file could not be fetched from ${host} (${summary(cause)}); it is tried again.`, { cause })
  }
}

/** What came is not the file that the customer sent, or was to come from where the token must not go. Ask the customer. */
export class WrongFileError extends Error {
  override name = 'WrongFileError' as const
}

/** The file is larger than what is kept. Ask the customer for a smaller one. */
export class FileTooLargeError extends Error {
  override name = 'FileTooLargeError' as const

  constructor(limit: number) {
    super(`The file has more than ${limit / megabyte} MB, the most that is kept of its kind.`)
  }
}

/** In bytes. */
export const megabyte = 1024 * 1024

function summary(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  // Node's own fetch says only that it failed, and why in its cause.
  if (cause.cause instanceof Error) return summary(cause.cause)
  return (cause as NodeJS.ErrnoException).code?.toString() ?? cause.message
}
