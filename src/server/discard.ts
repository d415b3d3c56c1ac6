import type { IncomingMessage } from 'node:http'
import type { Context, Middleware } from 'koa'

/** Answers no 413 of what comes after it before the rest of the body was discarded. */
export const discardTooLarge: Middleware = async (ctx, next) => {
  await next()
  if (ctx.status === 413) await discardRest(ctx)
}

/**
 * Before a 413 is answered, reads and throws away what still comes of the body: a client that is cut off while it sends
 * sees a broken connection in place of the answer. Up to 16 MB and for 5 s; whoever goes on after that is cut off.
 */
export async function discardRest(ctx: Context): Promise<void> {
  if (!(await discard(ctx.req))) ctx.set('Connection', 'close')
}

const mostBytes = 16 * 1024 * 1024
const patience = 5_000

/** @returns whether the body came to its end */
function discard(request: IncomingMessage): Promise<boolean> {
  if (request.complete) return Promise.resolve(true)
  return new Promise((resolve) => {
    let bytes = 0
    const timer = setTimeout(done, patience)
    const count = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) done()
    }
    function done() {
      clearTimeout(timer)
      request.off('data', count).off('end', done).off('close', done).pause()
      resolve(request.complete)
    }
    // What inflates a body would hold it back.
    request.unpipe().on('data', count).once('end', done).once('close', done).resume()
  })
}
