import Router from '@koa/router'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { listed, oneLine, shortId } from '../conversation/deadLetter.ts'
import { deadLetter } from '../conversation/deadLetterKind.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Entry, Store } from '../store/store.ts'
import { refuse } from './refusal.ts'

interface Options {
  engine: Engine
  store: Store<Conversation, Message>
}

/**
 * What could not be handled. `GET /api/v1/deadletters`: all of them, oldest first, without what was said;
 * `GET /api/v1/deadletters/{id}`: one as it came; `POST /api/v1/deadletters/{id}/retry`: has it handled again.
 */
export function deadLetters({ engine, store }: Options): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.get('/deadletters', async (ctx) => {
    const items = []
    for await (const entry of all()) items.push(listed(entry))
    ctx.body = { items, next: null }
  })

  router.get('/deadletters/:id', async (ctx) => {
    const entry = await find(ctx.params.id!)
    ctx.body = { ...listed(entry), raw: entry.raw }
  })

  router.post('/deadletters/:id/retry', async (ctx) => {
    const entry = await find(ctx.params.id!)
    const { isHandled, reason } = await engine.retry(entry)
    if (!isHandled) refuse(409, 'notHandled', `It could not be handled this time either: ${oneLine(reason)}`)
    ctx.body = { id: ctx.params.id, handled: true }
  })

  return router

  async function* all(): AsyncGenerator<Entry> {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Entry[]; next: string | null } = await store.entries({
        limit: 500,
        ...(cursor && { cursor }),
      })
      yield* page.items.filter(({ kind }) => kind === deadLetter)
      cursor = page.next
    }
  }

  async function find(id: string): Promise<Entry> {
    for await (const entry of all()) if (shortId(entry) === id) return entry
    return refuse(404, 'notFound', 'There is no such dead letter: it was handled, or the id is another one.')
  }
}
