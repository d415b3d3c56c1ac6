import type { core } from 'zod'

/**
 * What should stand where something else came from a program: "a text, not a number", "one of human, bot". To be given to
 * `safeParse` as `error`; what a schema says of itself goes before it. Undefined where zod knows no more than that it is wrong.
 */
export function shapeWanted(issue: core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected
      return issue.input === undefined ? kind : `${kind}, not ${kindOf(issue.input)}`
    }
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : undefined
    case 'unrecognized_keys':
      return 'nothing of that name'
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return 'a text that is not empty'
      return `${issue.minimum}${unitOf(issue.origin)} at least`
    case 'too_big':
      return `${issue.maximum}${unitOf(issue.origin)} at most`
    case 'invalid_format':
      return issue.format === 'regex' ? 'what is written in its form' : `a ${issue.format}`
    default:
      return undefined
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' || origin === 'set' ? ' items' : ''
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return kinds.array!
  if (typeof value === 'number' && !Number.isInteger(value)) return String(value)
  return kinds[typeof value] ?? typeof value
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}
