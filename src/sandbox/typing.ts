import type { EventEmitter } from 'node:events'
import { partiesOf } from './chat.ts'

/** Who sees "typing…": until the next message, and 25 s at most, as on WhatsApp. Told as `typing` events. */
export class Typing {
  readonly #events: EventEmitter
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(events: EventEmitter) {
    this.#events = events
  }

  start(chat: string): void {
    clearTimeout(this.#timers.get(chat))
    this.#timers.set(
      chat,
      setTimeout(() => this.stop(chat), 25_000),
    )
    this.#events.emit('typing', { ...partiesOf(chat), on: true })
  }

  stop(chat: string): void {
    if (!this.#timers.has(chat)) return
    clearTimeout(this.#timers.get(chat))
    this.#timers.delete(chat)
    this.#events.emit('typing', { ...partiesOf(chat), on: false })
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }
}
