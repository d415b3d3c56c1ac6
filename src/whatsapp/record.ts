import type { Fields } from './fields.ts'
import type { InboundOther } from './inbound.ts'

/** Depth to which what was received is kept. Meta's payloads have about ten levels. */
const levels = 64

/** Something that is only recorded. */
export function other(field: string, raw: unknown, number?: string): InboundOther {
  return { kind: 'other', ...(number !== undefined && { number }), field, raw: recordable(raw) }
}

export function unreadable(raw: unknown, number?: string): InboundOther {
  return other('unreadable', raw, number)
}

/** The same value, to be stored: what is nested too deep to be written as JSON is replaced by a note. */
export function recordable(value: unknown): unknown {
  return fits(value, levels) ? value : shallow(value, levels)
}

function fits(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  for (const key in value) if (!fits((value as Fields)[key], depth - 1)) return false
  return true
}

function shallow(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '(nested too deep to be kept)'
  if (Array.isArray(value)) return value.map((inner) => shallow(inner, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shallow(inner, depth - 1)]))
}
