import { z } from 'zod'
import { GraphError } from './refusal.ts'
import { contents, envelope, receipt } from './schema.ts'

type Contents = { [Type in keyof typeof contents]: z.infer<(typeof contents)[Type]> }

/** A message that the workshop sends, as Meta's `/messages` takes it: one member, named by `type`, says what it is. */
export type Outgoing = {
  [Type in keyof Contents]: z.infer<z.ZodObject<typeof envelope>> & { type: Type } & Pick<Contents, Type>
}[keyof Contents]

export type TemplateMessage = Contents['template']
export type InteractiveMessage = Contents['interactive']

/** A read receipt for a customer's message, with or without "typing…". */
export type Receipt = z.infer<typeof receipt>

export function isReceipt(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body
}

export function readReceipt(body: unknown): Receipt {
  return read(receipt, body)
}

/** Reads the body of a send, with its recipient as digits. Throws `GraphError` where Meta would refuse its shape. */
export function readOutgoing(body: unknown): Outgoing {
  const type = String((body as { type?: unknown } | null)?.type ?? 'text')
  if (!Object.hasOwn(contents, type)) {
    const known = Object.keys(contents).join(', ').toUpperCase()
    throw new GraphError(100, `Param type must be one of {${known}}.`)
  }
  const content = contents[type as keyof Contents]
  const message = read(z.strictObject({ ...envelope, [type]: content }), body) as unknown as Outgoing
  const to = message.to.replace(/[^0-9]/g, '')
  if (!/^\d{8,15}$/.test(to))
    throw new GraphError(131009, 'Param to is not a phone number: it needs 8 to 15 digits.')
  return { ...message, type, to } as Outgoing
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw refusal(result.error.issues[0]!, body)
}

function refusal(issue: z.core.$ZodIssue, body: unknown): GraphError {
  const name = parameter(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return new GraphError(100, `Unexpected key "${issue.keys[0]}"${name ? ` on param "${name}"` : ''}.`)
  }
  if (valueAt(body, issue.path) === undefined) {
    return new GraphError(issue.path.length > 1 ? 131008 : 100, `The parameter ${name} is required.`)
  }
  if (issue.code === 'too_big') {
    const unit = issue.origin === 'string' ? 'characters long' : 'items'
    const code = name === "text['body']" ? 100 : 131009
    return new GraphError(code, `Param ${name} must be at most ${issue.maximum} ${unit}.`)
  }
  return new GraphError(131009, `Param ${name}: ${issue.message}.`)
}

/** As Meta writes it: `interactive['action']['buttons'][0]`. */
function parameter(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path
  return [
    first ?? '',
    ...rest.map((key) => (typeof key === 'number' ? `[${key}]` : `['${String(key)}']`)),
  ].join('')
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    body,
  )
}
