import { expect } from 'chai'
import { api } from '../../../src/server/api.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../../helpers/sandbox.ts'
import { answered, type Document, Judge } from './document.ts'

const ana = '59899111111'
const bruno = '59899222222'

describe('the document of the API', () => {
  it('has every route of the router, and no other', async () => {
    const { chasqui } = await startSandbox()
    const { engine, store, clock } = chasqui
    const { router, declared } = api({ engine, store, clock } as Parameters<typeof api>[0])
    const routed = router.stack.flatMap(({ path, methods }) =>
      methods.filter((each) => each !== 'HEAD').map((each) => `${each} ${path}`),
    )
    const told = declared.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`)
    expect(told).to.deep.equal(routed)
    expect(new Set(told).size).to.equal(told.length)
  })

  it('has the parameters of every path, and a name of its own for every operation', async () => {
    const app = await startSandbox()
    const { paths } = await app.get<Document>('/api/v1/openapi.json')
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    )
    for (const { path, parameters = [], operationId } of operations) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => `{${name}}`)
      expect(path.match(/\{\w+\}/g) ?? [], operationId).to.deep.equal(inPath)
    }
    const names = operations.map(({ operationId }) => operationId)
    expect(new Set(names).size).to.equal(names.length)
  })

  for (const kept of ['a folder', 'PostgreSQL']) {
    it(`tells what is answered in a scene that is played, with ${kept}`, async () => {
      const environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      const app = await startSandbox({ environment })
      const document = await app.get<Document>('/api/v1/openapi.json')
      const judge = new Judge(document)
      const seen = new Set<string>()
      const misfits: string[] = []
      const ask = async (method: string, path: string, at: string, body?: unknown) => {
        const isFile = body instanceof Uint8Array
        const type = isFile ? 'application/octet-stream' : 'application/json'
        const response = await fetch(`${app.url}/api/v1${at}`, {
          method: method.toUpperCase(),
          headers: { 'Content-Type': type },
          ...(body !== undefined && { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
        })
        const answer = await answered(response)
        misfits.push(...judge.misfits(method, `/api/v1${path}`, answer))
        seen.add(`${method} /api/v1${path} ${answer.status}`)
        return answer.body as Record<string, never> & { items: Record<string, string>[] }
      }
      await play(app, ask)
      expect(misfits).to.deep.equal([])
      const missed = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods)
          .map((method) => `${method} ${path}`)
          .filter((each) => ![...seen].some((one) => one.startsWith(`${each} 2`))),
      )
      // Nothing fails in this scene: what could not be handled is told by a test of its own.
      expect(missed).to.deep.equal(['get /api/v1/deadletters/{id}', 'post /api/v1/deadletters/{id}/retry'])
    })
  }
})

type Ask = (
  method: string,
  path: string,
  at: string,
  body?: unknown,
) => Promise<Record<string, never> & { items: Record<string, string>[] }>

/** Customers book, hold, ask, send a file and are forgotten; the workshop answers, moves and asks for everything. */
async function play(app: SandboxApp, ask: Ask): Promise<void> {
  await app.morning()
  await app.say(ana, 'quiero agendar')
  const offer = (await app.say(ana, '1')).at(-1)!
  await app.say(ana, { choose: offer.options.at(-2)!.id })
  await ask('get', '/appointments', '/appointments?status=held')
  await app.say(ana, 'Gol SBC 1234')
  await app.say(ana, { media: { type: 'document', filename: 'libreta.pdf', mime: 'application/pdf' } })
  await app.say(bruno, 'quiero hablar con una persona')
  await app.chasqui.engine.settled()

  await ask('get', '/workshops', '/workshops')
  const { services } = (await ask('get', '/workshop', '/workshop')) as unknown as {
    services: { id: string }[]
  }
  const { items } = await ask('get', '/appointments', '/appointments')
  const [{ id, start }] = items as [{ id: string; start: string }]
  await ask('get', '/appointments/{id}', `/appointments/${id}`)
  const lines = [{ id: 'pads', title: 'Pastillas', price: 3500 }]
  await ask('post', '/appointments/{id}/quote', `/appointments/${id}/quote`, { lines })
  const wish = { customer: bruno, service: services[0]!.id, start }
  await ask('post', '/appointments', '/appointments', { ...wish, force: true, note: 'Ruido al frenar' })
  await ask('post', '/appointments', '/appointments', { ...wish, start: '2100-01-01T10:00:00-03:00' })
  await ask('post', '/appointments', '/appointments', { ...wish, customer: 'c1' })
  await ask('patch', '/appointments/{id}', `/appointments/${id}`, { status: 'confirmed' })
  await ask('patch', '/appointments/{id}', `/appointments/${id}`, { status: 'done' })
  await ask('patch', '/appointments/{id}', `/appointments/${id}`, { start: '2100-01-01T10:00:00-03:00' })
  const later = new Date(Date.parse(start) + 86_400_000).toISOString()
  await ask('patch', '/appointments/{id}', `/appointments/${id}`, { start: later, force: true })
  await ask('get', '/appointments', '/appointments?status=moved&limit=1')

  const time = { from: '2100-01-01T10:00:00-03:00', to: '2100-01-01T12:00:00-03:00' }
  const blocked = await ask('post', '/absences', '/absences', { all: true, ...time, reason: 'Inventario' })
  const { end } = items[0] as unknown as { end: string }
  await ask('post', '/absences', '/absences', { all: true, from: start, to: end })
  await ask('get', '/absences', '/absences')
  const absence = String((blocked as unknown as { id: string }).id)
  await ask('delete', '/absences/{id}', `/absences/${absence}`)
  await ask('get', '/days', '/days?from=2026-12-24&to=2026-12-27')
  const day = start.slice(0, 10)
  await ask('get', '/slots', `/slots?service=${services[0]!.id}&from=${day}&to=${later.slice(0, 10)}`)

  await ask('get', '/conversations', '/conversations?limit=1')
  await ask('get', '/conversations', '/conversations?recent=true')
  const talk = (await ask('get', '/conversations/{customer}', `/conversations/${ana}`)) as unknown as {
    messages: { id: string; from: string; media?: object }[]
  }
  await ask('get', '/conversations/{customer}', `/conversations/${ana}?limit=9&understood=true`)
  await ask('get', '/media/{id}', `/media/${talk.messages.find(({ media }) => media)!.id}`)
  await ask('get', '/messages/{id}', `/messages/${talk.messages.find(({ from }) => from === 'bot')!.id}`)
  await ask('get', '/messages/{id}', '/messages/c1.1')
  await ask('post', '/conversations/{customer}/messages', `/conversations/${bruno}/messages`, {
    text: 'Decime',
  })
  await ask('post', '/conversations/{customer}/attention', `/conversations/${bruno}/attention`, { to: 'bot' })
  const text = { to: '+598 99 333 333', type: 'text', text: { body: 'Hola' } }
  await ask('post', '/messages', '/messages', text)
  await ask('post', '/messages', '/messages', { ...text, text: { body: '' } })
  await app.chasqui.engine.settled()
  await ask('get', '/conversations/{customer}', '/conversations/59899333333')
  await ask('get', '/messages', '/messages')
  await ask('get', '/conversations', '/conversations?attention=human')

  await ask('post', '/media', '/media?filename=presupuesto.pdf', Buffer.from('%PDF-1.4'))
  await ask('post', '/media', '/media?filename=presupuesto.pdf', Buffer.from('%PDF-1.4'))
  await ask('get', '/templates', '/templates?limit=2')
  await ask('post', '/templates', '/templates', { name: 'appointment_reminder', language: 'es' })
  await ask('post', '/templates', '/templates', { name: 'nobody_wrote_it', language: 'es' })
  await ask('get', '/costs', '/costs?by=month')
  await ask('get', '/ratings', '/ratings')
  await ask('get', '/appointments/{id}/quotes', `/appointments/${id}/quotes`)
  await ask('get', '/deadletters', '/deadletters')
  await ask('get', '/deadletters/{id}', '/deadletters/0')
  await ask('get', '/openapi.json', '/openapi.json')
  await ask('get', '/customers/{customer}/export', `/customers/${ana}/export`)
  await ask('delete', '/customers/{customer}', `/customers/${ana}`)
  await ask('get', '/customers/{customer}/export', `/customers/${ana}/export`)
}
