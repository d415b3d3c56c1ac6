import type { Engine } from '../conversation/engine.ts'
import type { Readiness } from '../server/health.ts'
import type { Store } from '../store/store.ts'
import type { Numbers } from './numbers.ts'

/**
 * Whether messages can be taken and answered. One of several workshops that waits for its credentials, or whose token
 * Meta refuses, is told of and keeps the others from nothing.
 */
export function readiness(
  numbers: Numbers,
  engine: Engine,
  store: Pick<Store<never, never>, 'trouble'>,
): Readiness {
  return async () => {
    const stuck = numbers.all.map(({ workshop, missing }) => {
      const paused = engine.receptions.get(workshop)?.paused
      const reasons = [...missing, ...(paused ? [`Nothing is sent: ${paused}`] : [])]
      return numbers.areMany ? reasons.map((reason) => `${workshop}: ${reason}`) : reasons
    })
    const trouble = await store.trouble()
    const canSend = stuck.some((reasons) => reasons.length === 0)
    return {
      isReady: canSend && trouble === undefined,
      reasons: [...(trouble === undefined ? [] : [trouble]), ...stuck.flat()],
    }
  }
}
