import { createHmac, timingSafeEqual } from 'node:crypto'

/** What Meta puts into `X-Hub-Signature-256`: the HMAC of the body's bytes, with the app secret as the key. */
export function sign(secret: string, raw: Buffer): string {
  return `sha256=${digest(secret, raw).toString('hex')}`
}

/**
 * Whether these bytes were signed with one of these app secrets (two while one is being rotated). Judge the bytes as
 * they came: Meta escapes what is not ASCII, and JSON that was parsed and written anew has another signature.
 */
export function isSignedBy(secrets: string[], raw: Buffer, header: string | undefined): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1]
  if (hex === undefined) return false
  const signature = Buffer.from(hex, 'hex')
  // Anyone can sign with an empty key.
  return secrets.some((secret) => secret !== '' && timingSafeEqual(digest(secret, raw), signature))
}

function digest(secret: string, raw: Buffer): Buffer {
  return createHmac('sha256', secret).update(raw).digest()
}
