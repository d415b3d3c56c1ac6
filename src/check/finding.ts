import { relative } from 'node:path'

/** Where something stands: line and column from 1. */
export interface Place {
  file: string
  line: number
  column?: number
}

/** One mistake: which kind, where, what is wrong, and how to mend it. */
export interface Finding extends Place {
  rule: string
  message: string
  cure: string
}

/** `flows/booking.ts:123: unknown-target: … ; cure`, with the path as seen from where the command was given. */
export function lineOf({ file, line, rule, message, cure }: Finding, from = process.cwd()): string {
  return `${shown(file, from)}:${line}: ${rule}: ${message}; ${cure}`
}

export function shown(file: string, from = process.cwd()): string {
  const path = relative(from, file)
  return path.startsWith('..') ? file : path
}

/** By file, then by line; what is found twice in one place, as where states share an arrow, is told once. */
export function sorted(findings: Finding[]): Finding[] {
  const keyOf = ({ rule, file, line, column, cure, message }: Finding) =>
    JSON.stringify([rule, file, line, column, cure, file.endsWith('.ts') || message])
  const unique = new Map(findings.toReversed().map((each) => [keyOf(each), each]))
  return [...unique.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0),
  )
}
