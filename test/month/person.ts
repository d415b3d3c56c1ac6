import type { SandboxApp, Shown } from '../helpers/sandbox.ts'
import { Random } from '../siege/random.ts'
import { dateOf, hour, spokenDay } from './time.ts'
import { services } from './workshop.ts'

/** How somebody is: who never gets anything, who will block the number, who wants no messages, or anyone. */
export type Nature = 'usual' | 'unreachable' | 'blocks' | 'optsOut'

/** A customer of the month, who writes as people do. */
export class Person {
  readonly phone: string
  readonly random: Random
  readonly nature: Nature
  /** The last message of the chat that was read. */
  read = ''
  readonly #vehicle: string

  constructor(index: number, seed: number) {
    this.phone = `598${91_000_000 + index}`
    this.random = new Random(seed + index * 7919)
    const fate = this.random.next()
    this.nature = fate < 0.02 ? 'unreachable' : fate < 0.04 ? 'blocks' : fate < 0.06 ? 'optsOut' : 'usual'
    const letters = Array.from({ length: 2 }, () => this.random.pick([...'ABCDEFGHKLMNPRSTUVWX'])).join('')
    this.#vehicle = `${this.random.pick(['Gol', 'Onix', 'Corsa', 'Hilux'])} S${letters}${1000 + (index % 9000)}`
  }

  /** Books for a day, in one sentence or by taps. @returns whether it came to an appointment */
  async book(app: SandboxApp, at: number): Promise<boolean> {
    const { random } = this
    const date = spokenDay(dateOf(at))
    const clock = `${random.between(8, 16)}`
    const words = random.chance(0.4)
      ? `Hola! quiero hora para ${random.pick(services)} el ${date} a las ${clock} para el ${this.#vehicle}`
      : random.chance(0.5)
        ? `buenas, quiero agendar para el ${date} a las ${clock}`
        : `Hola, quiero agendar para el ${date}`
    return this.#through(app, await app.say(this.phone, words))
  }

  /** Moves the only or first appointment, by a button or in words. */
  async move(app: SandboxApp, to: number): Promise<boolean> {
    const words = `quiero cambiar mi hora para el ${spokenDay(dateOf(to))} a las ${this.random.between(9, 16)}`
    const shown = await app.say(this.phone, this.random.chance(0.5) ? words : { choose: 'Cambiar la hora' })
    return this.#through(app, shown)
  }

  async cancel(app: SandboxApp): Promise<void> {
    const words = this.random.pick(['no puedo ir, cancelá mi hora', 'quiero cancelar', 'cancelar'])
    let [shown] = (
      await app.say(this.phone, this.random.chance(0.5) ? words : { choose: 'Cancelar la hora' })
    ).slice(-1)
    for (const title of ['Cancelar la hora', 'Sí, cancelar']) {
      if (!shown?.options.some((option) => option.title === title)) continue
      shown = (await app.say(this.phone, { choose: title })).at(-1)
    }
  }

  async confirm(app: SandboxApp): Promise<void> {
    const words = this.random.pick(['sí, voy', 'dale, ahí estoy', 'confirmo'])
    await app.say(this.phone, this.random.chance(0.75) ? { choose: 'Sí, voy' } : words)
  }

  /** Some hours until they answer: most soon, a few in the middle of the night. */
  delay(): number {
    return Math.floor(this.random.next() ** 2 * 9 * hour)
  }

  async #through(app: SandboxApp, first: Shown[]): Promise<boolean> {
    let shown = first.at(-1)
    for (let steps = 0; shown && steps < 8; steps++) {
      const { text, options } = shown
      if (/¡Listo!|¡Cambiada!/.test(text)) return true
      const next = this.#answer(text, options)
      if (next === undefined) return false
      shown = (await app.say(this.phone, next)).at(-1)
    }
    return false
  }

  #answer(text: string, options: Shown['options']): string | object | undefined {
    if (text.includes('¿Qué vehículo es?')) return this.#vehicle
    if (/¿Es para el|¿Para cuál es|¿Te agendo así|¿Te la cambio así/.test(text))
      return { choose: options[0]!.id }
    const wanted = options.filter(({ title }) => !notTaken.test(title))
    return wanted.length > 0 ? { choose: this.random.pick(wanted).id } : undefined
  }
}

const notTaken = /persona|alguien|Otro día|Avisame|Salir|Cancelar|Cambiar|Dejar|Mis horas|Men/i
