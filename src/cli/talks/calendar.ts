import { openingOn } from '../../agenda/opening.ts'
import type { Workshop } from '../../agenda/workshop.ts'
import { addDays, instant, isoIn, local, weekday } from '../../agenda/zone.ts'
import { parseMessage } from '../../conversation/message.ts'

/**
 * The days that a talk speaks of, so that it never ages: two ordinary weeks ahead of now, from a Monday on, without
 * holidays or exceptions. `monday` … `sunday` are those of the first week, with `next` before them those of the second.
 */
export class Calendar {
  readonly #workshop: Workshop
  readonly #monday: string

  /** @param now Unix ms */
  constructor(workshop: Workshop, now: number) {
    this.#workshop = workshop
    let monday = local(workshop.zone, now).day
    do monday = addDays(monday, 1)
    while (weekday(monday) !== 1 || !isOrdinary(workshop, monday))
    this.#monday = monday
  }

  /** When that is ("next monday 15:00"), in Unix ms. */
  at(moment: string): number {
    const [clock = '', ...day] = moment.split(' ').reverse()
    const [hour, minute] = clock.split(':').map(Number)
    const { zone } = this.#workshop
    return instant(zone, this.#dayOf(day.reverse().join(' ')), hour! * 60 + minute!)!
  }

  iso(moment: string): string {
    return isoIn(this.#workshop.zone, this.at(moment))
  }

  /** Fills in the days, in the forms that texts have: `{friday, date, short}`, `{nextMonday, date, day}`. */
  fill(words: string): string {
    const { language, zone } = this.#workshop
    const message = parseMessage(language, words)
    if ('wrong' in message) throw new Error(`"${words}" ${message.wrong}`)
    const week = weekdays.map((day) => [day, this.iso(`${day} 12:00`)])
    const next = weekdays.map((day) => [
      `next${day[0]!.toUpperCase()}${day.slice(1)}`,
      this.iso(`next ${day} 12:00`),
    ])
    return message.say(Object.fromEntries([...week, ...next]), zone)
  }

  #dayOf(words: string): string {
    const isNext = words.startsWith('next ')
    return addDays(this.#monday, weekdays.indexOf(words.replace('next ', '')) + (isNext ? 7 : 0))
  }
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function isOrdinary(workshop: Workshop, monday: string): boolean {
  const days = Array.from({ length: 14 }, (_, index) => addDays(monday, index))
  return days.every((day) => !workshop.exceptions[day] && openingOn(workshop, day).why !== 'holiday')
}
