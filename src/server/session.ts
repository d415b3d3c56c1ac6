import Router from '@koa/router'
import { z } from 'zod'
import type { ApiToken } from '../settings.ts'
import { equal, judgeWrite, sessionCookie, sessionOf } from './guard.ts'
import { readJson } from './json.ts'
import { refuse } from './refusal.ts'

/** Where a page hands in the API token, once, for a cookie. */
export function session(tokens: ApiToken[]): Router {
  const router = new Router()
  router.post('/session', readJson, (ctx) => {
    judgeWrite(ctx)
    const given = z.object({ token: z.string() }).safeParse(ctx.request.body)
    const token = tokens.find((each) => given.success && equal(each.token, given.data.token))
    if (!token) refuse(401, 'unauthorized', 'That is not an API token of this server.')
    ctx.cookies.set(sessionCookie, sessionOf(token.token), {
      httpOnly: true,
      sameSite: 'strict',
      overwrite: true,
    })
    ctx.status = 204
  })
  return router
}
