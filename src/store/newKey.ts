import { randomBytes } from 'node:crypto'

/** For a conversation that begins; no other one was ever called so. */
export function newKey(): string {
  return `c${BigInt(`0x${randomBytes(10).toString('hex')}`).toString(36)}`
}
