import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { DownloadError, FileTooLargeError, WrongFileError } from './fileErrors.ts'

export interface DownloadOptions {
  accessToken: string
  /** The other place, beside Meta's hosts, that the token may go to. */
  apiUrl: string
  /** Where the file is written; nothing may be there yet. */
  path: string
  /** The most that is taken, in bytes. */
  limit: number
  /** Gives up. */
  signal: AbortSignal
}

/**
 * Streams a file of Meta's to the disk and tells its digest (hex) and size. No redirect is followed.
 * @throws DownloadError when it may work later, WrongFileError when the link is not to be trusted, FileTooLargeError;
 * and whatever the disk says. What was written until then stays.
 */
export async function download(
  url: string,
  { accessToken, apiUrl, path, limit, signal }: DownloadOptions,
): Promise<{ sha256: string; size: number }> {
  const { host } = trusted(url, apiUrl)
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, 'user-agent': 'chasqui' },
    redirect: 'manual',
    signal,
  }).catch((error) => {
    throw new DownloadError(host, error)
  })
  const { status, body } = response
  if (status !== 200 || !body) {
    await body?.cancel().catch(() => {})
    if (status >= 300 && status < 400)
      throw new WrongFileError(`${host} sends on to another place, where the access token must not go.`)
    throw new DownloadError(host, new Error(`HTTP ${status}`))
  }
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    chunksOf(body, host),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > limit) throw new FileTooLargeError(limit)
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return { sha256: hash.digest('hex'), size }
}

/**
 * Where Meta keeps files; it is the only place, beside the one that all calls go to, that gets the token.
 * @throws WrongFileError
 */
export function trusted(url: string, apiUrl: string): URL {
  const place = URL.canParse(url) ? new URL(url) : undefined
  const isMetas = place?.protocol === 'https:' && place.port === '' && metasHosts.test(place.hostname)
  if (place && (isMetas || place.origin === new URL(apiUrl).origin)) return place
  const where = place?.host ? `at ${place.host}` : 'nowhere'
  throw new WrongFileError(`The file is said to lie ${where}, which is no host of Meta's: it is not fetched.`)
}

const metasHosts = /^(lookaside\.fbsbx\.com|([a-z\d-]+\.)+(fbcdn\.net|facebook\.com|whatsapp\.net))$/

/** The other side may break off; that is no fault of the disk. */
async function* chunksOf(body: ReadableStream<Uint8Array>, host: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk
  } catch (error) {
    throw new DownloadError(host, error)
  }
}
