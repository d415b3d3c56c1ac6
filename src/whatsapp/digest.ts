import { words } from './fields.ts'

/**
 * A SHA-256 digest as 64 hexadecimal digits: webhooks of messages bring it in base64, the history and the look-up of a
 * file in hex. What is no digest counts as absent.
 */
export function readDigest(value: unknown): string | undefined {
  const text = words(value)?.trim()
  if (text === undefined) return undefined
  if (/^[\da-f]{64}$/i.test(text)) return text.toLowerCase()
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64').toString('hex') : undefined
}
