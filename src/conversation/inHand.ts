/**
 * Ids of messages that this process has marked and may have posted, or is about to. Two turns of one conversation may
 * mark the same message before the store tells which of them stands: each lets go of its own claim only.
 */
export class InHand {
  readonly #claims = new Map<string, number>()

  has(id: string): boolean {
    return this.#claims.has(id)
  }

  claim(id: string): void {
    this.#claims.set(id, (this.#claims.get(id) ?? 0) + 1)
  }

  /** The turn that claimed it was not committed, or what became of it is stored. */
  letGo(id: string): void {
    const others = (this.#claims.get(id) ?? 1) - 1
    if (others > 0) this.#claims.set(id, others)
    else this.#claims.delete(id)
  }
}
