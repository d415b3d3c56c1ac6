import type { EventEmitter } from 'node:events'

/** Who sees "typing…": until the next message, and 25 s at most, as on WhatsApp. Told as `typing` events. */
export class Typing {
  readonly #events: EventEmitter
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(events: EventEmitter) {
    this.#events = events
  }

  start(phone: string): void {
    clearTimeout(this.#timers.get(phone))
    this.#timers.set(
      phone,
      setTimeout(() => this.stop(phone), 25_000),
    )
    this.#events.emit('typing', { phone, on: true })
  }

  stop(phone: string): void {
    if (!this.#timers.has(phone)) return
    clearTimeout(this.#timers.get(phone))
    this.#timers.delete(phone)
    this.#events.emit('typing', { phone, on: false })
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }
}
