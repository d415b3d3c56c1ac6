/**
 * Has work begin in rounds: what comes while the event loop goes round once begins together, in the order in which it came.
 * Steps that many take in a row cost half of what each costs with all else in between, since the processor still holds
 * their code. Who comes alone begins at once.
 */
export class Rounds {
  #waiting: (() => void)[] = []
  readonly #isAtOnce: boolean

  /** `isAtOnce`: there are no rounds, since nobody is to wait until what a flood of others brought is done. */
  constructor({ isAtOnce = false } = {}) {
    this.#isAtOnce = isAtOnce
  }

  /** Resolves when the next round begins. */
  async next(): Promise<void> {
    if (this.#isAtOnce) return
    return new Promise((begin) => {
      if (this.#waiting.push(begin) === 1) setImmediate(() => this.#begin())
    })
  }

  #begin(): void {
    const together = this.#waiting
    this.#waiting = []
    for (const begin of together) begin()
  }
}
