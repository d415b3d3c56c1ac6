import type { Log } from '../log.ts'

/** Between two tries while nothing can be sent, in ms. */
export const pauseLength = 60_000

/** Stops the whole queue while Meta refuses everything of the account: an expired token, a payment problem, a ban. */
export class Pause {
  readonly #workshop: string
  readonly #log: Log
  #present: { until: number; reason: string } | undefined

  constructor(workshop: string, log: Log) {
    this.#workshop = workshop
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
    const about = { workshop: this.#workshop, reason }
    if (this.#present?.reason !== reason) this.#log.error(about, 'Nothing is sent until this is mended')
    this.#present = { until: now + pauseLength, reason }
  }

  end(): void {
    if (this.#present) this.#log.info({ workshop: this.#workshop }, 'Messages are sent again')
    this.#present = undefined
  }
}
