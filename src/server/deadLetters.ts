import { z } from 'zod'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { listed, oneLine, shortId } from '../conversation/deadLetter.ts'
import { deadLetter } from '../conversation/deadLetterKind.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Entry, Store } from '../store/store.ts'
import { cursor, id, limit } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { handled, listedDeadLetter, page, deadLetter as shape } from './shapes.ts'

interface Options {
  engine: Engine
  store: Store<Conversation, Message>
}

/** What could not be handled: what there is, one as it came, and another try. */
export function deadLetters(routes: Routes, { engine, store }: Options): void {
  const params = z.object({ id })

  routes.add(
    'get',
    '/deadletters',
    {
      tag: 'dead letters',
      summary: 'Lists what could not be handled, oldest first, without what was said.',
      isOfServer: true,
      query: z.strictObject({ limit, cursor: cursor(/^\d{1,15}\.[\da-f]{12}$/) }),
      answers: { 200: { what: 'A page of it.', schema: page(listedDeadLetter) } },
    },
    async (ctx, { query }) => {
      const found: Entry[] = []
      for await (const entry of after(query.cursor)) if (found.push(entry) > query.limit) break
      const items = found.slice(0, query.limit)
      ctx.body = {
        items: items.map(listed),
        next: found.length > items.length ? cursorAt(items.at(-1)!) : null,
      }
    },
  )

  routes.add(
    'get',
    '/deadletters/:id',
    {
      tag: 'dead letters',
      summary: 'Shows one as it came.',
      isOfServer: true,
      params,
      answers: { 200: { what: 'The dead letter.', schema: shape } },
    },
    async (ctx, { params }) => {
      const entry = await find(params.id)
      ctx.body = { ...listed(entry), raw: entry.raw }
    },
  )

  routes.add(
    'post',
    '/deadletters/:id/retry',
    {
      tag: 'dead letters',
      summary: 'Has one handled again.',
      isOfServer: true,
      params,
      body: z.strictObject({}),
      answers: { 200: { what: 'It was handled, and is none any more.', schema: handled } },
      refusals: { 409: '`notHandled`: why it could not be handled this time either.' },
    },
    async (ctx, { params: { id } }) => {
      const entry = await find(id)
      const { isHandled, reason } = await engine.retry(entry)
      if (!isHandled)
        refuse(409, 'notHandled', `It could not be handled this time either: ${oneLine(reason)}`)
      ctx.body = { id, handled: true }
    },
  )

  /** Those that stand behind one; where it is gone meanwhile, behind its time. */
  async function* after(cursor: string | undefined): AsyncGenerator<Entry> {
    const [at = '0', id] = cursor?.split('.') ?? []
    const waiting: Entry[] = []
    let isBehind = id === undefined
    for await (const entry of all(`${at} `)) {
      if (isBehind) yield entry
      else if (entry.at > Number(at)) {
        yield* waiting.splice(0)
        yield entry
        isBehind = true
      } else if (shortId(entry) === id) {
        isBehind = true
        waiting.length = 0
      } else waiting.push(entry)
    }
    if (!isBehind) yield* waiting
  }

  async function* all(from = ''): AsyncGenerator<Entry> {
    for (let cursor: string | null = from; cursor !== null; ) {
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

function cursorAt(entry: Entry): string {
  return `${entry.at}.${shortId(entry)}`
}
