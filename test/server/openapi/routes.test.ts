import { expect } from 'chai'
import type { ApiToken } from '../../../src/apiTokens.ts'
import { readSettings } from '../../../src/settings.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../../helpers/sandbox.ts'
import { type Answered, answered, type Document, Judge } from './document.ts'
import { bruno, type Scene, setScene } from './scene.ts'

/** One request: its path below the API, and its body. */
type Asked = [path: string, body?: unknown]

interface Tried {
  good: Asked
  /** What is wrong, which status tells so, and which field it names. */
  bad: [...Asked, status: number, field?: string][]
  /** What the same key must not be used for, where the route takes one. */
  other?: unknown
  /** What is answered to the same request again, where that is not the same. */
  again?: number
}

const tried = (scene: Scene): Record<string, Tried> => {
  const { service, appointment, start, customer, message, file, deadLetter, absence } = scene
  const list: Tried['bad'] = [
    ['?limit=0', undefined, 422, 'limit'],
    ['?limit=501', undefined, 422, 'limit'],
    ['?limit=many', undefined, 422, 'limit'],
    ['?limit=1&limit=2', undefined, 422, 'limit'],
    ['?cursor=%00', undefined, 422, 'cursor'],
    ['?cursr=1', undefined, 422, 'cursr'],
  ]
  const at = (path: string, bad: Tried['bad']) =>
    bad.map(([query, ...rest]) => [`${path}${query}`, ...rest] as Tried['bad'][number])
  const quotePath = `/appointments/${appointment}/quote`
  const blocked = { all: true, from: '2100-01-01T10:00:00Z', to: '2100-01-01T12:00:00Z' }
  const wish = { customer: bruno, service, start, force: true }
  const text = { to: bruno, type: 'text', text: { body: 'Hola' } }
  return {
    'get /workshops': { good: ['/workshops'], bad: at('/workshops', list) },
    'get /workshop': { good: ['/workshop'], bad: [['/workshop?workshop=other', undefined, 422, 'workshop']] },
    'get /appointments': {
      good: ['/appointments?from=2020-01-01&to=2100-01-01&status=booked,done&toCall=false'],
      bad: at('/appointments', [
        ...list,
        ['?from=tomorrow', undefined, 422, 'from'],
        ['?from=0001-01-01', undefined, 422, 'from'],
        ['?to=2026-02-30', undefined, 422, 'to'],
        ['?from=2026-11-28&to=2026-11-27', undefined, 422, 'to'],
        ['?status=asleep', undefined, 422, 'status'],
        ['?status=waiting', undefined, 422, 'status'],
        ['?customer=%00', undefined, 422, 'customer'],
        ['?toCall=yes', undefined, 422, 'toCall'],
      ]),
    },
    'get /absences': {
      good: ['/absences?from=2020-01-01&to=2100-01-01'],
      bad: at('/absences', [
        ...list,
        ['?from=tomorrow', undefined, 422, 'from'],
        ['?from=2026-11-28&to=2026-11-27', undefined, 422, 'to'],
      ]),
    },
    'post /absences': {
      good: ['/absences', blocked],
      other: { ...blocked, reason: 'Feria' },
      bad: [
        ['/absences', undefined, 400],
        ['/absences', {}, 422, 'from'],
        ['/absences', { ...blocked, all: false }, 422, 'bays'],
        ['/absences', { ...blocked, bays: ['bay-1'] }, 422, 'bays'],
        ['/absences', { ...blocked, all: false, bays: [] }, 422, 'bays'],
        ['/absences', { ...blocked, all: false, bays: ['moon'] }, 422, 'bays'],
        ['/absences', { ...blocked, all: false, mechanics: ['moon'] }, 422, 'mechanics'],
        ['/absences', { ...blocked, from: '2100-01-01' }, 422, 'from'],
        ['/absences', { ...blocked, to: blocked.from }, 422, 'to'],
        ['/absences', { ...blocked, to: '2100-05-01T10:00:00Z' }, 422, 'to'],
        ['/absences', { ...blocked, reason: ' ' }, 422, 'reason'],
        ['/absences', { ...blocked, froce: true }, 422, 'froce'],
      ],
    },
    'delete /absences/{id}': {
      good: [`/absences/${absence}`],
      again: 404,
      bad: [
        ['/absences/b1', undefined, 404],
        [`/absences/${appointment}`, undefined, 404],
      ],
    },
    'get /days': {
      good: ['/days?from=2026-12-24&to=2026-12-26'],
      bad: [
        ['/days', undefined, 422, 'from'],
        ['/days?from=2026-12-24', undefined, 422, 'to'],
        ['/days?from=2026-12-24&to=2026-12-23', undefined, 422, 'to'],
        ['/days?from=2026-12-24&to=2027-12-23', undefined, 422, 'to'],
        ['/days?from=2026-12-24&to=2026-12-26&day=1', undefined, 422, 'day'],
      ],
    },
    'get /slots': {
      good: [`/slots?service=${service}&from=${start.slice(0, 10)}&to=${start.slice(0, 10)}`],
      bad: [
        ['/slots?from=2026-12-24&to=2026-12-26', undefined, 422, 'service'],
        ['/slots?service=tea&from=2026-12-24&to=2026-12-26', undefined, 422, 'service'],
        [`/slots?service=${service}&from=2026-12-24&to=2026-12-23`, undefined, 422, 'to'],
        [`/slots?service=${service}&from=2026-12-24&to=2026-12-26&moving=%00`, undefined, 422, 'moving'],
      ],
    },
    'post /appointments': {
      good: ['/appointments', wish],
      other: { ...wish, customer },
      bad: [
        ['/appointments', undefined, 400],
        ['/appointments', [], 422],
        ['/appointments', {}, 422, 'service'],
        ['/appointments', { ...wish, customer: undefined }, 422, 'customer'],
        ['/appointments', { ...wish, phone: bruno }, 422, 'customer'],
        ['/appointments', { ...wish, customer: 'c1' }, 404, 'customer'],
        ['/appointments', { ...wish, customer: undefined, phone: '12' }, 422, 'phone'],
        ['/appointments', { ...wish, customer: undefined, phone: 59899 }, 422, 'phone'],
        ['/appointments', { ...wish, service: 'tea' }, 422, 'service'],
        ['/appointments', { ...wish, start: '2026-12-01T10:00:00' }, 422, 'start'],
        ['/appointments', { ...wish, start: '0001-12-01T10:00:00Z' }, 422, 'start'],
        ['/appointments', { ...wish, vehicle: ' ' }, 422, 'vehicle'],
        ['/appointments', { ...wish, note: 'x'.repeat(1001) }, 422, 'note'],
        ['/appointments', { ...wish, note: 'a\0b' }, 422, 'note'],
        ['/appointments', { ...wish, force: 'yes' }, 422, 'force'],
        ['/appointments', { ...wish, statsu: 'booked' }, 422, 'statsu'],
        ['/appointments', { ...wish, force: false, start: '2100-01-01T10:00:00Z' }, 409, 'start'],
      ],
    },
    'get /appointments/{id}': {
      good: [`/appointments/${appointment}`],
      bad: [
        ['/appointments/a1', undefined, 404],
        ['/appointments/%00', undefined, 404],
        [`/appointments/${appointment}?id=1`, undefined, 422, 'id'],
      ],
    },
    'patch /appointments/{id}': {
      good: [`/appointments/${appointment}`, { status: 'confirmed', vehicle: 'Gol', note: 'Trae la llave' }],
      bad: [
        ['/appointments/a1', { status: 'confirmed' }, 404],
        [`/appointments/${appointment}`, { status: 'asleep' }, 422, 'status'],
        [`/appointments/${appointment}`, { status: 'ready' }, 409, 'status'],
        [`/appointments/${appointment}`, { start: 'noon' }, 422, 'start'],
        [`/appointments/${appointment}`, { start: '2100-01-01T10:00:00Z' }, 409, 'start'],
        [`/appointments/${appointment}`, { vehicle: '' }, 422, 'vehicle'],
        [`/appointments/${appointment}`, { note: '\ud800' }, 422, 'note'],
        [`/appointments/${appointment}`, { stat: 'done' }, 422, 'stat'],
      ],
    },
    'get /conversations': {
      good: ['/conversations?attention=human', '/conversations?recent=true&search=ana'],
      bad: at('/conversations', [
        ...list,
        ['?attention=dog', undefined, 422, 'attention'],
        ['?recent=yes', undefined, 422, 'recent'],
        ['?search=', undefined, 422, 'search'],
      ]),
    },
    'get /conversations/{customer}': {
      good: [`/conversations/${customer}?limit=2&cursor=3&understood=true`],
      bad: [
        ...at(`/conversations/${customer}`, list),
        ['/conversations/59800000000', undefined, 404],
        ['/conversations/%00', undefined, 404],
        [`/conversations/${'9'.repeat(65)}`, undefined, 404],
      ],
    },
    'post /conversations/{customer}/attention': {
      good: [`/conversations/${bruno}/attention`, { to: 'human' }],
      bad: [
        ['/conversations/59800000000/attention', { to: 'bot' }, 404],
        [`/conversations/${bruno}/attention`, { to: 'dog' }, 422, 'to'],
        [`/conversations/${bruno}/attention`, {}, 422, 'to'],
      ],
    },
    'post /conversations/{customer}/messages': {
      good: [`/conversations/${bruno}/messages`, { text: 'Hola, soy Marta' }],
      other: { text: 'Hola, soy Inés' },
      bad: [
        ['/conversations/59800000000/messages', { text: 'Hola' }, 404],
        [`/conversations/${bruno}/messages`, { text: '' }, 422, 'text'],
        [`/conversations/${bruno}/messages`, { text: 'x'.repeat(5000) }, 422, 'text'],
        [`/conversations/${bruno}/messages`, { text: 'a\0b' }, 422, 'text'],
        [`/conversations/${bruno}/messages`, { text: { body: 'Hola' } }, 422, 'text'],
      ],
    },
    'post /messages': {
      good: ['/messages', text],
      other: { ...text, text: { body: 'Chau' } },
      bad: [
        ['/messages', { ...text, to: 'Bruno' }, 422, 'to'],
        ['/messages', { ...text, to: undefined }, 422, 'to'],
        ['/messages', { ...text, text: { body: '' } }, 422, 'text.body'],
        ['/messages', { ...text, type: 'song' }, 422, 'type'],
        ['/messages', { ...text, fallback: 'none' }, 422, 'fallback'],
        ['/messages', { ...text, recipient_type: 'group' }, 422, 'recipient_type'],
      ],
    },
    'get /messages': {
      good: ['/messages?state=failed'],
      bad: at('/messages', [...list, ['?state=read', undefined, 422, 'state']]),
    },
    'get /messages/{id}': {
      good: [`/messages/${message}`],
      bad: [
        ['/messages/c1.1', undefined, 404],
        [`/messages/${file}`, undefined, 404],
        ['/messages/%2e%00', undefined, 404],
      ],
    },
    'get /media/{id}': {
      good: [`/media/${file}`],
      bad: [
        [`/media/${message}`, undefined, 404],
        ['/media/x', undefined, 404],
      ],
    },
    'post /media': {
      good: ['/media?filename=presupuesto.pdf', Buffer.from('%PDF-1.4')],
      bad: [
        ['/media', Buffer.from('%PDF-1.4'), 422, 'filename'],
        ['/media?filename=a.pdf&type=pdf', Buffer.from('%PDF-1.4'), 422, 'type'],
        ['/media?filename=a.pdf', { bytes: 1 }, 415],
      ],
    },
    'get /templates': { good: ['/templates'], bad: at('/templates', list) },
    'post /templates': {
      good: ['/templates', { name: 'appointment_reminder', language: 'es' }],
      bad: [
        ['/templates', { language: 'es' }, 422, 'name'],
        ['/templates', { name: 'constructor', language: 'es' }, 404],
        ['/templates', { name: 'appointment_reminder', language: 'de' }, 404],
      ],
    },
    'get /costs': {
      good: ['/costs?by=appointment&from=2020-01-01&to=2100-01-01'],
      bad: [
        ...at('/costs', list).filter(([path]) => !path.includes('501')),
        ['/costs?by=colour', undefined, 422, 'by'],
        ['/costs?from=0000-01-01', undefined, 422, 'from'],
      ],
    },
    'get /ratings': {
      good: ['/ratings?from=2020-01-01&to=2100-01-01'],
      bad: [
        ['/ratings?from=tomorrow', undefined, 422, 'from'],
        ['/ratings?limit=1', undefined, 422, 'limit'],
      ],
    },
    'post /appointments/{id}/quote': {
      good: [quotePath, { lines: [{ id: 'a', title: 'A', price: 3500.5 }] }],
      other: { lines: [{ id: 'a', title: 'A', price: 3501 }] },
      bad: [
        ['/appointments/a1/quote', { lines: [{ id: 'a', title: 'A', price: 1 }] }, 404],
        [quotePath, undefined, 400],
        [quotePath, { lines: [] }, 422, 'lines'],
        [quotePath, { lines: [{ id: 'a', title: 'A', price: 1.005 }] }, 422, 'lines.0.price'],
        [quotePath, { lines: [{ id: 'a b', title: 'A', price: 1 }] }, 422, 'lines.0.id'],
        [quotePath, { lines: [{ id: 'a', title: 'A\nB', price: 1 }] }, 422, 'lines.0.title'],
        [quotePath, { lines: [{ id: 'a', title: 'A', price: 1 }], currency: '$' }, 422, 'currency'],
      ],
    },
    'get /appointments/{id}/quotes': {
      good: [`/appointments/${appointment}/quotes`],
      bad: [
        ['/appointments/a1/quotes', undefined, 404],
        [`/appointments/${appointment}/quotes?limit=1`, undefined, 422, 'limit'],
      ],
    },
    'get /deadletters': { good: ['/deadletters'], bad: at('/deadletters', list) },
    'get /deadletters/{id}': {
      good: [`/deadletters/${deadLetter}`],
      bad: [['/deadletters/000000000000', undefined, 404]],
    },
    'post /deadletters/{id}/retry': {
      good: [`/deadletters/${deadLetter}/retry`, {}],
      again: 404,
      bad: [
        ['/deadletters/000000000000/retry', {}, 404],
        [`/deadletters/${deadLetter}/retry`, { now: true }, 422, 'now'],
      ],
    },
    'get /openapi.json': { good: ['/openapi.json'], bad: [['/openapi.json?v=2', undefined, 422, 'v']] },
    'get /customers/{customer}/export': {
      good: [`/customers/${customer}/export`],
      bad: [['/customers/59800000000/export', undefined, 404]],
    },
    'delete /customers/{customer}': {
      good: [`/customers/${customer}`],
      again: 404,
      bad: [['/customers/59800000000', undefined, 404]],
    },
  }
}

