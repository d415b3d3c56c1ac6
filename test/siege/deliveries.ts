import { sign } from '../../src/whatsapp/signature.ts'
import { appSecret } from '../helpers/live.ts'
import type { Random } from './random.ts'

/** Brings webhooks as Meta does: each again and again until it gets 200, and now and then once more after that. */
export class Deliveries {
  /** Where the webhook is now; undefined while nobody listens. */
  readonly #url: () => string | undefined
  readonly #random: Random
  readonly #open = new Set<Promise<void>>()
  readonly #tried = new WeakSet<object>()
  /** Whether nothing is brought any more, as after a test that failed. */
  isOver = false
  /** How often something was brought that had been brought before. */
  repeats = 0

  constructor(url: () => string | undefined, random: Random) {
    this.#url = url
    this.#random = random
  }

  /** Begins to bring a webhook after so many milliseconds. */
  bring(webhook: object, delay = 0): void {
    const bringing = this.#bring(webhook, delay).finally(() => this.#open.delete(bringing))
    this.#open.add(bringing)
  }

  /** Resolves once everything got 200. */
  async done(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open)
  }

  stop(): void {
    this.isOver = true
  }

  async #bring(webhook: object, delay: number): Promise<void> {
    await pause(delay)
    for (let attempt = 1; !(await this.#post(webhook)); attempt++) {
      if (this.isOver) return
      await pause(Math.min(100 * attempt, 1_000) * (0.5 + this.#random.next()))
    }
    if (!this.#random.chance(0.1) || this.isOver) return
    await pause(this.#random.between(0, 300))
    await this.#post(webhook)
  }

  async #post(webhook: object): Promise<boolean> {
    const url = this.#url()
    if (!url) return false
    if (this.#tried.has(webhook)) this.repeats++
    this.#tried.add(webhook)
    const raw = JSON.stringify(webhook)
    const headers = {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': sign(appSecret, Buffer.from(raw)),
    }
    const answer = await fetch(`${url}/webhook/whatsapp`, { method: 'POST', headers, body: raw }).catch(
      () => undefined,
    )
    return answer?.status === 200
  }
}

export function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time))
}
