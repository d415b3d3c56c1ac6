import { end, needsOf, start } from './needs.ts'

/**
 * Tells, in one pass over a text, which of many patterns cannot match in it: of a hundred patterns a short message leaves
 * a few to be tried. One number for each pattern, 0 where it has to be tried.
 */
export type Sieve = (text: string) => Uint8Array

/** Replaces what each pattern finds, in turn, without trying those that can find nothing. */
export function rewriter(rewrites: [pattern: RegExp, replacement: string][]): (text: string) => string {
  const sieve = sieveOf(rewrites.map(([pattern]) => pattern))
  return (before) => {
    let text = before
    let missing = sieve(text)
    for (const [place, [pattern, replacement]] of rewrites.entries()) {
      if (missing[place] !== 0) continue
      const next = text.replace(pattern, replacement)
      if (next === text) continue
      text = next
      missing = sieve(text)
    }
    return text
  }
}

/** Longer literals are hardly rarer. */
const longestLiteral = 8

export function sieveOf(patterns: RegExp[]): Sieve {
  let made: Sieve | undefined
  // Made when first needed: it takes some ms, and most commands read no message.
  return (text) => {
    made ??= make(patterns)
    return made(text)
  }
}

function make(patterns: RegExp[]): Sieve {
  const needs = patterns.map(({ source }) => needsOf(source))
  const counts = Uint8Array.from(needs, (lists) => lists.length)
  const owners = needs.flatMap((lists, pattern) => lists.map(() => pattern))
  const { letters, width, steps, ends } = growTree(needs.flat())
  return (text) => {
    const missing = counts.slice()
    const found = new Uint8Array(owners.length)
    const codes = lettersOf(start + text + end, letters)
    for (let from = 0; from < codes.length; from++) {
      for (let at = from, row = 0; at < codes.length; at++) {
        row = steps[row * width + codes[at]!]!
        if (row === 0) break
        for (const list of ends[row]!) {
          if (found[list] === 0) missing[owners[list]!]!--
          found[list] = 1
        }
      }
    }
    return missing
  }
}

/** All literals, letter by letter: `steps[row * width + letter]` is the next row, 0 a dead end and also the root. */
interface Tree {
  /** By character code; those beyond ASCII are one letter. */
  letters: Uint8Array
  width: number
  steps: Uint16Array
  /** The lists that have a literal which ends in a row. */
  ends: number[][]
}

function growTree(lists: string[][]): Tree {
  const letters = new Uint8Array(128)
  const all = lists.flat().join('')
  let width = 1
  for (const sign of new Set(all)) letters[codeOf(sign, 0)] ||= width++
  const steps = new Uint16Array((all.length + 1) * width)
  const ends: number[][] = [[]]
  for (const [list, literals] of lists.entries()) {
    for (const literal of literals) {
      let row = 0
      for (let at = 0; at < literal.length && at < longestLiteral; at++) {
        const step = row * width + letters[codeOf(literal, at)]!
        if (steps[step] === 0) steps[step] = ends.push([]) - 1
        row = steps[step]!
        if (ends[row]!.includes(list)) break
      }
      if (!ends[row]!.includes(list)) ends[row]!.push(list)
    }
  }
  return { letters, width, steps: steps.slice(0, ends.length * width), ends }
}

function lettersOf(text: string, letters: Uint8Array): Uint8Array {
  const codes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) codes[at] = letters[codeOf(text, at)]!
  return codes
}

function codeOf(text: string, at: number): number {
  return Math.min(text.charCodeAt(at), 127)
}
