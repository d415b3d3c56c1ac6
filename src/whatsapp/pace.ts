/** How fast messages may go: `burst` at once, and then one every so many ms. */
export interface Pace {
  every: number
  burst: number
}

/**
 * Meta takes one message every 6 seconds to the same customer, and bursts of up to 45 that borrow from what comes after
 * (else error 131056). A few less, since they do not arrive there exactly as far apart as they leave here.
 */
export const pairPace: Pace = { every: 6_000, burst: 40 }

/**
 * When the next message may go (Unix ms): `now`, or later.
 * @param spentUntil until when, Unix ms, all that went before has used up the pace
 */
export function mayGoAt({ every, burst }: Pace, spentUntil: number, now: number): number {
  return Math.max(now, spentUntil - (burst - 1) * every)
}

/** Until when the pace is used up once another message goes at `at`, Unix ms. */
export function spent({ every }: Pace, spentUntil: number, at: number): number {
  return Math.max(spentUntil, at) + every
}

/**
 * How many messages a number may send in a second, 80 by default and 20 where the Business app has it as well (error
 * 130429). Of those, what nobody waits for (reminders) takes a quarter at most, so that replies never stand behind it.
 */
export class Throughput {
  readonly #all: Pace
  readonly #proactive: Pace
  #allSpent = 0
  #proactiveSpent = 0
  #heldUntil = 0

  constructor(perSecond: number) {
    // In no second more than its number: what goes at once is taken off what follows.
    const burst = Math.max(1, Math.floor(perSecond / 8))
    this.#all = { every: 1000 / Math.max(1, perSecond - burst), burst }
    this.#proactive = { every: 4000 / perSecond, burst }
  }

  /**
   * When a message may go, Unix ms: `now`, and then it is counted; or later, and then a place is kept for it: it says
   * `hasPlace` when it comes again.
   */
  admit(now: number, { proactive, hasPlace }: { proactive: boolean; hasPlace: boolean }): Admission {
    if (this.#heldUntil > now) return { at: this.#heldUntil, hasPlace }
    if (!proactive) return hasPlace ? { at: now, hasPlace } : this.#takeAny(now)
    if (!hasPlace) {
      const at = mayGoAt(this.#proactive, this.#proactiveSpent, now)
      this.#proactiveSpent = spent(this.#proactive, this.#proactiveSpent, at)
      if (at > now) return { at: Math.ceil(at), hasPlace: true }
    }
    const at = mayGoAt(this.#all, this.#allSpent, now)
    return at > now ? { at: Math.ceil(at), hasPlace: true } : this.#takeAny(now)
  }

  /** Meta says that it is too fast, or that the number is in maintenance: nothing goes until then, Unix ms. */
  hold(until: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, until)
  }

  #takeAny(now: number): Admission {
    const at = mayGoAt(this.#all, this.#allSpent, now)
    this.#allSpent = spent(this.#all, this.#allSpent, at)
    return at > now ? { at: Math.ceil(at), hasPlace: true } : { at: now, hasPlace: false }
  }
}

export interface Admission {
  at: number
  hasPlace: boolean
}
