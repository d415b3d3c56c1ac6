import { StoreUnavailableError } from '../store.ts'

/** What a turn has read was changed meanwhile, or it met another one in the middle: nothing was changed, run it again. */
export class ChangedMeanwhileError extends Error {
  override name = 'ChangedMeanwhileError' as const

  constructor(cause?: unknown) {
    super('What was read was changed meanwhile', { cause })
  }
}

/** The codes of PostgreSQL that are told apart here. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = {
  serializationFailure: '40001',
  deadlock: '40P01',
  lockNotAvailable: '55P03',
  exclusion: '23P01',
  readOnly: '25006',
}

/** Another one came in the way, and it was undone. */
const inTheWay = new Set<string | undefined>([
  codes.serializationFailure,
  codes.deadlock,
  codes.lockNotAvailable,
])

/** The place is taken: by the database's own word. */
export function isExclusion(error: unknown): boolean {
  return codeOf(error) === codes.exclusion
}

/** The server does not take writes: it became a standby, or was one. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === codes.readOnly
}

/**
 * What a failed statement means to a turn. Where PostgreSQL itself says that it rolled back in favour of another, the
 * turn can be run again. A value that it cannot take will never be taken. All else, a lost connection among it, leaves
 * open what became of the statement.
 */
export function meant(error: unknown): unknown {
  const code = codeOf(error)
  if (inTheWay.has(code)) return new ChangedMeanwhileError(error)
  if (error instanceof ChangedMeanwhileError || error instanceof StoreUnavailableError) return error
  if (code === codes.exclusion || code?.startsWith('22') || code?.startsWith('54')) return error
  return new StoreUnavailableError(error)
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
