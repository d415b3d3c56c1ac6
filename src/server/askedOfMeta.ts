import { GraphError, MessageLimitError, NotSentError, UnknownOutcomeError } from '../whatsapp/errors.ts'
import { refuse } from './refusal.ts'

/** What Meta is asked while the request waits: what comes of that is answered as whose fault it is. */
export async function askedOfMeta<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MessageLimitError) return refuse(422, 'invalid', error.message, error.field)
    if (error instanceof GraphError)
      return refuse(error.class === 'ours' ? 422 : 502, 'refusedByMeta', error.message)
    if (error instanceof NotSentError || error instanceof UnknownOutcomeError)
      return refuse(503, 'unavailable', error.message)
    throw error
  }
}

export const refusedByMeta = '`refusedByMeta`: why Meta refuses; where the request itself is wrong it is 422.'
