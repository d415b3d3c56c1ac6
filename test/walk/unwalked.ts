import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Covered } from './coverage.ts'

/** What no walk comes to, by its name as `Coverage` has it, and why. */
export function readUnwalked(): Record<string, string> {
  return parse(readFileSync(new URL('unwalked.yaml', import.meta.url), 'utf8')) ?? {}
}

/** What was not walked though nothing says why, and what is said not to be though it was, or is no more. */
export function strayed(covered: Covered[], unwalked: Record<string, string>): string[] {
  const missed = new Set(covered.flatMap((each) => each.missed))
  const all = new Set(covered.flatMap(({ states, transitions }) => [...states, ...transitions]))
  return [
    ...[...missed].filter((name) => !(name in unwalked)).map((name) => `No walk comes to: ${name}`),
    ...Object.keys(unwalked).flatMap((name) => {
      if (!all.has(name)) return `unwalked.yaml names what is no more: ${name}`
      return missed.has(name) ? [] : `unwalked.yaml names what was walked: ${name}`
    }),
  ]
}
