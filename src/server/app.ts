import Koa from 'koa'
import type { Log } from '../log.ts'
import { discardTooLarge } from './discard.ts'
import { type GuardOptions, guard, mayWatch } from './guard.ts'
import { health, type Readiness } from './health.ts'
import { readJson } from './json.ts'
import { refusals } from './refusal.ts'
import { session } from './session.ts'

export interface AppOptions extends GuardOptions {
  log: Log
  webhook: Koa.Middleware
  readiness: Readiness
  /** What anyone may load: the page where the token is entered. */
  entry: Koa.Middleware
  /** The agenda's feed, whose address is its key. */
  calendar: Koa.Middleware
  /** What only those with a token (or, in the sandbox, this machine) may see: the API, the sandbox, the pages. */
  guarded: Koa.Middleware[]
}

/** The server: the webhook and the health checks for the world, all the rest behind the guard. */
export function createApp({
  mode,
  tokens,
  log,
  webhook,
  readiness,
  entry,
  calendar,
  guarded,
}: AppOptions): Koa {
  const app = new Koa()
  app.on('error', (error) => {
    if (isHangUp(error)) log.debug({ err: error }, 'Whoever asked hung up before the answer ended')
    else log.error({ err: error }, 'An answer could not be written')
  })
  app.use(webhook)
  app.use(discardTooLarge)
  app.use(refusals(log))
  app.use(health(readiness, (ctx) => mayWatch({ mode, tokens }, ctx)).routes())
  app.use(session(tokens).routes())
  app.use(entry)
  app.use(calendar)
  app.use(guard({ mode, tokens, log }))
  app.use(readJson)
  for (const each of guarded) app.use(each)
  return app
}

/** A closed tab or a lost connection, as where a page follows events: nothing of ours failed. */
function isHangUp({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE'
}
