import type { Time } from './clock.ts'
import { sieveOf } from './sieve.ts'
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
  said?: 'weekday' | 'number' | 'soon' | 'any' | 'now' | 'yearEnd'
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

/** Rewrites what its pattern finds. */
export interface Rule {
  pattern: RegExp
  rewrite(draft: Draft, groups: string[]): string | null
}

type Build<T> = (draft: Draft, ...groups: string[]) => T | null

/** What is found becomes a day; null leaves it as it is. Groups that took no part are undefined. */
export function day(source: string, build: Build<DayWord>): Rule {
  return {
    pattern: tokens(source),
    rewrite: (draft, groups) => kept(draft.days, build(draft, ...groups), 'D'),
  }
}

/** What is found becomes a time; null leaves it as it is. */
export function time(source: string, build: Build<Time>): Rule {
  return {
    pattern: tokens(source),
    rewrite: (draft, groups) => kept(draft.times, build(draft, ...groups), 'T'),
  }
}

/** What is found becomes other tokens, `$1` being the first group. */
export function to(source: string, replacement: string): Rule {
  return {
    pattern: tokens(source),
    rewrite: (_, groups) => replacement.replace(/\$(\d)/g, (_found, place) => groups[place - 1] ?? ''),
  }
}

/** Rules in their order, as something to do to a draft. Those that can find nothing in it are not tried. */
export function applier(rules: Rule[]): (draft: Draft) => void {
  const sieve = sieveOf(rules.map(({ pattern }) => pattern))
  return (draft) => {
    let missing = sieve(draft.text)
    for (let place = missing.indexOf(0); place >= 0; place = missing.indexOf(0, place + 1)) {
      const { pattern, rewrite } = rules[place]!
      const text = draft.text.replace(pattern, (found: string, ...rest: unknown[]) => {
        const groups = rest.slice(0, -2) as string[]
        return rewrite(draft, groups) ?? found
      })
      if (text === draft.text) continue
      draft.text = text
      missing = sieve(text)
    }
  }
}

/** `ONE` is told apart from 1 because it is also the article "un", "una". */
export function numberOf(token: string): number {
  return token === 'ONE' ? 1 : Number(token)
}

export function dayAt(draft: Draft, place: string): DayWord {
  return draft.days[Number(place)]!
}

export function timeAt(draft: Draft, place: string): Time {
  return draft.times[Number(place)]!
}

const shorthands: Record<string, string> = {
  '{n}': '(\\d{1,2}|ONE)',
  '{D}': 'D(\\d+)',
  '{T}': 'T(\\d+)',
  '{W}': 'W(\\d)',
  '{M}': '(M\\d{1,2}|MAR|MAY)',
  '{P}': '(MORNING|AFTERNOON|DUSK|NIGHT|NOON|DAWN|EARLY|NOONSHARP)',
  '{the}': '(?:THE |DAY |ON )*',
}

/**
 * Whole tokens as a pattern. `{n}` is a number of two digits, `{D}` and `{T}` a day and a time understood before (the group
 * is its place), `{W}` a weekday, `{M}` a month by name, `{P}` a part of the day, `{the}` articles. `^` and `$` are the ends
 * of the message.
 */
function tokens(source: string): RegExp {
  const filled = source.replace(/\{\w+\}/g, (name) => shorthands[name] ?? name)
  return new RegExp(`(?<= )(?:${filled})(?= )`, 'g')
}

function kept<T>(list: T[], item: T | null, letter: string): string | null {
  return item === null ? null : `${letter}${list.push(item) - 1}`
}
