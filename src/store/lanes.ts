/** Runs work of one name strictly one after another, in the order it came; work of different names runs side by side. */
export class Lanes {
  readonly #tails = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.runAll([name], work)
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
    const before = this.#tails.get(name)
    let release = () => {}
    const tail = new Promise<void>((resolve) => {
      release = () => {
        if (this.#tails.get(name) === tail) this.#tails.delete(name)
        resolve()
      }
    })
    this.#tails.set(name, tail)
    await before
    return release
  }

  isBusy(name: string): boolean {
    return this.#tails.has(name)
  }
}
