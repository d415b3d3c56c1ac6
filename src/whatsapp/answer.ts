import { GraphError, UnknownOutcomeError } from './errors.ts'
import { errorCode, fields, isObject, words } from './fields.ts'

/** As much of a response as it takes to read it. */
export type AnswerOf = Pick<Response, 'status' | 'ok' | 'text'>

/**
 * What Graph says, as `read` has it.
 * @throws GraphError where it says no, UnknownOutcomeError where it says nothing that can be read
 */
export async function readAnswer<T>(
  response: AnswerOf,
  host: string,
  read: (answer: unknown) => T | undefined,
): Promise<T> {
  const answer = parsed(await response.text())
  const refused = readRefusal(answer)
  if (refused || (response.status >= 300 && response.status < 500)) {
    throw new GraphError({ httpStatus: response.status, ...refused })
  }
  const said = read(answer)
  if (response.ok && said !== undefined) return said
  throw new UnknownOutcomeError(host, new Error(`HTTP ${response.status} without a readable answer`))
}

/** How Graph says no. */
export interface Refused {
  code: number
  details: string | undefined
  fbtraceId: string | undefined
}

/** The refusal in an answer of Graph, whatever its HTTP status; undefined if there is none with a code. */
export function readRefusal(answer: unknown): Refused | undefined {
  const { error } = fields(answer)
  if (!isObject(error)) return undefined
  const code = errorCode(error.code)
  if (code === undefined) return undefined
  const { details } = fields(error.error_data)
  return { code, details: string(details) ?? string(error.message), fbtraceId: string(error.fbtrace_id) }
}

/** What Graph says of a message that it took; undefined where it does not say. */
export function readSent(answer: unknown): { wamid: string } | undefined {
  const { messages } = fields(answer)
  const wamid = Array.isArray(messages) ? string(fields(messages[0]).id) : undefined
  return wamid ? { wamid } : undefined
}

/** What Graph says when something is done that has no id. */
export function readDone(answer: unknown): true | undefined {
  return fields(answer).success === true || undefined
}

/** What Graph says of a file that it took. */
export function readUploaded(answer: unknown): { id: string } | undefined {
  const id = words(fields(answer).id)
  return id === undefined ? undefined : { id }
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
