/** An alias is promised to a conversation for as long as a turn that names both is under way. */
interface Promised {
  key: string
  turns: number
}

/** Aliases that lead nowhere yet: of several who come with one at the same time, only one conversation may get it. */
export class Promises {
  readonly #promised = new Map<string, Promised>()

  /** The conversations to which these are promised. */
  of(aliases: string[]): string[] {
    return aliases.flatMap((alias) => this.#promised.get(alias)?.key ?? [])
  }

  /**
   * Those that are promised already must be promised to the same conversation.
   * @returns what is to be called once the turn is over
   */
  make(aliases: string[], key: string): () => void {
    for (const alias of aliases) {
      const { turns } = this.#promised.get(alias) ?? { turns: 0 }
      this.#promised.set(alias, { key, turns: turns + 1 })
    }
    return () => {
      for (const alias of aliases) {
        const { turns } = this.#promised.get(alias)!
        if (turns > 1) this.#promised.set(alias, { key, turns: turns - 1 })
        else this.#promised.delete(alias)
      }
    }
  }
}
