import { createHash, randomInt } from 'node:crypto'

/** A file that a customer of the sandbox sent. */
export interface StoredFile {
  id: string
  mime: string
  /** `phone_number_id` of the number that it was sent to. */
  number: string
  /** Unix ms. */
  sentAt: number
  /** Its bytes in base64; without them, those of the sample of its kind. */
  data?: string
}

/** Meta gives a file for so long, in ms, by its id. */
const fetchableFor = 7 * 86_400_000

/** So long, in seconds, a link works. */
const linkFor = 300

/** @param data the bytes in base64 */
export function newFile(
  mime: string,
  { number, sentAt, data }: { number: string; sentAt: number; data: string | undefined },
): StoredFile {
  return { id: String(randomInt(1e14, 2e14)), mime, number, sentAt, ...(data !== undefined && { data }) }
}

/** As a customer's message tells of it: the digest in base64. */
export function described(file: StoredFile): { id: string; mime_type: string; sha256: string } {
  return { id: file.id, mime_type: file.mime, sha256: digest(file).toString('base64') }
}

/** As the look-up of its id tells of it: the digest in hex, the size as a string. */
export function lookedUp(file: StoredFile, { origin, secret, now }: Linking): object {
  const expiry = Math.floor(now / 1000) + linkFor
  const query = new URLSearchParams({
    mid: file.id,
    ext: String(expiry),
    hash: seal(file.id, expiry, secret),
  })
  return {
    messaging_product: 'whatsapp',
    url: `${origin}${linkPath}?${query}`,
    mime_type: file.mime,
    sha256: digest(file).toString('hex'),
    file_size: String(bytesOf(file).length),
    id: file.id,
  }
}

export interface Linking {
  /** Where links lead to. */
  origin: string
  /** What nobody else can make links with. */
  secret: string
  /** Unix ms. */
  now: number
}

/** Meta's own path of such links. */
export const linkPath = '/whatsapp_business/attachments/'

/** Which file a link is for; undefined if it was not made here, or has run out. */
export function readLink(
  { mid, ext, hash }: Record<string, unknown>,
  { secret, now }: Omit<Linking, 'origin'>,
): string | undefined {
  const isOurs = typeof mid === 'string' && hash === seal(mid, Number(ext), secret)
  return isOurs && now < Number(ext) * 1000 ? mid : undefined
}

/** @param now Unix ms */
export function isGone({ sentAt }: StoredFile, now: number): boolean {
  return now >= sentAt + fetchableFor
}

export function bytesOf({ mime, data }: StoredFile): Buffer {
  return data === undefined ? sampleOf(mime) : Buffer.from(data, 'base64')
}

function digest(file: StoredFile): Buffer {
  return createHash('sha256').update(bytesOf(file)).digest()
}

function seal(id: string, expiry: number, secret: string): string {
  return createHash('sha256').update(`${id} ${expiry} ${secret}`).digest('base64url')
}

function sampleOf(mime: string): Buffer {
  const sample = samples.get(mime)
  return sample ? Buffer.from(sample, 'base64') : Buffer.from(`A sample of ${mime}\n`)
}

/** The smallest that can be opened: a dot, and an empty page. */
const samples = new Map([
  [
    'image/jpeg',
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  ],
  ['image/webp', 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'],
  [
    'application/pdf',
    Buffer.from(
      '%PDF-1.0\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n',
    ).toString('base64'),
  ],
])
