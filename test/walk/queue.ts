/** What waits to be done, by time; what is of the same time stays in the order in which it came. */
export class Queue<T extends { at: number }> {
  readonly #lines: { at: number; items: T[] }[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  add(item: T): void {
    this.#size++
    const { at } = item
    const place = this.#lines.findIndex((line) => line.at >= at)
    if (place >= 0 && this.#lines[place]!.at === at) this.#lines[place]!.items.push(item)
    else this.#lines.splice(place < 0 ? this.#lines.length : place, 0, { at, items: [item] })
  }

  /** The next ones, of which none is later than the first by more than `within`. */
  takeUpTo(most: number, within: number): T[] {
    const taken: T[] = []
    const last = (this.#lines[0]?.at ?? 0) + within
    while (taken.length < most && (this.#lines[0]?.at ?? Number.POSITIVE_INFINITY) <= last)
      taken.push(this.#take()!)
    return taken
  }

  #take(): T | undefined {
    const [first] = this.#lines
    if (!first) return undefined
    this.#size--
    const item = first.items.shift()!
    if (first.items.length === 0) this.#lines.shift()
    return item
  }
}
