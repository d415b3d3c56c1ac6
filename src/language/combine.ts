import type { Time } from './clock.ts'
import type { Days, DayWord, Draft } from './draft.ts'
import { isAlternative, listed, type Mention } from './mentions.ts'
import { asksMove } from './moving.ts'
import { dayLength, startOfDay, type Wall, weekdayOf } from './wall.ts'
import type { WhenKind } from './when.ts'

/** A reading in wall-clock minutes. */
export interface Reading {
  kind: WhenKind
  from: Wall
  to: Wall | null
  not: boolean
  saidDay: boolean
  saidTime: boolean
  prefer?: 'first' | 'last'
  /** The place among its alternatives, where a day is in doubt. */
  reading?: number
}

/** Joins days with their times, and tells doubts from choices. What is wanted comes first, then what is excluded. */
export function combine(draft: Draft, mentions: Mention[]): Reading[] {
  const groups = grouped(withoutVague(mentions))
  const readings = groups.flatMap((group) => readGroup(draft, group))
  const wanted = readings.filter((reading) => !reading.not)
  const dayless = wanted.every((reading) => !reading.saidDay)
  const excluded = readings.filter(
    (reading) =>
      reading.not &&
      // What is wanted is not out of the question, whatever was said before: "mañana no, de tarde sí".
      !wanted.some((each) => covers(reading, each)) &&
      ((dayless && (reading.saidDay || wanted.length === 0)) ||
        wanted.some((each) => overlaps(each, reading))),
  )
  const soonest = mentions.some((mention) => mention.type === 'day' && mention.word.said === 'now')
  const named = settleKind(draft, groups, wanted).map((reading) =>
    soonest && reading.kind === 'span' ? { ...reading, prefer: 'first' as const } : reading,
  )
  return [...named, ...excluded.map((reading) => ({ ...reading, kind: 'exclude' as const }))]
}

interface Group {
  not: boolean
  days: DayWord[]
  times: Time[]
  timeFirst?: true
}

/** "cualquier día" and "lo antes posible" say nothing more once a day is named. */
function withoutVague(mentions: Mention[]): Mention[] {
  const named = mentions.filter((mention) => !isVague(mention))
  return named.length > 0 ? named : mentions.slice(0, 1)
}

function isVague(mention: Mention): boolean {
  return mention.type === 'day' && (mention.word.said === 'any' || mention.word.said === 'now')
}

function grouped(mentions: Mention[]): Group[] {
  const groups: Group[] = []
  let current: Group = { not: false, days: [], times: [] }
  const close = (next: Group) => {
    if (current.days.length + current.times.length > 0) groups.push(current)
    current = next
  }
  for (const [index, mention] of mentions.entries()) {
    const empty = current.days.length + current.times.length === 0
    if (mention.type === 'day') {
      const shares = current.timeFirst === true && listed(mention)
      const full = current.days.length > 0 && current.times.length > 0 && !shares
      if (!empty && (full || current.not !== mention.not)) close({ not: mention.not, days: [], times: [] })
      if (empty) current.not = mention.not
      if (current.times.length > 0 && current.days.length === 0) current.timeFirst = true
      current.days.push(mention.word)
      continue
    }
    const inherits = current.days.length > 0 && !mention.apart && current.times.length === 0
    const not = mention.not || (inherits && current.not)
    const opensPair = current.timeFirst && current.days.length > 0 && mentions[index + 1]?.type === 'day'
    if (empty) current.not = not
    else if (opensPair) close({ not, days: [], times: [] })
    else if (not !== current.not) {
      const sameDay = inherits && !mention.apart && current.times.length === 0
      if (sameDay) current.not = not
      else close({ not, days: excludesDays(current) ? [] : current.days, times: [] })
    }
    addTime(current, mention.time, isAlternative(mention))
  }
  close({ not: false, days: [], times: [] })
  return groups
}

/** "menos el lunes, después de las 4": the hour is of another day. */
function excludesDays(group: Group): boolean {
  return group.not && group.times.length === 0
}

/** A part of the day beside an hour only settles which half day the hour is in. */
function addTime(group: Group, time: Time, alternative: boolean): void {
  const last = group.times.at(-1)
  // "al mediodía, a las 12": said twice, it is no choice.
  if (group.times.some((each) => each.from === time.from && each.to === time.to)) return
  if (!last || alternative) {
    group.times.push(time)
    return
  }
  const [part, hour] = last.kind === 'part' ? [last, time] : [time, last]
  if (part.kind !== 'part') group.times.push(time)
  else if (hour.kind === 'part')
    group.times[group.times.length - 1] = hour.to - hour.from < part.to - part.from ? hour : part
  else group.times[group.times.length - 1] = settled(hour, part)
}

function settled(hour: Time, part: Time): Time {
  const { bare, ...known } = hour
  const openEnded = hour.kind === 'range' && (hour.from === 0 || hour.to === dayLength)
  if (openEnded && hour.from < part.to && hour.to > part.from)
    return { ...known, from: Math.max(hour.from, part.from), to: Math.min(hour.to, part.to) }
  if (!bare) return known
  const moves = [0, -720, 720].filter((move) => hour.from + move >= 0 && hour.from + move <= 1440)
  const move = moves.find((each) => hour.from + each >= part.from - 60 && hour.from + each < part.to) ?? 0
  return { ...known, from: hour.from + move, to: hour.to + move }
}

