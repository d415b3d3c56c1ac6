import { end, needsOf, start } from './needs.ts'

/**
 * Tells, in one pass over a text, which of many patterns cannot match in it: of a hundred patterns a short message leaves
 * a few to be tried. One number for each pattern, 0 where it has to be tried; good until the next text is asked about.
 */
export type Sieve = (text: string) => Uint8Array

/** Patterns with flags beside `g` have to be tried in every text. */
export function sieveOf(patterns: RegExp[]): Sieve {
  let made: Sieve | undefined
  // Made when first needed: it takes some ms, and most commands read no message.
  return (text) => {
    made ??= make(patterns)
    return made(text)
  }
}

/** Replaces what each pattern finds, in turn, without trying those that can find nothing. */
export function rewriter(rewrites: [pattern: RegExp, replacement: string][]): (text: string) => string {
  const sieve = sieveOf(rewrites.map(([pattern]) => pattern))
  return (before) => {
    let text = before
    let missing = sieve(text)
    for (let place = missing.indexOf(0); place >= 0; place = missing.indexOf(0, place + 1)) {
      const [pattern, replacement] = rewrites[place]!
      const next = text.replace(pattern, replacement)
      if (next === text) continue
      text = next
      missing = sieve(text)
    }
    return text
  }
}

function make(patterns: RegExp[]): Sieve {
  // What other flags let match cannot be read off the source alone.
  const needs = patterns.map(({ source, flags }) => (flags === '' || flags === 'g' ? needsOf(source) : []))
  const counts = Uint8Array.from(needs, (lists) => lists.length)
  const owners = Uint16Array.from(needs.flatMap((lists, pattern) => lists.map(() => pattern)))
  const { letters, width, steps, ends } = growTree(needs.flat())
  const found = new Uint8Array(owners.length)
  const missing = new Uint8Array(counts.length)
  return (text) => {
    found.fill(0)
    missing.set(counts)
    const length = spell(text, letters)
    for (let from = 0; from < length; from++) {
      let row = 0
      for (let at = from; at < length; at++) {
        row = steps[row * width + spelled[at]!]!
        if (row === 0) break
        const lists = ends[row]!
        for (let each = 0; each < lists.length; each++) {
          const list = lists[each]!
          if (found[list] === 0) missing[owners[list]!]!--
          found[list] = 1
        }
      }
    }
    return missing
  }
}

let spelled = new Uint8Array(1024)

/** Writes a text with its ends as letters, and returns their number. */
function spell(text: string, letters: Uint8Array): number {
  const length = text.length + 2
  if (spelled.length < length) spelled = new Uint8Array(length * 2)
  spelled[0] = letters[codeOf(start, 0)]!
  for (let at = 0; at < text.length; at++) spelled[at + 1] = letters[codeOf(text, at)]!
  spelled[length - 1] = letters[codeOf(end, 0)]!
  return length
}

/** Longer literals are hardly rarer. */
const longestLiteral = 8

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
  const all = lists.flat().map((literal) => literal.slice(0, longestLiteral))
  let width = 1
  for (const sign of new Set(all.join(''))) letters[codeOf(sign, 0)] ||= width++
  const steps = new Uint16Array((all.join('').length + 1) * width)
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

function codeOf(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 127 ? code : 127
}
