import type { Context, Middleware } from 'koa'
import type { Log } from '../log.ts'
import { StoreUnavailableError } from '../store/store.ts'

/** An answer that says what is wrong: `{error: {code, message, field?}}`. */
export class Refusal extends Error {
  override name = 'Refusal' as const
  readonly status: number
  readonly code: string
  readonly field: string | undefined

  constructor(status: number, code: string, message: string, field?: string) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
  }
}

export function refuse(status: number, code: string, message: string, field?: string): never {
  throw new Refusal(status, code, message, field)
}

/** Answers what was refused; what nobody foresaw is told to the log and answered without detail. */
export function refusals(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) {
        refuse(404, 'notFound', `There is nothing at ${ctx.method} ${ctx.path}.`)
      }
    } catch (error) {
      answerRefusal(ctx, error, log)
    }
  }
}

export function answerRefusal(ctx: Context, error: unknown, log: Log): void {
  const { status, code, message, field } = refusalOf(error)
  if (status >= 500) log.error({ err: error }, 'A request failed')
  ctx.status = status
  ctx.body = { error: { code, message, ...(field && { field }) } }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof StoreUnavailableError) {
    return new Refusal(503, 'unavailable', 'Nothing can be stored now. Try again in a while.')
  }
  const { status, expose, message } = error as { status?: number; expose?: boolean; message?: string }
  if (status && expose)
    return new Refusal(
      status,
      status === 413 ? 'tooLarge' : 'invalid',
      message ?? 'The request cannot be read.',
    )
  return new Refusal(500, 'failed', 'Something failed on our side.')
}
