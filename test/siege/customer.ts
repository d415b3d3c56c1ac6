import { type Arrival, type Meta, tap } from './meta.ts'
import type { Random } from './random.ts'

/** Options that a customer of the siege does not take: afterwards nobody would answer any more. */
const callsPerson = /persona|alguien/i

/** One who writes all the time: mostly what the phone asks for, often something else, now and then two at once. */
export class Customer {
  readonly phone: string
  readonly #meta: Meta
  readonly #random: Random
  /** One who taps a button again at once is answered once only: here each message is to be answered. */
  readonly #tapped = new Set<string>()
  #sent = 0

  constructor(phone: string, meta: Meta, random: Random) {
    this.phone = phone
    this.#meta = meta
    this.#random = random
  }

  /** What is sent next. */
  next(): Record<string, unknown> {
    const id = `wamid.${this.phone}X${++this.#sent}`
    return { id, from: this.phone, ...this.#content(this.#meta.last(this.phone)) }
  }

  #content(shown: Arrival | undefined): Record<string, unknown> {
    const random = this.#random
    const options = (shown?.options ?? []).filter(
      ({ id, title }) => !callsPerson.test(title) && !this.#tapped.has(id),
    )
    if (shown?.text.includes('¿Qué vehículo es?') && random.chance(0.8))
      return text(`Gol SBA ${random.between(1000, 9999)}`)
    if (options.length > 0 && random.chance(0.75)) {
      const option = random.pick(options)
      this.#tapped.add(option.id)
      return tap(option)
    }
    return text(
      random.pick([
        'quiero agendar',
        'quiero agendar',
        'mis horas',
        'menú',
        'mañana a las 10',
        // Twice in a row would give them to a person.
        shown?.text.startsWith('Perdón') ? 'menú' : `zumbido ${this.#sent}`,
      ]),
    )
  }
}

function text(body: string): Record<string, unknown> {
  return { type: 'text', text: { body } }
}
