import Router from '@koa/router'
import type { Context } from 'koa'

/**
 * Whether it can store and send, and what keeps it from doing so, a sentence each. Where there are several workshops it
 * is ready although one of them cannot send: the others must not be cut off for it.
 */
export type Readiness = () => Promise<{ isReady: boolean; reasons: string[] }>

/** For load balancers and people: is it there, and can it do its work? Reasons are for those who may see them. */
export function health(readiness: Readiness, mayKnow: (ctx: Context) => boolean): Router {
  const router = new Router()
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    const { isReady, reasons } = await readiness()
    ctx.status = isReady ? 200 : 503
    ctx.body = { status: isReady ? 'ready' : 'notReady', ...(mayKnow(ctx) && { reasons }) }
  })
  return router
}
