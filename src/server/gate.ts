/** Requests that are handled at once, and what their bodies may weigh together: beyond that, Meta comes again later. */
const mostRequests = 512
const mostBytes = 64 * 1024 * 1024

/** Lets a bounded number of requests in, whatever the size of each. */
export class Gate {
  #requests = 0
  #bytes = 0
  #whenEmpty: (() => void)[] = []

  /** @returns what lets the next one in, or undefined when it is full */
  enter(bytes: number): (() => void) | undefined {
    if (this.#requests >= mostRequests || (this.#requests > 0 && this.#bytes + bytes > mostBytes))
      return undefined
    this.#requests++
    this.#bytes += bytes
    return () => {
      this.#requests--
      this.#bytes -= bytes
      if (this.#requests === 0) for (const told of this.#whenEmpty.splice(0)) told()
    }
  }

  /** Resolves once nobody is inside. */
  async empty(): Promise<void> {
    if (this.#requests > 0) await new Promise<void>((resolve) => this.#whenEmpty.push(resolve))
  }
}
