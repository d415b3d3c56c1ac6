import type { Clock } from '../clock.ts'

/** Node's timers overflow after 24.8 days and then fire at once. */
const longest = 86_400_000

/** One timer for everything that falls due: wakes up at the earliest time it was told. */
export class Timer {
  readonly #clock: Clock
  readonly #wake: () => Promise<void>
  #at = Number.POSITIVE_INFINITY
  #timeout: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(clock: Clock, wake: () => Promise<void>) {
    this.#clock = clock
    this.#wake = wake
  }

  wakeAt(instant: number): void {
    if (instant >= this.#at || this.#isStopped) return
    this.#at = instant
    this.#arm()
  }

  /** Forgets what it was told; `final`: for good. */
  stop({ final = false } = {}): void {
    this.#isStopped = final
    clearTimeout(this.#timeout)
    this.#at = Number.POSITIVE_INFINITY
  }

  #arm(): void {
    clearTimeout(this.#timeout)
    const wait = Math.min(Math.max(this.#at - this.#clock.now(), 0), longest)
    this.#timeout = setTimeout(() => {
      if (this.#clock.now() < this.#at) return this.#arm()
      this.#at = Number.POSITIVE_INFINITY
      void this.#wake()
    }, wait)
  }
}
