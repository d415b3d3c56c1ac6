import { clock } from '../../agenda/spokenHours.ts'
import type { Workshop } from '../../agenda/workshop.ts'
import { addDays, instant, isoIn, local, weekday } from '../../agenda/zone.ts'
import { parseMessage } from '../../conversation/message.ts'

/** The two weeks that a recorded talk speaks of, from the Monday before it began: the other way of a `Calendar`. */
export class Week {
  readonly #workshop: Workshop
  readonly #days: { day: string; name: string }[]
  /** Words for a day, the longest first, and the placeholder that stands for them. */
  readonly #words: [string, string][]

  /** @param begun Unix ms */
  constructor(workshop: Workshop, begun: number) {
    this.#workshop = workshop
    const today = local(workshop.zone, begun).day
    const monday = addDays(today, -((weekday(today) + 6) % 7))
    this.#days = Array.from({ length: 14 }, (_, index) => {
      const name = names[index % 7]!
      return { day: addDays(monday, index), name: index < 7 ? name : `next ${name}` }
    })
    this.#words = this.#days
      .flatMap(({ day, name }) => {
        const key = name.replace(/^next (.)/, (_, letter: string) => `next${letter.toUpperCase()}`)
        return forms.map((form): [string, string] => [this.#said(day, form), `{${key}, date, ${form}}`])
      })
      .sort(([a], [b]) => b.length - a.length)
  }

  /** The day of the week and the time, as talks have it; undefined beyond the two weeks. */
  moment(at: number): string | undefined {
    const { day, minute } = local(this.#workshop.zone, at)
    const found = this.#days.find((each) => each.day === day)
    return found && `${found.name} ${clock(minute)}`
  }

  /** The text with a placeholder for each date in it. */
  hide(text: string): string {
    // In a talk they would be placeholders.
    let hidden = text.replace(/[{}]/g, '')
    for (const [words, placeholder] of this.#words) hidden = hidden.replaceAll(words, placeholder)
    return hidden
  }

  #said(day: string, form: string): string {
    const { language, zone } = this.#workshop
    const message = parseMessage(language, `{it, date, ${form}}`)
    if ('wrong' in message) throw new Error(message.wrong)
    return message.say({ it: isoIn(zone, instant(zone, day, 12 * 60)!) }, zone)
  }
}

const forms = ['day', 'short']
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
