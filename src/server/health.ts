import Router from '@koa/router'
import type { Context } from 'koa'

/** Whether it can store and send, and if not, why, a sentence each. */
export type Readiness = () => Promise<string[]>

/** For load balancers and people: is it there, and can it do its work? Reasons are for those who may see them. */
export function health(readiness: Readiness, mayKnow: (ctx: Context) => boolean): Router {
  const router = new Router()
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    const reasons = await readiness()
    ctx.status = reasons.length === 0 ? 200 : 503
    ctx.body = { status: reasons.length === 0 ? 'ready' : 'notReady', ...(mayKnow(ctx) && { reasons }) }
  })
  return router
}
