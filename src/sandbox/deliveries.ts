import type { Webhook } from './change.ts'

/** One phone's webhooks that wait: messages and statuses stand in lines of their own, so that neither blocks the other. */
interface Phone {
  lines: Record<Webhook['kind'], Line>
  busy: boolean
  timer?: NodeJS.Timeout
  waiters: (() => void)[]
}

interface Line {
  waiting: Webhook[]
  failures: number
  /** When its first may be tried, by `performance.now()`. */
  notBefore: number
}

/**
 * Brings webhooks to the server until it answers 200: one at a time per phone, phones side by side, in order within each
 * line. After a failure a line rests, longer each time, from 1 to 30 s by the real clock.
 */
export class Deliveries {
  readonly #post: (payload: object) => Promise<number>
  readonly #settle: (webhook: Webhook) => Promise<void>
  readonly #phones = new Map<string, Phone>()
  readonly #underWay = new Set<Promise<void>>()
  #waiters: (() => void)[] = []
  #isClosed = false

  constructor(options: {
    /** Delivers once and answers with the status; throws if there was no answer. */
    post: (payload: object) => Promise<number>
    /** Records, durably, that it was delivered. */
    settle: (webhook: Webhook) => Promise<void>
  }) {
    this.#post = options.post
    this.#settle = options.settle
  }

  add(webhook: Webhook): void {
    let phone = this.#phones.get(webhook.phone)
    if (!phone) {
      phone = { lines: { message: emptyLine(), status: emptyLine() }, busy: false, waiters: [] }
      this.#phones.set(webhook.phone, phone)
    }
    phone.lines[webhook.kind].waiting.push(webhook)
    this.#next(webhook.phone, phone)
  }

  /** Resolves once nothing waits for this phone, or for anyone; or when closed. */
  async delivered(phone?: string): Promise<void> {
    if (this.#isClosed || this.#phones.size === 0) return
    if (phone === undefined) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    else {
      const waiting = this.#phones.get(phone)
      if (waiting) await new Promise<void>((resolve) => waiting.waiters.push(resolve))
    }
  }

  /** Stops; what is still waiting is delivered after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const phone of this.#phones.values()) {
      clearTimeout(phone.timer)
      release(phone.waiters)
    }
    release(this.#waiters)
    await Promise.all(this.#underWay)
  }

  #next(number: string, phone: Phone): void {
    if (this.#isClosed || phone.busy) return
    clearTimeout(phone.timer)
    const lines = Object.values(phone.lines).filter(({ waiting }) => waiting.length > 0)
    if (lines.length === 0) {
      this.#finish(number, phone)
      return
    }
    const now = performance.now()
    const ready = lines.filter(({ notBefore }) => notBefore <= now)
    if (ready.length === 0) {
      const pause = Math.min(...lines.map(({ notBefore }) => notBefore)) - now
      phone.timer = setTimeout(() => this.#next(number, phone), pause)
      return
    }
    phone.busy = true
    const underWay = this.#deliver(ready.reduce(older)).finally(() => {
      phone.busy = false
      this.#underWay.delete(underWay)
      this.#next(number, phone)
    })
    this.#underWay.add(underWay)
  }

  async #deliver(line: Line): Promise<void> {
    const webhook = line.waiting[0]!
    if (await this.#tryOnce(webhook)) {
      line.waiting.shift()
      line.failures = 0
      line.notBefore = 0
    } else {
      line.notBefore = performance.now() + pauseAfter(line.failures)
      line.failures++
    }
  }

  async #tryOnce(webhook: Webhook): Promise<boolean> {
    try {
      if ((await this.#post(webhook.payload)) !== 200) return false
      await this.#settle(webhook)
      return true
    } catch {
      // No answer, or the answer could not be recorded: Meta, too, delivers again when in doubt.
      return false
    }
  }

  #finish(number: string, phone: Phone): void {
    this.#phones.delete(number)
    release(phone.waiters)
    if (this.#phones.size > 0) return
    release(this.#waiters)
    this.#waiters = []
  }
}

function emptyLine(): Line {
  return { waiting: [], failures: 0, notBefore: 0 }
}

function older(one: Line, other: Line): Line {
  return one.waiting[0]!.message <= other.waiting[0]!.message ? one : other
}

/** In milliseconds: 1 s, doubled with each failure, at most 30 s. */
function pauseAfter(failures: number): number {
  return Math.min(1000 * 2 ** failures, 30_000)
}

function release(waiters: (() => void)[]): void {
  for (const resolve of waiters) resolve()
}
