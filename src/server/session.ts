import Router from '@koa/router'
import { z } from 'zod'
import { judgeWrite } from './guard.ts'
import { readJson } from './json.ts'
import { refuse } from './refusal.ts'
import { sessionCookie, sessionOf, type Tokens } from './tokens.ts'

/** Where a page hands in the API token, once, for a cookie. */
export function session(tokens: Tokens): Router {
  const router = new Router()
  router.post('/session', readJson, (ctx) => {
    judgeWrite(ctx)
    const given = z.object({ token: z.string() }).safeParse(ctx.request.body)
    const token = given.success ? tokens.named(given.data.token) : undefined
    if (!token) refuse(401, 'unauthorized', 'That is not an API token of this server.')
    ctx.cookies.set(sessionCookie, sessionOf(token), {
      httpOnly: true,
      sameSite: 'strict',
      overwrite: true,
    })
    ctx.status = 204
  })
  return router
}
