/**
 * What a text must hold for a pattern to match in it, read off the pattern's own source: one literal of every list.
 * `start` and `end` stand for the ends of the text. To ask for too little is sound, to ask for too much is not.
 * @throws {SyntaxError} on an escape that was not foreseen
 */
export function needsOf(source: string): string[][] {
  const reader = { source, at: 0 }
  const whole = readChoices(reader)
  if (reader.at < source.length) throw new SyntaxError(`Unbalanced pattern: ${source}`)
  return demandsOf(whole)
    .sort((a, b) => leastOf(b) - leastOf(a) || a.length - b.length)
    .slice(0, mostLists)
}

/** Stand for the ends of a text among literals. */
export const start = '\u0002'
export const end = '\u0003'

/** More lists than these make a pattern no rarer. */
const mostLists = 3
/** A list that would be longer is taken apart. */
const longestList = 60

/** What is known of everything that a part of a pattern can match. */
interface Part {
  /** All that it can be, when that is a short list. */
  exact: string[] | null
  /** What it starts with, and what it ends with: one of these. */
  head: string[]
  tail: string[]
  /** One of each list is in it, or in the text around it. */
  needs: string[][]
}

interface Reader {
  source: string
  at: number
}

function exactly(...exact: string[]): Part {
  return { exact, head: exact, tail: exact, needs: [] }
}

const anything: Part = { exact: null, head: [''], tail: [''], needs: [] }
const nothing = exactly('')
const digits = exactly(...'0123456789')

function readChoices(reader: Reader): Part {
  const choices = [readSequence(reader)]
  while (reader.source[reader.at] === '|') {
    reader.at++
    choices.push(readSequence(reader))
  }
  return choices.length === 1 ? choices[0]! : oneOf(choices)
}

function readSequence(reader: Reader): Part {
  let whole = nothing
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!))
    whole = joined(whole, readRepeats(reader, readAtom(reader)))
  return whole
}

const plain = /[^()[\]{}|\\.^$?*+]+(?![?*+{])/y
const repeats = /(?:[?*+]|\{(\d+)(,?)(\d*)\})\??/y

function readAtom(reader: Reader): Part {
  plain.lastIndex = reader.at
  const literal = plain.exec(reader.source)
  if (literal) {
    reader.at = plain.lastIndex
    return exactly(literal[0])
  }
  const sign = reader.source[reader.at++]!
  switch (sign) {
    case '(':
      return readGroup(reader)
    case '[':
      return readClass(reader)
    case '\\':
      return readEscape(reader)
    case '.':
      return anything
    case '^':
      return exactly(start)
    case '$':
      return exactly(end)
    default:
      return exactly(sign)
  }
}

function readGroup(reader: Reader): Part {
  const [opening] = /^(?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(reader.source.slice(reader.at))!
  reader.at += opening.length
  const inner = readChoices(reader)
  reader.at++
  if (opening === '?!' || opening === '?<!') return nothing
  if (opening === '?=') return { exact: null, head: inner.head, tail: [''], needs: demandsOf(inner) }
  if (opening === '?<=') return { exact: null, head: [''], tail: inner.tail, needs: demandsOf(inner) }
  return inner
}

function readClass(reader: Reader): Part {
  const inside = /^\^?(?:\\.|[^\]])*/.exec(reader.source.slice(reader.at))![0]
  reader.at += inside.length + 1
  const isShort = !/^\^|\\[^.\-/]|[^\\]-./.test(inside)
  return isShort ? exactly(...inside.replace(/\\(.)/g, '$1')) : anything
}

function readEscape(reader: Reader): Part {
  const sign = reader.source[reader.at++]!
  if (sign === 'b' || sign === 'B') return nothing
  if (sign === 'd') return digits
  if (!/[a-z0-9]/i.test(sign)) return exactly(sign)
  if (!/[wsDWS1-9]/.test(sign)) throw new SyntaxError(`Not foreseen in a pattern: \\${sign}`)
  return anything
}

function readRepeats(reader: Reader, part: Part): Part {
  repeats.lastIndex = reader.at
  const found = repeats.exec(reader.source)
  if (!found) return part
  reader.at += found[0].length
  const least = found[0].startsWith('+') ? 1 : Number(found[1] ?? 0)
  if (found[0].startsWith('?')) return part.exact ? oneOf([part, nothing]) : anything
  if (least === 0) return anything
  const once = { ...part, exact: null }
  if (found[2] !== '') return once
  return Array.from({ length: least - 1 }).reduce<Part>((whole) => joined(whole, part), part)
}

function joined(first: Part, second: Part): Part {
  const needs = [...first.needs, ...second.needs]
  const seam = crossed(first.tail, second.head)
  if (first.exact && second.exact && seam) return { exact: seam, head: seam, tail: seam, needs }
  if (!seam) needs.push(first.tail, second.head)
  else if (!first.exact && !second.exact) needs.push(seam)
  return {
    exact: null,
    head: (first.exact && seam) ?? first.head,
    tail: (second.exact && seam) ?? second.tail,
    needs,
  }
}

function oneOf(choices: Part[]): Part {
  const all = choices.flatMap(({ exact }) => exact ?? [])
  const isExact = choices.every(({ exact }) => exact) && all.length <= longestList
  if (isExact) return exactly(...new Set(all))
  return {
    exact: null,
    head: anyOf(choices.map(({ head }) => head)),
    tail: anyOf(choices.map(({ tail }) => tail)),
    needs: [[...new Set(choices.flatMap(mostTelling))]],
  }
}

/** The one list of a part that tells most, since of two choices neither need hold all that the other does. */
function mostTelling(part: Part): string[] {
  let best = ['']
  for (const list of demandsOf(part)) if (leastOf(list) > leastOf(best)) best = list
  return best
}

/** What a whole part asks for; a list that holds nothing, or a mere space, asks for nothing. */
function demandsOf({ exact, head, tail, needs }: Part): string[][] {
  return [...(exact ? [exact] : [head, tail]), ...needs].filter((list) => leastOf(list) > 0)
}

function crossed(first: string[], second: string[]): string[] | null {
  if (first.length * second.length > longestList) return null
  const all: string[] = []
  for (const left of first) for (const right of second) all.push(beside(left, right))
  return all
}

/** An end of the text that is asked for twice is one. */
function beside(left: string, right: string): string {
  const last = left.at(-1)
  const isTwice = (last === start || last === end) && right.startsWith(last)
  return isTwice ? left + right.slice(1) : left + right
}

function anyOf(lists: string[][]): string[] {
  const all = [...new Set(lists.flat())]
  return all.length > longestList || all.includes('') ? [''] : all
}

/** How much the least telling literal of a list tells. */
function leastOf(list: string[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const literal of list) least = Math.min(least, literal === ' ' ? 0 : literal.length)
  return least
}
