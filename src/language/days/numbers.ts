import { dayOnly, nextNumber } from '../calendar.ts'
import { type DayWord, type Draft, day, dayAt, numberOf, type Rule } from '../draft.ts'
import { dateOf, dayLength, partsOf } from '../wall.ts'

const unit = '(?! (?:HS|AM|PM|DAY|WEEK|MONTH|MINUTE|OR T\\d|AND HALF|AND QUARTER))'

/** Days of the month by their number: "el 27", "el 2 o 3", "el 5 del mes que viene". */
export const numberRules: Rule[] = [
  day('{the}{n} OF (?:THE )?{D}', (draft, n, place) => numberIn(numberOf(n), dayAt(draft, place))),
  day(`(?:THE|DAY|ON)(?: THE| DAY)* (\\d{1,2})${unit}`, numbered),
  // Twice, for lists of three.
  day(`(?<=D\\d+ (?:OR|AND|,|TO|UNTIL|NOR) )(\\d{1,2})${unit}`, likeTheOneBefore),
  day(`(?<=D\\d+ (?:OR|AND|,|TO|UNTIL|NOR) )(\\d{1,2})${unit}`, likeTheOneBefore),
]

function numbered(draft: Draft, n: string): DayWord | null {
  const number = Number(n)
  const month = draft.days.find(
    (word, place) => draft.text.includes(` D${place} `) && numberIn(number, word) !== null,
  )
  if (month) return numberIn(number, month)
  const date = nextNumber(draft, number)
  return date === null ? null : dayOnly(date, 'number')
}

function likeTheOneBefore(draft: Draft, n: string): DayWord | null {
  return draft.days.at(-1)?.said === 'number' ? numbered(draft, n) : null
}

/** That date of a month that was said. */
function numberIn(number: number, month: DayWord): DayWord | null {
  const { from, to } = month.alternatives[0]!
  const isMonth = month.kind === 'span' && to! - from >= 28 * dayLength && to! - from <= 31 * dayLength
  if (!isMonth || partsOf(from).date !== 1) return null
  const date = dateOf(partsOf(from).year, partsOf(from).month, number)
  return date === null ? null : dayOnly(date, 'number')
}