const tokens: ApiToken[] = [
  { name: 'desk', scope: 'full', token: 'token-of-the-desk' },
  { name: 'screen', scope: 'read', token: 'token-of-the-screen' },
]
const full = { Authorization: 'Bearer token-of-the-desk' }
const readOnly = { Authorization: 'Bearer token-of-the-screen' }

for (const kept of ['a folder', 'PostgreSQL']) {
  describe(`every route of the API, with ${kept}`, () => {
    let app: SandboxApp
    let all: [name: string, Tried][]
    let judge: Judge
    let document: Document

    beforeEach(async () => {
      const environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      app = await startSandbox({ environment })
      document = await app.get<Document>('/api/v1/openapi.json')
      judge = new Judge(document)
      all = Object.entries(tried(await setScene(app)))
      await app.chasqui.apply({ ...readSettings({}), apiTokens: tokens })
    })

    const ask = async (name: string, [path, body]: Asked, headers: Record<string, string>) => {
      const [method = '', route = ''] = name.split(' ')
      const isFile = body instanceof Uint8Array
      const isWrite = method !== 'get' && method !== 'delete'
      const response = await fetch(`${app.url}/api/v1${path}`, {
        method: method.toUpperCase(),
        headers: { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json', ...headers },
        // What is no JSON, where there is to be some.
        ...(isWrite && {
          body: isFile ? Buffer.from(body) : body === undefined ? '{' : JSON.stringify(body),
        }),
      })
      const answer = await answered(response)
      expect(judge.misfits(method, `/api/v1${route}`, answer), `${name} ${path}`).to.deep.equal([])
      return answer
    }

    it('is tried', () => {
      const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
      )
      expect(all.map(([name]) => name).toSorted()).to.deep.equal(routes.toSorted())
    })

    it('answers what is good, and the same to the same once more', async () => {
      for (const [name, { good, other, again }] of all) {
        const key = { ...full, 'Idempotency-Key': `once more ${name}` }
        const first = await ask(name, good, key)
        expect(first.status, `${name} ${JSON.stringify(first.body)}`).to.be.within(200, 204)
        await app.chasqui.engine.settled()
        const second = await ask(name, good, key)
        if (again) expect(second.status, name).to.equal(again)
        else if (name !== 'post /media') expect(gist(second), name).to.deep.equal(gist(first))
        else expect([first.status, second.status, idOf(second)]).to.deep.equal([201, 200, idOf(first)])
        const { parameters = [] } = document.paths[`/api/v1${name.split(' ')[1]}`]![name.split(' ')[0]!]!
        const takesKey = parameters.some((each) => each.name === 'Idempotency-Key')
        expect(takesKey, name).to.equal(other !== undefined)
        if (takesKey) expect((await ask(name, [good[0], other], key)).status, name).to.equal(409)
      }
    })

    it('refuses what is bad, and names what is', async () => {
      const otherwise: unknown[] = []
      for (const [name, { bad }] of all)
        for (const [path, body, status, field] of bad) {
          const answer = await ask(name, [path, body], full)
          const { error } = answer.body as { error?: { message: string; field?: string } }
          if (answer.status === status && error && error.field === field) continue
          otherwise.push([name, path, body, answer.status, answer.body])
        }
      expect(otherwise).to.deep.equal([])
    })

    it('is closed to who has no token or another one, and to writing with one that may only read', async () => {
      for (const [name, { good }] of all) {
        const isWrite = !name.startsWith('get')
        expect((await ask(name, good, {})).status, name).to.equal(401)
        expect((await ask(name, good, { Authorization: 'Bearer other' })).status, name).to.equal(401)
        expect((await ask(name, good, { Authorization: 'token-of-the-desk' })).status, name).to.equal(401)
        const { status, body } = await ask(name, good, readOnly)
        expect(status, name).to.equal(isWrite ? 403 : 200)
        if (isWrite) expect(body).to.have.nested.property('error.code', 'readOnly')
      }
      const { items } = (await ask('get /appointments', ['/appointments'], full)).body as { items: object[] }
      expect(items).to.have.length(1)
    })
  })
}

/** What must be the same: how far a message came may be further. */
function gist({ status, body }: Answered): unknown {
  return typeof body === 'object' ? [status, { ...body, state: undefined, at: undefined }] : [status, body]
}

function idOf({ body }: Answered): unknown {
  return (body as { id: string }).id
}
