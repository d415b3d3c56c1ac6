import type { Time } from './clock.ts'
import type { DayWord, Draft } from './draft.ts'
import { asksMove } from './moving.ts'

/** A day or a time where it stands in the sentence. */
export type Mention = ({ type: 'day'; word: DayWord } | { type: 'time'; time: Time }) & {
  /** The tokens between the mention before (or the start) and this one. */
  before: string[]
  /** Said to be out of the question. */
  not: boolean
  /** In a clause of its own, or after "pero". */
  apart: boolean
}

/** The days and times of a draft in order, with what the words around them say about them. */
export function mentionsOf(draft: Draft): Mention[] {
  const { found, rest } = split(draft)
  for (const [index, mention] of found.entries()) {
    const after = found[index + 1]?.before ?? rest
    mention.not = deniedBefore(mention, found[index - 1]) || deniedAfter(after, found[index + 1])
    if (startsWithYes(after)) mention.not = false
    mention.apart = mention.before.some((token) => breaks.has(token))
  }
  spreadDenial(found)
  return narrowed(corrected(moved(draft, found)))
}

/** Joined by nothing but "o", "y" or a comma. */
export function listed(mention: Mention): boolean {
  return mention.before.length > 0 && mention.before.every((token) => joins.has(token) || fillers.has(token))
}

export function isAlternative(mention: Mention): boolean {
  return mention.before.some((token) => token === 'OR' || token === 'AND')
}

const breaks = new Set(['.', ',', '?', 'BUT'])
const stops = new Set([
  '.',
  ',',
  '?',
  'BUT',
  'SINO',
  'BETTER',
  'porque',
  'xq',
  'pq',
  'que',
  'OR',
  'INSTEAD',
  'because',
])
const denials = new Set(['NOT', 'NOR', 'EXCEPT', 'CANNOT', 'INSTEAD'])
const joins = new Set(['OR', 'AND', 'NOR', ','])
const fillers = new Set(['THE', 'OF', 'ON', 'FOR', 'TO', 'AT', 'IN', 'W', 'DAY', 'EXCEPT'])

function split(draft: Draft): { found: Mention[]; rest: string[] } {
  const found: Mention[] = []
  let before: string[] = []
  for (const token of draft.text.split(' ').filter((each) => each !== '')) {
    const match = /^([DT])(\d+)$/.exec(token)
    if (!match) {
      before.push(token)
      continue
    }
    const place = Number(match[2])
    const base = { before, not: false, apart: false }
    if (match[1] === 'D') found.push({ type: 'day', word: draft.days[place]!, ...base })
    else found.push({ type: 'time', time: draft.times[place]!, ...base })
    before = []
  }
  return { found, rest: before }
}

function deniedBefore(mention: Mention, previous: Mention | undefined): boolean {
  const start = mention.before.findLastIndex((token) => breaks.has(token)) + 1
  const clause = mention.before.slice(start)
  const denial = clause.findLastIndex((token) => denials.has(token))
  if (denial < 0) return false
  const undone = clause
    .slice(denial)
    .some((token) => token === 'BETTER' || token === 'SINO' || token === 'YES' || token === 'OR')
  if (undone) return false
  // "el lunes no el martes": what follows a day at once denies that day.
  const closes = start === 0 && denial === 0 && previous?.type === mention.type && clause[0] === 'NOT'
  return !closes
}

function deniedAfter(after: string[], next: Mention | undefined): boolean {
  const end = after.findIndex((token) => stops.has(token))
  const clause = end < 0 ? after : after.slice(0, end)
  const denial = clause.findIndex((token) => token === 'NOT' || token === 'CANNOT')
  if (denial < 0) return false
  // "mañana a las 10, no?" only asks for a yes.
  if (after[denial + 1] === '?' && clause[denial] === 'NOT') return false
  if (
    end < 0 &&
    next !== undefined &&
    denial === clause.length - 1 &&
    next.type === 'time' &&
    clause.length > 1
  )
    return false
  return true
}

function startsWithYes(after: string[]): boolean {
  return after[0] === 'YES' && after[1] !== 'NOT'
}

function spreadDenial(found: Mention[]): void {
  for (let index = 1; index < found.length; index++) {
    const mention = found[index]!
    const joined =
      listed(mention) && mention.before.some((token) => token === 'AND' || token === 'OR' || token === 'NOR')
    if (joined && found[index - 1]!.not && mention.type === found[index - 1]!.type) mention.not = true
  }
  for (let index = found.length - 2; index >= 0; index--) {
    const next = found[index + 1]!
    if (
      listed(next) &&
      next.not &&
      found[index]!.type === next.type &&
      !next.before.some((token) => denials.has(token) && token !== 'NOR')
    )
      found[index]!.not = true
  }
}

/** "lo del martes para el jueves": only where to counts. */
function moved(draft: Draft, found: Mention[]): Mention[] {
  if (!asksMove(draft.text)) return found
  const target = found.findLastIndex(
    (mention, index) =>
      index > 0 && mention.before.some((token) => token === 'FOR' || token === 'TO' || token === 'por'),
  )
  const last = found.length - 1
  // "de las 10 a las 11": the words between went into the times.
  const swaps =
    last > 0 &&
    found[last]!.type === 'time' &&
    found[last - 1]!.type === 'time' &&
    !isAlternative(found[last]!)
  if (target < 1) return swaps ? found.toSpliced(last - 1, 1) : found
  return found.slice(target)
}

/** "el lunes no, digo el martes", "a las 11 en vez de a las 10": what was taken back is left out. */
function corrected(found: Mention[]): Mention[] {
  let kept: Mention[] = []
  for (const mention of found) {
    const replaces =
      mention.before.includes('SINO') || (mention.before.includes('BETTER') && !isAlternative(mention))
    if (replaces && kept.length > 0)
      kept = kept.filter(
        (each) =>
          each.type !== mention.type ||
          (each.type === 'day' &&
            each.word.kind === 'span' &&
            mention.type === 'day' &&
            mention.word.kind === 'day'),
      )
    kept.push(mention)
  }
  return kept
}

/** "la semana que viene, el martes": the wider one only says where the other lies. */
function narrowed(found: Mention[]): Mention[] {
  return found.filter(
    (mention, index) =>
      !found.some((other, place) => narrows(other, mention, found[Math.max(place, index)]!)),
  )
}

function narrows(other: Mention, mention: Mention, later: Mention): boolean {
  if (
    mention.type !== 'day' ||
    other.type !== 'day' ||
    mention.word.kind !== 'span' ||
    other.word.kind !== 'day'
  )
    return false
  if (other.not !== mention.not || isAlternative(later)) return false
  const { from, to } = mention.word.alternatives[0]!
  return other.word.alternatives.every((days) => days.from >= from && days.from < to!)
}