function readGroup(draft: Draft, group: Group): Reading[] {
  if (group.days.length === 0) return group.times.map((time) => withoutDay(draft, time, group.not))
  return group.days.flatMap((word) => {
    const vague = word.said === 'any' || word.said === 'now'
    if (vague && group.times.length > 0) return group.times.map((time) => withoutDay(draft, time, group.not))
    if (group.times.length === 0)
      return word.alternatives.map((days, place) => ({
        ...readDays(draft, word, days, group.not),
        ...doubt(word.alternatives, place),
      }))
    return group.times.flatMap((time) => timed(draft, word, time, group.not))
  })
}

function readDays(draft: Draft, word: DayWord, days: Days, not: boolean): Reading {
  if (days.time) return at(draft, days.from, days.time, not)
  const past = days.to !== null && days.to <= draft.today
  return {
    kind: past ? 'past' : word.kind,
    from: days.from,
    to: days.to,
    not,
    saidDay: true,
    saidTime: false,
  }
}

function timed(draft: Draft, word: DayWord, time: Time, not: boolean): Reading[] {
  const alternatives = word.alternatives.some((days) => !days.time)
    ? word.alternatives.filter((days) => !days.time)
    : word.alternatives
  return alternatives.flatMap((days, place) => {
    const reading = doubt(alternatives, place)
    const first = startOfDay(days.from)
    if (days.to === null)
      return [
        {
          ...readDays(draft, word, days, not),
          ...reading,
          from: Math.max(days.from, first + time.from),
          saidTime: true,
        },
      ]
    const readings: Reading[] = []
    const single = days.to - first <= dayLength
    for (let date = first; date < days.to && readings.length < 31; date += dayLength) {
      if (single || date + time.to > draft.now) readings.push({ ...at(draft, date, time, not), ...reading })
    }
    return readings
  })
}

function doubt(alternatives: Days[], place: number): { reading?: number } {
  return alternatives.length > 1 ? { reading: place } : {}
}

function at(draft: Draft, date: Wall, time: Time, not: boolean): Reading {
  const from = date + time.from
  const ended = time.kind === 'minute' ? from < draft.now : date + time.to <= draft.now
  return {
    kind: ended ? 'past' : time.kind,
    from,
    to: date + time.to,
    not,
    saidDay: true,
    saidTime: true,
    ...(time.prefer && { prefer: time.prefer }),
  }
}

/** Without a day it is today's while most of it is ahead, else tomorrow's; the talk may know better. */
function withoutDay(draft: Draft, time: Time, not: boolean): Reading {
  const turn = time.kind === 'range' ? time.to : (time.from + time.to) / 2
  const date = draft.today + (draft.today + turn <= draft.now ? dayLength : 0)
  return { ...at(draft, date, time, not), kind: time.kind, saidDay: false }
}

function settleKind(draft: Draft, groups: Group[], wanted: Reading[]): Reading[] {
  const words = groups.filter((group) => !group.not).flatMap((group) => group.days)
  const named = asksMove(draft.text)
  if (named && movesBack(draft, words, wanted)) {
    const [only] = wanted as [Reading]
    const later = {
      ...only,
      kind: 'ambiguous' as const,
      reading: 1,
      from: only.from + 7 * dayLength,
      to: only.to! + 7 * dayLength,
    }
    return [{ ...only, kind: 'ambiguous', reading: 0 }, later]
  }
  if (named && fromSomewhere(draft) && wanted.length === 1 && wanted[0]!.kind !== 'past')
    return [{ ...wanted[0]!, kind: 'move' }]
  if (wanted.length < 2) return wanted
  if (wanted.some(({ reading }) => reading !== undefined))
    return wanted.map((reading) => ({ ...reading, kind: 'ambiguous' }))
  const choices = groups
    .filter((group) => !group.not)
    .reduce((sum, group) => sum + Math.max(group.days.length, 1) * Math.max(group.times.length, 1), 0)
  return choices > 1 ? wanted.map((reading) => ({ ...reading, kind: 'set' })) : wanted
}

/** More days were said than are wanted: one of them is that of the present appointment. */
function fromSomewhere(draft: Draft): boolean {
  return (draft.text.match(/ (?=[DT]\d)/g) ?? []).length > 1 && / (?:FOR|TO|por) /.test(draft.text)
}

/** "la hora del jueves para el viernes", said on a Thursday: which Friday depends on which Thursday is booked. */
function movesBack(draft: Draft, words: DayWord[], wanted: Reading[]): boolean {
  const first = draft.days.find(
    (word) => word.said === 'weekday' && draft.text.includes(`D${draft.days.indexOf(word)} `),
  )
  const target = words[0]
  if (
    !first ||
    !target ||
    first === target ||
    words.length !== 1 ||
    target.said !== 'weekday' ||
    wanted.length !== 1
  )
    return false
  return (
    first.alternatives[0]!.from > target.alternatives[0]!.from &&
    weekdayOf(first.alternatives[0]!.from) === weekdayOf(draft.today)
  )
}

function covers(a: Reading, b: Reading): boolean {
  return a.from <= b.from && (a.to === null || (b.to !== null && b.to <= a.to))
}

function overlaps(a: Reading, b: Reading): boolean {
  return (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to)
}
