/**
 * Meta's pair limit: one message every 6 seconds to the same customer, and bursts of up to 45 that borrow from what comes
 * after. A bucket that holds 45, and gets one more every 6 seconds.
 */
export interface Bucket {
  left: number
  /** Unix ms. */
  at: number
}

/** The bucket after one more message; undefined when there is none left (error 131056). */
export function takeOne(bucket: Bucket | undefined, now: number): Bucket | undefined {
  const left = bucket ? Math.min(holds, bucket.left + (now - bucket.at) / refill) : holds
  return left < 1 ? undefined : { left: left - 1, at: now }
}

const holds = 45
const refill = 6_000

/** How many messages a number takes in a second, of real time (error 130429); 80 unless told otherwise. */
export class Throughput {
  perSecond: number
  readonly #sent = new Map<string, number[]>()

  constructor(perSecond = 80) {
    this.perSecond = perSecond
  }

  /** Whether the number may send another one; then it is counted. `now`: any clock that runs, ms. */
  take(number: string, now: number): boolean {
    const within = (this.#sent.get(number) ?? []).filter((at) => at > now - 1_000)
    const isFree = within.length < this.perSecond
    this.#sent.set(number, isFree ? [...within, now] : within)
    return isFree
  }
}

/**
 * How many customers a business may contact outside their windows in any 24 hours: 250 unless told otherwise. Meta does
 * not say with which code it refuses more; 131048 is its limit for what it takes for spam.
 */
export class Tier {
  customersADay: number | null = 250
  /** When each customer was contacted, Unix ms, by account and phone. */
  readonly #contacted = new Map<string, Map<string, number>>()

  /** Whether an account may contact this customer; then they are counted, once a day. */
  take(account: string, phone: string, now: number): boolean {
    const contacted = this.#contacted.get(account) ?? new Map<string, number>()
    this.#contacted.set(account, contacted)
    for (const [each, at] of contacted) if (at <= now - day) contacted.delete(each)
    if (contacted.has(phone)) return true
    if (this.customersADay !== null && contacted.size >= this.customersADay) return false
    contacted.set(phone, now)
    return true
  }
}

const day = 86_400_000
