import type { Time } from './clock.ts'
import type { Wall } from './wall.ts'

/** A stretch of days as said: `to` is not included, null when it is open. Whole days, but for "now". */
export interface Days {
  from: Wall
  to: Wall | null
  /** A time that goes with this reading only: "jueves 10" as Thursday at 10. */
  time?: Time
}

/** What was said of a day. More than one alternative is a doubt. */
export interface DayWord {
  kind: 'day' | 'span' | 'open'
  alternatives: Days[]
  /** How it was said, where that matters to what stands beside it. */
  said?: 'weekday' | 'number' | 'soon' | 'any' | 'now'
}

/** Canonical text in which what was understood is replaced by `D0`, `T1` and so on. */
export interface Draft {
  text: string
  days: DayWord[]
  times: Time[]
  /** Now, and the start of today. */
  now: Wall
  today: Wall
}

/** Rewrites what its pattern finds: to other tokens, to a day or to a time. Null leaves it as it is. */
export type Rule = { pattern: RegExp } & (
  | { to: string }
  | { day: (groups: Groups, draft: Draft) => DayWord | null }
  | { time: (groups: Groups, draft: Draft) => Time | null }
)

type Groups = (string | undefined)[]

/**
 * Tokens as a pattern: `{n}` is a number of two digits, `{D}` and `{T}` a day and a time understood before (the group is
 * its place), `{P}` a part of the day, `{M}` a month by name.
 */
export function tokens(source: string): RegExp {
  const filled = source
    .replaceAll('{n}', '(\\d{1,2}|ONE)')
    .replaceAll('{D}', 'D(\\d+)')
    .replaceAll('{T}', 'T(\\d+)')
    .replaceAll('{M}', '(M\\d{1,2}|MAR|MAY)')
    .replaceAll('{P}', '(MORNING|AFTERNOON|DUSK|NIGHT|NOON|NOONSHARP|MIDNIGHT|DAWN|EARLY|FIRSTHOUR|LASTHOUR)')
  return new RegExp(`(?<= )(?:${filled})(?= )`, 'g')
}

export function apply(draft: Draft, rules: Rule[]): void {
  for (const rule of rules) {
    draft.text = draft.text.replace(rule.pattern, (found: string, ...rest: unknown[]) => {
      const groups = rest.slice(0, -2) as Groups
      if ('to' in rule) return rule.to.replace(/\$(\d)/g, (_, place) => groups[place - 1] ?? '')
      if ('day' in rule) return kept(draft.days, rule.day(groups, draft), 'D', found)
      return kept(draft.times, rule.time(groups, draft), 'T', found)
    })
  }
}

/** `ONE` is told apart from 1 because it is also the article "un", "una". */
export function numberOf(token: string | undefined): number {
  return token === 'ONE' ? 1 : Number(token)
}

function kept<T>(list: T[], item: T | null, letter: string, found: string): string {
  return item === null ? found : `${letter}${list.push(item) - 1}`
}
