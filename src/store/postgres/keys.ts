/** Aliases are remembered for so many customers. */
const most = 10_000

/**
 * To whom aliases led lately. It tells who should wait for whom within this node, and what may be remembered of them: to
 * whom they lead, the database says.
 */
export class Keys {
  readonly #keys = new Map<string, string>()

  /** The conversation that answered last, or else something that is the same for the same alias. */
  of(workshop: string, aliases: string[]): string {
    return this.found(workshop, aliases) ?? aliases[0] ?? ''
  }

  /** The conversation that answered last. */
  found(workshop: string, [first]: string[]): string | undefined {
    return first === undefined ? undefined : this.#keys.get(`${workshop}/${first}`)
  }

  remember(workshop: string, [first]: string[], key: string): void {
    if (first === undefined) return
    const name = `${workshop}/${first}`
    if (this.#keys.get(name) === key) return
    this.#keys.set(name, key)
    if (this.#keys.size <= most) return
    const [oldest] = this.#keys.keys()
    this.#keys.delete(oldest!)
  }
}
