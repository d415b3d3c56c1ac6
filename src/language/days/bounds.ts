import { open, span } from '../calendar.ts'
import { type DayWord, type Draft, day, dayAt, type Rule, to } from '../draft.ts'
import { asksMove } from '../moving.ts'
import { dayLength, monthStart, partsOf, type Wall } from '../wall.ts'

/** What stands around days: from one to another, before, until, after, from then on. */
export const boundRules: Rule[] = [
  day('(?:BETWEEN |OF |FROM |STARTING )?(?:THE )?{D} (?:TO|UNTIL) (?:THE )?{D}', stretch),
  day('BETWEEN (?:THE )?{D} AND (?:THE )?{D}', stretch),
  // "a las 9... no, a las 10" takes the first back.
  to('(?<=[DT]\\d+ (?:[.,] )+)NOT(?: [.,])+(?= (?:AT |THE )*[DT]\\d)', 'SINO'),
  // "no puedo antes del 10" is from the 10th on.
  to('NOT (?:[a-z]+ ){0,3}(?:BEFORE|UNTIL) (?:OF )?(?:THE )?{D}', 'STARTING D$1'),
  to('NOT (?:[a-z]+ ){0,3}AFTER (?:OF )?(?:THE )?{D}', 'UNTIL D$1'),
  day('(?:FOR )?BEFORE (?:OF |THE |AT )*{D}', (draft, place) => {
    const word = dayAt(draft, place)
    const { from, to } = word.alternatives[0]!
    return until(draft, endsSomething(draft, word) ? to! : from)
  }),
  day('UNTIL (?:THE )?{D}', (draft, place) => {
    const { from, to } = dayAt(draft, place).alternatives[0]!
    return until(draft, to ?? from)
  }),
  day('AFTER (?:OF |THE |AT )*{D}', (draft, place) => since(draft, place, 'to')),
  day('(?:STARTING|FROM) (?:OF )?(?:THE )?{D}(?: ONWARDS)?', (draft, place) => since(draft, place, 'from')),
  day('(?:OF )?(?:THE )?{D} ONWARDS', (draft, place) => since(draft, place, 'from')),
]

function stretch(draft: Draft, first: string, last: string): DayWord | null {
  // "pasalo del lunes al miércoles" goes from one day to the other.
  if (asksMove(draft.text)) return null
  const { from } = dayAt(draft, first).alternatives[0]!
  const { said, alternatives } = dayAt(draft, last)
  let { to } = alternatives[0]!
  if (to === null) return null
  if (to <= from && said === 'weekday') to += 7 * dayLength
  if (to <= from && said === 'number') to = monthStart(from, 1) + partsOf(to - dayLength).date * dayLength
  return to <= from ? null : span(from, to)
}

/** "antes de fin de mes" means before it ends, not before its end begins. */
function endsSomething(draft: Draft, word: DayWord): boolean {
  if (word.said === 'yearEnd') return true
  const { from, to } = word.alternatives[0]!
  if (word.kind !== 'span' || to === null) return false
  const lasts = from <= draft.today && to > draft.today
  return lasts || (partsOf(to).date === 1 && partsOf(from).date === 21)
}

function until(draft: Draft, to: Wall): DayWord | null {
  return to <= draft.now ? null : open(draft.now, to)
}

function since(draft: Draft, place: string, side: 'from' | 'to'): DayWord | null {
  const starts = dayAt(draft, place).alternatives.flatMap((days) => days[side] ?? [])
  const alternatives = starts.map((from) => ({ from: Math.max(from, draft.now), to: null }))
  return alternatives.length > 0 ? { kind: 'open', alternatives } : null
}
