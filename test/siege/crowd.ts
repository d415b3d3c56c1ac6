import { Customer } from './customer.ts'
import { type Deliveries, pause } from './deliveries.ts'
import { type Meta, webhookOf } from './meta.ts'
import type { Random } from './random.ts'

/** Customers who write all the time, until they leave. */
export class Crowd {
  /** Ids of the messages that were sent. */
  readonly sent: string[] = []
  readonly #deliveries: Deliveries
  readonly #random: Random
  readonly #gap: readonly [number, number]
  readonly #writing: Promise<void>[]
  #hasLeft = false

  /** `gap`: ms between two times that one writes, at least and at most. */
  constructor(
    size: number,
    meta: Meta,
    deliveries: Deliveries,
    random: Random,
    gap: readonly [number, number] = [100, 700],
  ) {
    this.#deliveries = deliveries
    this.#random = random
    this.#gap = gap
    this.#writing = Array.from({ length: size }, (_, index) =>
      this.#write(new Customer(`598991${String(index).padStart(5, '0')}`, meta, random)),
    )
  }

  /** Nobody writes any more. */
  async leave(): Promise<void> {
    this.#hasLeft = true
    await Promise.all(this.#writing)
  }

  async #write(customer: Customer): Promise<void> {
    while (!this.#hasLeft) {
      const messages = Array.from({ length: this.#random.chance(0.25) ? 2 : 1 }, () => customer.next())
      this.sent.push(...messages.map(({ id }) => String(id)))
      for (const message of messages) this.#deliveries.bring(webhookOf(Date.now(), { messages: [message] }))
      await pause(this.#random.between(...this.#gap))
    }
  }
}
