import type { Log } from '../log.ts'

/** Stops the whole queue while Meta refuses everything of the account: an expired token, a payment problem, a ban. */
export class Pause {
  /** Between two tries, in ms. */
  readonly length = 60_000
  readonly #log: Log
  #present: { until: number; reason: string } | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Why nothing is sent, in words for whoever can mend it. */
  get reason(): string | undefined {
    return this.#present?.reason
  }

  /** When one message may try again; undefined when nothing is paused, or the time has come. */
  until(now: number): number | undefined {
    return this.#present && this.#present.until > now ? this.#present.until : undefined
  }

  begin(now: number, reason: string): void {
    if (this.#present?.reason !== reason) this.#log.error({ reason }, 'Nothing is sent until this is mended')
    this.#present = { until: now + this.length, reason }
  }

  end(): void {
    if (this.#present) this.#log.info('Messages are sent again')
    this.#present = undefined
  }
}
