import { boundRules } from './days/bounds.ts'
import { durationRules } from './days/durations.ts'
import { nearRules } from './days/near.ts'
import { numberRules } from './days/numbers.ts'
import { weekdayRules } from './days/weekdays.ts'
import { weekRules } from './days/weeks.ts'
import { writtenRules } from './days/written.ts'
import type { Rule } from './draft.ts'

/** Days whose numbers could be taken for hours: "27/11", "27 de noviembre", "en dos horas". */
export const dateRules: Rule[] = [...durationRules, ...writtenRules]

/** All other days: "mañana", "la semana que viene", "el viernes", "el 27". */
export const dayRules: Rule[] = [...nearRules, ...weekRules, ...weekdayRules, ...numberRules]

export { boundRules }
