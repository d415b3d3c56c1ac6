/** The one source of "now". Times inside Chasqui are Unix milliseconds; at its edges they are ISO 8601 with offset. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that can be moved on by hand: the sandbox's, and the tests'. It never goes back. */
export class MovableClock implements Clock {
  #offset: number

  constructor(offset = 0) {
    this.#offset = Math.ceil(offset)
  }

  now(): number {
    return Date.now() + this.#offset
  }

  /** How far this clock is ahead of the machine's, in milliseconds. */
  get offset(): number {
    return this.#offset
  }

  moveTo(instant: number): void {
    // Whole milliseconds, as the machine's own has: an instant with a fraction would never quite be reached.
    this.#offset += Math.max(0, Math.ceil(instant - this.now()))
  }
}
