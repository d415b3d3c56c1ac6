import Router from '@koa/router'
import { z } from 'zod'
import type { Businesses } from './businesses.ts'
import type { Fault, Faults } from './faults.ts'
import type { Throughput, Tier } from './limits.ts'
import { capabilityPayload } from './payload.ts'
import type { Post } from './post.ts'
import { InvalidRequestError } from './refusal.ts'

interface Options {
  faults: Faults
  throughput: Throughput
  tier: Tier
  businesses: Businesses
  post: Post
}

/** What goes wrong on purpose (`/sandbox/faults`), and how much may be sent (`/sandbox/limits`). */
export function faultControls({ faults, throughput, tier, businesses, post }: Options): Router {
  const router = new Router()

  router.get('/sandbox/faults', (ctx) => {
    ctx.body = { items: faults.all.map(shown) }
  })

  router.post('/sandbox/faults', (ctx) => {
    ctx.body = shown(faults.add(ctx.request.body))
    ctx.status = 201
  })

  router.delete('/sandbox/faults', (ctx) => {
    faults.clear()
    ctx.body = { items: [] }
  })

  router.get('/sandbox/limits', (ctx) => {
    ctx.body = present()
  })

  router.post('/sandbox/limits', async (ctx) => {
    const { success, data, error } = limits.safeParse(ctx.request.body ?? {})
    if (!success) {
      const issue = error.issues[0]!
      throw new InvalidRequestError(issue.path.join('.') || 'customersADay', issue.message)
    }
    const { customersADay, perSecond } = data
    if (perSecond !== undefined) throughput.perSecond = perSecond
    if (customersADay !== undefined) {
      tier.customersADay = customersADay
      // Meta tells the business, once for each of its accounts.
      for (const account of businesses.accounts)
        await post.deliver(capabilityPayload(account, customersADay)).catch(() => undefined)
    }
    ctx.body = present()
  })

  return router

  function present() {
    return { customersADay: tier.customersADay, perSecond: throughput.perSecond }
  }
}

const limits = z.strictObject({
  /** Whom a business may contact outside their windows in 24 hours; null: any number. */
  customersADay: z.int('must be a number of customers, or null').min(1).nullable().optional(),
  /** Messages of a number. */
  perSecond: z.int().min(1).max(100_000).optional(),
})

/** Durations are ms here; they are asked for, and shown, as ISO 8601. */
function shown({ delay, late, ...fault }: Fault) {
  const iso = (ms: number) => `PT${ms / 1000}S`
  return { ...fault, ...(delay && { delay: iso(delay) }), ...(late && { late: iso(late) }) }
}
