/** Runs work of one name strictly one after another, in the order it came; work of different names runs side by side. */
export class Lanes {
  /** Of each name that somebody has: those who wait for it. */
  readonly #queues = new Map<string, (() => void)[]>()

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    await this.#arrive(name)
    try {
      return await work()
    } finally {
      this.#leave(name)
    }
  }

  /** Runs work that is of several names; all who want some of the same give them in one order, or wait for each other. */
  async runAll<T>(names: string[], work: () => Promise<T>): Promise<T> {
    const releases: (() => void)[] = []
    try {
      for (const name of names) releases.push(await this.enter(name))
      return await work()
    } finally {
      for (const release of releases) release()
    }
  }

  /** Waits for its turn; the lane is this caller's until it calls what it gets. */
  async enter(name: string): Promise<() => void> {
    await this.#arrive(name)
    let isInside = true
    return () => {
      if (isInside) this.#leave(name)
      isInside = false
    }
  }

  /** @returns what to wait for, if somebody is inside */
  #arrive(name: string): Promise<void> | undefined {
    const queue = this.#queues.get(name)
    if (queue) return new Promise((resolve) => queue.push(resolve))
    this.#queues.set(name, [])
    return undefined
  }

  /** Whoever comes next is let in here: nobody can slip in between. */
  #leave(name: string): void {
    const next = this.#queues.get(name)?.shift()
    if (next) next()
    else this.#queues.delete(name)
  }
}
