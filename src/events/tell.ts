import { isoIn } from '../agenda/zone.ts'
import type { Tell } from '../conversation/teller.ts'
import type { Receiver } from './receiver.ts'
import { signed } from './signature.ts'

/**
 * Posts events to the workshop's own system. Anything but an answer that takes or refuses one is worth another try;
 * no redirect is followed, and of an answer nothing is read.
 */
export function teller(receiver: () => Receiver | undefined): Tell {
  return async ({ id, type, at, data }, { workshop, zone, signal }) => {
    const to = receiver()
    if (!to) return { became: 'off' }
    const body = JSON.stringify({ id, type, at: isoIn(zone, at), workshop, data })
    try {
      const response = await fetch(to.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'chasqui',
          // By the machine's own clock: a receiver refuses what is old by its own.
          ...signed(to.secret, id, Math.floor(Date.now() / 1000), body),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestTelling)]),
      })
      await response.body?.cancel().catch(() => {})
      return judged(response)
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      const reason = cause?.code ?? (error instanceof Error ? error.name : 'unknown')
      return { became: 'failed', isDown: true, reason, after: 0 }
    }
  }
}

/** What a receiver means by its answer. */
function judged(response: Response): Awaited<ReturnType<Tell>> {
  const { status, ok } = response
  if (ok) return { became: 'told' }
  if (refusals.has(status)) return { became: 'refused', reason: `HTTP ${status}` }
  const isDown = status === 429 || status === 502 || status === 503 || status === 504
  const after = isDown ? retryAfter(response.headers.get('retry-after')) : 0
  return { became: 'failed', isDown, reason: `HTTP ${status}`, after }
}

/** It never wants this event: it would say the same each time. Others may be mended, such as 401 or 404. */
const refusals = new Set([400, 410, 413, 415, 422])

/** In ms; an hour at most, and 0 where it is not said. */
function retryAfter(written: string | null): number {
  if (!written) return 0
  const seconds = Number(written)
  const time = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(written) - Date.now()
  return Number.isFinite(time) ? Math.min(Math.max(0, time), 3_600_000) : 0
}

/** For one event, in ms. */
const longestTelling = 10_000
