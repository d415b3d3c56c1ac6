import { expect } from 'chai'
import * as fc from 'fast-check'
import { freshDatabase } from '../../helpers/postgres.ts'
import { startSandbox } from '../../helpers/sandbox.ts'
import { type Answered, answered, type Document, Judge } from './document.ts'
import { type Request, requests } from './requests.ts'
import { ana, bruno, type Scene, setScene } from './scene.ts'

/** How many requests each store gets: the same ones each time in `npm test`, others where `API_RUNS` says so. */
const { API_RUNS } = process.env
const parameters = API_RUNS ? { numRuns: Number(API_RUNS) } : { numRuns: 500, seed: 1 }

for (const kept of ['a folder', 'PostgreSQL']) {
  describe(`any request that the document of the API can be read into, with ${kept}`, function () {
    this.timeout(60_000 + parameters.numRuns * 200)

    it('is answered as the document says, and never with a failure of ours', async () => {
      const environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      const app = await startSandbox({ environment })
      const document = await app.get<Document>('/api/v1/openapi.json')
      const judge = new Judge(document)
      const there = new There(await setScene(app))
      const counts: Record<string, number> = {}

      await fc.assert(
        fc.asyncProperty(requests(document), async (request) => {
          const answer = await answered(await there.send(app.url, request))
          const { method, route } = request
          const what = `${method} ${route}: ${JSON.stringify(answer.body)}`
          expect(answer.status, what).to.be.lessThan(500)
          expect(judge.misfits(method, route, answer)).to.deep.equal([])
          there.learn(request, answer)
          counts[`${method} ${route} ${answer.status}`] =
            (counts[`${method} ${route} ${answer.status}`] ?? 0) + 1
        }),
        parameters,
      )
      // It means something only if much of it was taken, and every route was asked for.
      const taken = new Set(
        Object.keys(counts)
          .filter((each) => / 20\d$/.test(each))
          .map((each) => each.slice(0, -4)),
      )
      const refused = new Set(
        Object.keys(counts)
          .filter((each) => / 4\d\d$/.test(each))
          .map((each) => each.slice(0, -4)),
      )
      expect([taken.size, refused.size], JSON.stringify(counts)).to.satisfy((all: number[]) =>
        all.every((each) => each > 18),
      )
    })
  })
}

/** What is there to be asked for, and what was learnt of it. */
class There {
  readonly #known: Record<string, string[]>

  constructor(scene: Scene) {
    const { appointment, message, file, deadLetter, absence, customer, service, start } = scene
    this.#known = {
      appointments: [appointment],
      messages: [message],
      media: [file],
      deadletters: [deadLetter],
      absences: [absence],
      forgotten: ['59899444444', '59899555555'],
      customer: [customer, ana, bruno, '+598 99 222 222'],
      phone: [ana, '099 333 333', '59899444444', '59899555555', '123'],
      to: [ana, '099 333 333', '59899444444', '123'],
      service: [service, service, 'tea'],
      start: [start, '2100-01-01T10:00:00-03:00'],
      cursor: ['c1', '1'],
    }
  }

  /** From what was answered come ids, keys and cursors to ask for next. */
  learn({ route }: Request, { body }: Answered): void {
    const [, , , kind = ''] = route.split('/')
    const { items, ...own } = (body ?? {}) as { items?: unknown[]; next?: unknown }
    for (const each of [own, ...(Array.isArray(items) ? items.slice(0, 3) : [])]) {
      const { id, customer, start, next } = each as Record<string, unknown>
      for (const [name, value] of Object.entries({ [kind]: id, customer, start, cursor: next }))
        if (typeof value === 'string' && this.#known[name])
          this.#known[name] = [value, ...this.#known[name]!].slice(0, 12)
    }
  }

  send(url: string, { method, route, path, query, body, key, raw }: Request): Promise<Response> {
    const at = route.replace(/\{(\w+)\}/g, (_, name: string) => segment(this.#said(path[name]!)))
    const asked = new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, this.#said(value)]),
    )
    const isFile = route === '/api/v1/media'
    const hasBody = method !== 'get' && method !== 'delete'
    const written = raw ?? JSON.stringify(this.#filled(body)) ?? ''
    return fetch(`${url}${at}?${asked}`, {
      method: method.toUpperCase(),
      headers: {
        'Content-Type': isFile ? 'application/octet-stream' : 'application/json',
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(hasBody && { body: isFile ? Buffer.from('%PDF-1.4') : written }),
    })
  }

  #filled(value: unknown): unknown {
    if (typeof value === 'string') return this.#said(value)
    if (Array.isArray(value)) return value.map((each) => this.#filled(each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#filled(each)]))
  }

  #said(words: string): string {
    const [, name = '', place] = /^@(\w+):(\d+)$/.exec(words) ?? []
    const all = this.#known[name]
    return all ? all[Number(place) % all.length]! : words
  }
}

/** A browser takes dots for folders, and half a sign cannot be written in an address. */
function segment(words: string): string {
  const whole = Buffer.from(words).toString()
  return /^\.{1,2}$/.test(whole) ? 'dots' : encodeURIComponent(whole)
}
