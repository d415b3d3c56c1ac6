/** Aliases are remembered for so many customers. */
const most = 10_000

/**
 * To whom aliases led lately. It only tells who should wait for whom within this node: whose turn it is, the database
 * says each time.
 */
export class Keys {
  readonly #keys = new Map<string, string>()

  /** The conversation that answered last, or else something that is the same for the same alias. */
  of(workshop: string, aliases: string[]): string {
    const [first = ''] = aliases
    return this.#keys.get(`${workshop}/${first}`) ?? first
  }

  remember(workshop: string, aliases: string[], key: string): void {
    const name = `${workshop}/${aliases[0] ?? ''}`
    if (this.#keys.get(name) === key) return
    this.#keys.set(name, key)
    if (this.#keys.size <= most) return
    const [oldest] = this.#keys.keys()
    this.#keys.delete(oldest!)
  }
}
