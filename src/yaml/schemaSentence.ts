import type { core } from 'zod'
import { nearMiss, quote } from './nearMiss.ts'
import { withSpace } from './syntax.ts'

/** What zod found, in words for who wrote the file; of unknown keys a line each. */
export function schemaSentence(issue: core.$ZodRawIssue): string | undefined {
  const value = quote(issue.input)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const shape = (issue.inst?._zod.def as { shape?: object } | undefined)?.shape ?? {}
      const known = Object.keys(shape)
      return issue.keys.map((key) => unknownKey(key, known)).join('\n')
    }
    case 'invalid_type': {
      const [noun = issue.expected, cure = ''] = kinds[issue.expected] ?? []
      if (issue.input === undefined) return `is missing; write ${noun}`
      if (issue.input === null) return `is empty; write ${noun}`
      if (noun === group[0] && typeof issue.input === 'string' && withSpace(issue.input))
        return `${value} is not ${noun}; put a space after each colon`
      return `${value} is not ${noun}${cure}`
    }
    case 'invalid_key':
      return issue.issues[0]?.message
    case 'invalid_value':
      return `unknown value ${nearMiss(String(issue.input), issue.values.map(String))}`
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'is empty; write a text'
      if (issue.origin === 'array') return 'is an empty list; write one item at least'
      return `${value} is too small; write ${issue.minimum} or more`
    case 'too_big':
      if (issue.origin === 'array') return `has too many items; ${issue.maximum} at most`
      if (issue.origin !== 'string') return `${value} is too big; write ${issue.maximum} or less`
      return `${value} is too long (${String(issue.input).length} characters); write ${issue.maximum} at most`
    default:
      return undefined
  }
}

function unknownKey(key: string, known: string[]): string {
  const meant = withSpace(key)
  return meant ? `there is no space after the colon; write ${meant}` : `unknown key ${nearMiss(key, known)}`
}

const group = ['a group of keys, each with its value']
const kinds: Record<string, string[]> = {
  string: ['a text', '; put it in quotes'],
  number: ['a number'],
  int: ['a whole number'],
  object: group,
  record: group,
  array: ['a list', '; write it like [one, two]'],
}
