import { nearMiss } from '../yaml/yaml.ts'
import { longStarts } from './longStarts.ts'
import { fits, type Message, type Need } from './message.ts'
import type { Wrong } from './textTree.ts'
import { type ValueName, valueNames } from './vocabulary.ts'

/** Everything that would keep a text from being said, or Meta from taking it, each with its cure. */
export function faults(key: string, message: Message): Wrong[] {
  const unfit = [...message.placeholders].flatMap(([name, need]) => unfitting(name, need) ?? [])
  if (unfit.length > 0) return unfit.map((what) => ({ rule: 'text-placeholder', what }))
  const { what, most } = kindOf(key)
  const longest = longestOf(message)
  if (longest.length <= most) return []
  const instance = longest.length <= 60 ? ` ("${longest}")` : ''
  const isFixed = message.placeholders.size === 0
  const cure = `${what} takes ${most} at most: shorten it`
  return [
    {
      rule: 'text-too-long',
      what: `${isFixed ? 'has' : 'can have'} ${longest.length} characters${instance}; ${cure}`,
    },
  ]
}

/** What a button reads, and the message that it can stand in: `booking`. Undefined for what is no button. */
export function button(key: string, message: Message): { group: string; title: string } | undefined {
  if (kindOf(key) !== kinds.option) return undefined
  return { group: key.split('.').slice(0, -1).join('.'), title: longestOf(message).trim().toLowerCase() }
}

/** Meta's limits, in UTF-16 units. What stands where is told by the last part of a key. */
const kinds = {
  option: { what: 'a button (its name begins with "option")', most: 20 },
  list: { what: 'the button of a list (its name begins with "list")', most: 20 },
  slot: { what: 'a row of a list (its name is "slot")', most: 24 },
  other: { what: 'a message', most: 1024 },
}

/** The longest that each value gets; the titles of services and the workshop's name are held to it when they are read. */
const longest: Record<Exclude<ValueName, 'start'>, string> = {
  workshop: 'm'.repeat(60),
  address: 'm'.repeat(200),
  // Each weekday with hours of its own, and a break.
  hours: 'm'.repeat(7 * 50),
  service: 'm'.repeat(24),
  vehicle: 'm'.repeat(120),
  price: 'm'.repeat(72),
  minutes: '1440',
  kilometres: '1000000',
  name: 'm'.repeat(20),
  // Nine lines at most, each with its number, a title and a price.
  lines: 'm'.repeat(9 * (5 + 40 + 2 + 16)),
  total: 'm'.repeat(16),
  // Ten services at most, and a list's row has a title and the price.
  prices: 'm'.repeat(10 * (24 + 2 + 69)),
}

export function kindOf(key: string) {
  const [, kind] = key.match(/(?:^|\.)(option|list|slot)(?=[A-Z]|$)[^.]*$/) ?? []
  return kinds[(kind ?? 'other') as keyof typeof kinds]
}

function unfitting(name: string, need: Need): string | undefined {
  if (!isKnown(name)) {
    const unknown = `unknown placeholder ${nearMiss(name, valueNames)}`
    return unknown.endsWith('?') ? `${unknown} There are ${valueNames.join(', ')}` : unknown
  }
  if (name === 'start') return need === 'instant' ? undefined : noStyle
  if (fits(longest[name], need)) return undefined
  return `{${name}} is a text, not ${need === 'instant' ? 'a date' : 'a number'}; write {${name}}`
}

const noStyle =
  '{start} has no style; write {start, date, day}, {start, date, on}, {start, date, short} or {start, time, hour}'

function isKnown(name: string): name is ValueName {
  return (valueNames as readonly string[]).includes(name)
}

/** A sentence with the longest of all that can be filled in. */
export function longestOf(message: Message): string {
  const known = lengths.get(message) ?? fill(message)
  lengths.set(message, known)
  return known
}

const lengths = new WeakMap<Message, string>()

function fill(message: Message): string {
  if (!message.placeholders.has('start')) return message.say(longest, 'UTC')
  return longStarts(message.language)
    .map((start) => message.say({ ...longest, start }, 'UTC'))
    .reduce((most, each) => (each.length > most.length ? each : most))
}
