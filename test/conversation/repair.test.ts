import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'

const phone = '59899111111'

describe('a text that Meta refuses because the window was closed', () => {
  let live: Live
  beforeEach(async () => {
    live = await startLive({ READ_RECEIPTS: 'off', API_TOKEN: 'secret' })
    await live.deliver(payload(text('hola')))
    await live.replies()
    live.graph.requests.length = 0
  })

  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`${live.url}/api/v1${path}`, {
      headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    return (await answer.json()) as { id: string; state: string; reason?: string }
  }
  const post = (fallback?: object) =>
    ask('/messages', {
      to: phone,
      type: 'text',
      text: { body: 'Está pronto' },
      ...(fallback && { fallback }),
    })
  const ready = { name: 'ready', language: { code: 'es' } }
  const types = async () => (await live.replies()).map(({ type }) => type)
  /** Tells that the message of a request failed, as Meta does later. */
  const fail = async (wamid: string, index: number, state = 'failed') => {
    const body = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
    const errors = [{ code: 131047, title: 'Re-engagement message' }]
    body.entry[0]!.changes[0]!.value.statuses = [
      {
        id: wamid,
        status: state,
        timestamp: String(Math.floor(Date.now() / 1000)),
        recipient_id: phone,
        biz_opaque_callback_data: live.graph.requests[index]!.body!.biz_opaque_callback_data,
        ...(state === 'failed' && { errors }),
      },
    ]
    expect((await live.deliver(body)).status).to.equal(200)
    await live.chasqui.engine.settled()
  }
  const onlyTemplates = () =>
    live.graph.answer((request, response) =>
      request.body?.type === 'text' ? refusal(131047) : live.graph.accept(request, response),
    )

  it('goes as its template at once, where Graph says so', async () => {
    onlyTemplates()
    const { id } = await post(ready)
    expect(await types()).to.deep.equal(['text', 'template'])
    expect(await ask(`/messages/${id}`)).to.include({ state: 'accepted' })
  })

  it('goes as its template when a status says so later, and keeps its id', async () => {
    const { id } = await post(ready)
    await live.replies()
    await fail(live.graph.sent.at(-1)!, 0)
    expect(await types()).to.deep.equal(['text', 'template'])
    const [first, second] = live.graph.requests.map(({ body }) => body!.biz_opaque_callback_data)
    expect(second).to.equal(first)
    expect(await ask(`/messages/${id}`)).to.include({ state: 'accepted', wamid: live.graph.sent.at(-1) })
  })

  it('goes as its template once: what is still said of the first try concerns it no more', async () => {
    const { id } = await post(ready)
    await live.replies()
    const first = live.graph.sent.at(-1)!
    await fail(first, 0)
    await fail(first, 0)
    await fail(first, 0, 'sent')
    expect(await types()).to.deep.equal(['text', 'template'])
    expect(await ask(`/messages/${id}`)).to.include({ state: 'accepted' })
    await fail(live.graph.sent.at(-1)!, 1)
    expect(await types()).to.deep.equal(['text', 'template'])
    expect(await ask(`/messages/${id}`)).to.include({ state: 'failed' })
  })

  it('goes as its template when the status comes before the answer of the send', async () => {
    let isFirst = true
    live.graph.answer(async (request, response) => {
      const answer = await live.graph.accept(request, response)
      if (isFirst) {
        isFirst = false
        const wamid = live.graph.sent.at(-1)!
        const told = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
        told.entry[0]!.changes[0]!.value.statuses = [
          {
            id: wamid,
            status: 'failed',
            timestamp: String(Math.floor(Date.now() / 1000)),
            recipient_id: phone,
            biz_opaque_callback_data: request.body!.biz_opaque_callback_data,
            errors: [{ code: 131047, title: 'Re-engagement message' }],
          },
        ]
        await live.deliver(told)
      }
      return answer
    })
    const { id } = await post(ready)
    expect(await types()).to.deep.equal(['text', 'template'])
    expect(await ask(`/messages/${id}`)).to.include({ state: 'accepted', wamid: live.graph.sent.at(-1) })
  })

  it('fails, and says why, where it has no template', async () => {
    onlyTemplates()
    const { id } = await post()
    expect(await types()).to.deep.equal(['text'])
    const { state, reason } = await ask(`/messages/${id}`)
    expect(state).to.equal('failed')
    expect(reason).to.match(/131047/)
  })

  it('closes the window for what follows, until the customer writes again', async () => {
    onlyTemplates()
    await post(ready)
    await live.replies()
    live.graph.answer()
    const { id } = await post()
    await live.replies()
    expect(await ask(`/messages/${id}`)).to.include({ state: 'blocked', reason: 'window' })
    await live.deliver(payload(text('sigo acá')))
    await live.replies()
    const after = await post()
    await live.replies()
    expect(await ask(`/messages/${after.id}`)).to.include({ state: 'accepted' })
  })
})
