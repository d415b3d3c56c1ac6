interface Claim {
  key: string
  /** How many turns under way name both. */
  turns: number
}

/** Aliases that lead nowhere yet: of several who come with one at the same time, only one conversation may get it. */
export class AliasClaims {
  readonly #claims = new Map<string, Claim>()

  /** The conversations for which these are claimed. */
  keysOf(aliases: string[]): string[] {
    return aliases.flatMap((alias) => this.#claims.get(alias)?.key ?? [])
  }

  /**
   * Those that are claimed already must be so for the same conversation.
   * @returns what is to be called once the turn is over
   */
  claim(aliases: string[], key: string): () => void {
    for (const alias of aliases) {
      const { turns } = this.#claims.get(alias) ?? { turns: 0 }
      this.#claims.set(alias, { key, turns: turns + 1 })
    }
    return () => {
      for (const alias of aliases) {
        const { turns } = this.#claims.get(alias)!
        if (turns > 1) this.#claims.set(alias, { key, turns: turns - 1 })
        else this.#claims.delete(alias)
      }
    }
  }
}
