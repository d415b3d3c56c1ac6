import { expect } from 'chai'
import { deadLetter } from '../../src/conversation/deadLetterKind.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'

const ana = '59899111111'

interface List {
  items: { id: string; name: string }[]
  next: string | null
}

for (const kept of ['a folder', 'PostgreSQL']) {
  describe(`pages of what the API lists, with ${kept}`, () => {
    let app: SandboxApp
    beforeEach(async () => {
      const environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      app = await startSandbox({ environment })
    })

    /** All pages of a list, of so many items each. */
    const turned = async <T>(path: string, limit: number, items: (page: never) => T[]): Promise<T[][]> => {
      const pages: T[][] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) })
        const page: { next: string | null } = await app.get(`/api/v1/${path}?${query}`)
        pages.push(items(page as never))
        cursor = page.next
      }
      return pages
    }

    it('of a conversation begin with its last messages, and each is oldest first', async () => {
      for (const each of ['hola', '1', 'menú', 'hola']) await app.say(ana, each)
      await app.chasqui.engine.settled()
      const path = `conversations/${ana}`
      type Shown = { messages: { id: string }[]; next: string | null }
      const { messages, next } = await app.get<Shown>(`/api/v1/${path}`)
      expect(next).to.equal(null)
      expect(messages.length).to.be.greaterThan(4)
      const pages = await turned(path, 3, (page: Shown) => page.messages)
      expect(pages.slice(0, -1).every(({ length }) => length === 3)).to.equal(true)
      expect(pages.toReversed().flat()).to.deep.equal(messages)
    })

    it('of dead letters go on where the one before ended, also where that one is gone', async () => {
      const { store } = app.chasqui
      const entries = [5, 5, 5, 6, 7].map((at, place) => ({
        id: `wamid.${place} wamid.b${place}`,
        at,
        kind: place === 1 ? 'other' : deadLetter,
        reason: 'x',
        raw: {},
      }))
      for (const entry of entries) await store.record(entry)
      const { items } = await app.get<List>('/api/v1/deadletters')
      expect(items).to.have.length(4)
      for (const limit of [1, 2, 3, 4])
        expect((await turned('deadletters', limit, (page: List) => page.items)).flat()).to.deep.equal(items)
      const first = await app.get<List>('/api/v1/deadletters?limit=2')
      await store.removeEntry(entries[2]!)
      const rest = await app.get<List>(`/api/v1/deadletters?cursor=${first.next}`)
      expect(rest.items.slice(-2)).to.deep.equal(items.slice(2))
    })

    it('of templates and costs keep their order', async () => {
      for (const each of [ana, '59899222222', '59899333333']) await app.say(each, 'hola')
      await app.chasqui.engine.settled()
      for (const [path, name] of [
        ['templates', ({ name, language }) => `${name} ${language}`],
        ['costs', ({ name }) => name],
      ] as [string, (item: { name: string; language?: string }) => string][]) {
        const query = path === 'costs' ? '&by=conversation' : ''
        const { items } = await app.get<{ items: { name: string }[] }>(`/api/v1/${path}?limit=500${query}`)
        expect(items.length, path).to.be.greaterThan(2)
        const names: string[] = []
        for (let cursor: string | null = ''; cursor !== null; ) {
          const after = cursor && `&cursor=${encodeURIComponent(cursor)}`
          const page: List = await app.get(`/api/v1/${path}?limit=2${query}${after}`)
          expect(page.items.length, path).to.be.lessThan(3)
          names.push(...page.items.map(name))
          cursor = page.next
        }
        expect(names, path).to.deep.equal(items.map(name))
      }
    })

    it('cannot be turned by what no page gave', async () => {
      const answer = await fetch(`${app.url}/api/v1/costs?cursor=nobody`)
      expect([answer.status, await answer.json()]).to.deep.equal([
        422,
        {
          error: {
            code: 'invalid',
            message: 'cursor: what it stands for is gone; begin again without',
            field: 'cursor',
          },
        },
      ])
    })
  })
}
