import { createHash } from 'node:crypto'
import type { Context } from 'koa'
import { refuse } from './refusal.ts'

/** What tells a request that is sent again from a new one: the same `Idempotency-Key` for the same purpose. */
export function requestOf(ctx: Context, purpose: string): string | undefined {
  const key = ctx.get('idempotency-key')
  if (key === '') return undefined
  if (key.length > 255) refuse(422, 'invalid', 'Idempotency-Key: at most 255 characters', 'Idempotency-Key')
  return createHash('sha256').update(`${purpose}\n${key}`).digest('hex').slice(0, 24)
}

export function refuseReused(): never {
  refuse(409, 'idempotencyKeyReused', 'This Idempotency-Key was used for something else: use a new one.')
}
