/** Webhooks of one workshop that are handled at once: beyond that Meta comes again, and the others are not kept waiting. */
export const largestShare = 16

/** What each of several workshops takes of the server at a time. */
export class Shares {
  readonly #inFlight = new Map<string, number>()

  /** @returns what gives the shares back, or undefined when one of these workshops has all of its share */
  enter(workshops: Iterable<string>): (() => void) | undefined {
    const all = [...workshops]
    if (all.some((each) => (this.#inFlight.get(each) ?? 0) >= largestShare)) return undefined
    for (const each of all) this.#inFlight.set(each, (this.#inFlight.get(each) ?? 0) + 1)
    return () => {
      for (const each of all) {
        const left = this.#inFlight.get(each)! - 1
        if (left > 0) this.#inFlight.set(each, left)
        else this.#inFlight.delete(each)
      }
    }
  }
}
