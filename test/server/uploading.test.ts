import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'

const ana = '59899111111'
const day = 86_400_000

describe('POST /api/v1/media', () => {
  let live: Live
  /** Ids that Graph gave, one after another. */
  let given: string[]

  beforeEach(async () => {
    live = await startLive({ API_TOKEN: 'the-api-token' })
    given = []
    live.graph.answer(({ path }) => {
      if (!path.endsWith('/media')) return { body: { messages: [{ id: `wamid.${Math.random()}` }] } }
      given.push(`${1003001 + given.length}`)
      return { body: { id: given.at(-1) } }
    })
  })

  it('gives Meta the file, with its name and type', async () => {
    const { status, body } = await upload('%PDF-1.7', 'presupuesto.pdf')
    expect({ status, ...body }).to.deep.equal({
      status: 201,
      id: '1003001',
      reused: false,
      type: 'application/pdf',
      filename: 'presupuesto.pdf',
    })
    const [{ path, headers, raw }] = live.graph.requests as [(typeof live.graph.requests)[number]]
    expect(path).to.match(/^\/v25\.0\/123456789\/media$/)
    const type = headers['content-type'] ?? ''
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
    const file = form.get('file') as File
    expect([file.name, file.type, await file.text()]).to.deep.equal([
      'presupuesto.pdf',
      'application/pdf',
      '%PDF-1.7',
    ])
  })

  it('has the same id for the same bytes for 29 days, and another one after', async () => {
    await upload('%PDF-1.7', 'a.pdf')
    expect((await upload('%PDF-1.7', 'b.pdf')).body).to.include({ id: '1003001', reused: true })
    expect((await upload('%PDF-1.8', 'a.pdf')).body).to.include({ id: '1003002', reused: false })
    await live.later(29 * day - 1000)
    expect((await upload('%PDF-1.7', 'a.pdf')).body).to.include({ id: '1003001' })
    await live.later(2000)
    expect((await upload('%PDF-1.7', 'a.pdf')).body).to.include({ id: '1003003', reused: false })
  })

  it('gives a file anew once Meta has said of a message that it is gone', async () => {
    await live.deliver(payload(text('Hola')))
    await live.replies()
    await upload('%PDF-1.7', 'a.pdf')
    live.graph.answer(({ path }) =>
      path.endsWith('/media')
        ? { body: { id: '1003009' } }
        : refusal(131053, 'Media upload error: the media id is not valid'),
    )
    await ask('/api/v1/messages', {
      type: 'application/json',
      body: JSON.stringify({ to: ana, type: 'document', document: { id: '1003001' } }),
    })
    await live.replies()
    expect((await upload('%PDF-1.7', 'a.pdf')).body).to.include({ id: '1003009', reused: false })
  })

  it('gives a file anew once a status has said so', async () => {
    await live.deliver(payload(text('Hola')))
    await live.replies()
    await upload('%PDF-1.7', 'a.pdf')
    await ask('/api/v1/messages', {
      type: 'application/json',
      body: JSON.stringify({ to: ana, type: 'document', document: { id: '1003001' } }),
    })
    const sent = (await live.replies()).at(-1)!
    const failed = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
    failed.entry[0]!.changes[0]!.value.statuses = [
      {
        id: 'wamid.TEST',
        status: 'failed',
        recipient_id: ana,
        biz_opaque_callback_data: sent.biz_opaque_callback_data,
        errors: [{ code: 131053, title: 'Media upload error' }],
      },
    ]
    await live.deliver(failed)
    await live.chasqui.engine.settled()
    expect((await upload('%PDF-1.7', 'a.pdf')).body).to.include({ id: '1003002', reused: false })
  })

  it('takes bytes only, of what Meta takes, and says why not', async () => {
    const form = await ask('/api/v1/media?filename=a.pdf', { type: 'text/plain', body: 'x' })
    expect(form.status).to.equal(415)
    expect(await upload('', 'a.pdf')).to.have.nested.property('body.error.field', 'file')
    expect((await upload('x', '')).body.error).to.include({ field: 'filename' })
    const large = await upload('x'.repeat(5 * 1024 * 1024 + 1), 'a.jpg')
    expect(large.status).to.equal(422)
    expect(large.body.error!.message).to.contain('at most 5 MB of image/jpeg')
    live.graph.answer(() => refusal(100, 'Unsupported file type'))
    const refused = await upload('x', 'a.xyz')
    expect(refused.status).to.equal(422)
    expect(refused.body.error!.message).to.contain('Unsupported file type')
  })

  function upload(bytes: string, filename: string) {
    const query = new URLSearchParams({ filename })
    return ask(`/api/v1/media?${query}`, { type: 'application/octet-stream', body: bytes })
  }

  async function ask(path: string, { type, body }: { type: string; body: string }) {
    const answer = await fetch(`${live.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': type, Authorization: 'Bearer the-api-token' },
      body,
    })
    const said = (await answer.json()) as {
      id?: string
      reused?: boolean
      error?: { field?: string; message: string }
    }
    return { status: answer.status, body: said }
  }
})
