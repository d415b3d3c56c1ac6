import { boundRules } from './days/bounds.ts'
import { durationRules } from './days/durations.ts'
import { nearRules } from './days/near.ts'
import { numberRules } from './days/numbers.ts'
import { weekdayRules } from './days/weekdays.ts'
import { weekRules } from './days/weeks.ts'
import { writtenRules } from './days/written.ts'
import { apply, type Draft } from './draft.ts'

/** Finds days whose numbers could be taken for hours: "27/11", "27 de noviembre", "en dos horas". */
export function findDates(draft: Draft): void {
  apply(draft, durationRules)
  apply(draft, writtenRules)
}

/** Finds all other days: "mañana", "la semana que viene", "el viernes", "el 27". */
export function findDays(draft: Draft): void {
  apply(draft, nearRules)
  apply(draft, weekRules)
  apply(draft, weekdayRules)
  apply(draft, numberRules)
}

/** Finds what stands around the days: "antes del viernes", "del lunes al miércoles", "a partir del 10". */
export function boundDays(draft: Draft): void {
  apply(draft, boundRules)
}
