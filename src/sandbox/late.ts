import type { Clock } from '../clock.ts'
import type { Webhook } from './change.ts'

/** Webhooks that are brought later than usual, by the sandbox's clock, whether it runs or is moved. */
export class Late {
  readonly #clock: Clock
  readonly #deliver: (webhook: Webhook) => void
  #waiting: { webhook: Webhook; at: number }[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(clock: Clock, deliver: (webhook: Webhook) => void) {
    this.#clock = clock
    this.#deliver = deliver
  }

  add(webhook: Webhook, at: number): void {
    this.#waiting.push({ webhook, at })
    this.#waiting.sort((one, other) => one.at - other.at)
    this.#wake()
  }

  /** When the first of them is brought, Unix ms. */
  get next(): number | undefined {
    return this.#waiting[0]?.at
  }

  /** Brings those whose time has come. */
  release(): void {
    const now = this.#clock.now()
    const due = this.#waiting.filter(({ at }) => at <= now)
    this.#waiting = this.#waiting.filter(({ at }) => at > now)
    for (const { webhook } of due) this.#deliver(webhook)
    this.#wake()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #wake(): void {
    clearTimeout(this.#timer)
    if (this.next === undefined) return
    const pause = Math.min(Math.max(0, this.next - this.#clock.now()), longestTimer)
    this.#timer = setTimeout(() => this.release(), pause).unref()
  }
}

/** A longer timer would fire at once. */
const longestTimer = 2_147_483_647
