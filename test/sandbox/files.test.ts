import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'
import { ana, Rig } from './rig.ts'

interface Found {
  id: string
  url: string
  mime_type: string
  sha256: string
  file_size: string
}

const bytes = Buffer.from('%PDF-1.0 la libreta')
const sevenDays = 7 * 86_400_000

describe('a file that a customer of the sandbox sends', () => {
  let rig: Rig

  beforeEach(async () => {
    rig = await new Rig().start()
  })

  const get = (url: string, token = 'token') => fetch(url, { headers: { authorization: `Bearer ${token}` } })

  async function send(media: object = { type: 'document', data: bytes.toString('base64') }) {
    await rig.write(ana, { media })
    const message = rig.received.at(-1)!.value.messages![0]!
    return message[message.type] as { id: string; sha256: string; mime_type: string; filename?: string }
  }

  async function lookUp(id: string, query = ''): Promise<Found> {
    const answer = await get(`${rig.sandbox.graphUrl}/v25.0/${id}${query}`)
    expect(answer.status).to.equal(200)
    return (await answer.json()) as Found
  }

  it('is told of with its id, its type and the digest of its bytes in base64', async () => {
    const told = await send({ type: 'document', data: bytes.toString('base64'), filename: 'libreta.pdf' })
    expect(told).to.include({
      mime_type: 'application/pdf',
      filename: 'libreta.pdf',
      sha256: createHash('sha256').update(bytes).digest('base64'),
    })
  })

  it('is found by its id, and given at the link that was found', async () => {
    const { id } = await send()
    const found = await lookUp(id, '?phone_number_id=10650000001')
    expect(found).to.include({
      id,
      mime_type: 'application/pdf',
      file_size: String(bytes.length),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    const answer = await get(found.url)
    expect(answer.headers.get('content-type')).to.equal('application/pdf')
    expect(Buffer.from(await answer.arrayBuffer())).to.deep.equal(bytes)
  })

  for (const type of ['image', 'video', 'audio', 'document', 'sticker']) {
    it(`has the bytes of a sample as ${type}`, async () => {
      const { id, sha256 } = await send({ type })
      const { url } = await lookUp(id)
      const given = Buffer.from(await (await get(url)).arrayBuffer())
      expect(createHash('sha256').update(given).digest('base64')).to.equal(sha256)
    })
  }

  it('is given at its link for 5 minutes, and then at a new one', async () => {
    const { id } = await send()
    const { url } = await lookUp(id)
    await rig.post('/sandbox/clock', { advance: 'PT6M' })
    expect((await get(url)).status).to.equal(404)
    expect((await get((await lookUp(id)).url)).status).to.equal(200)
  })

  it('is found for 7 days', async () => {
    const { id } = await send()
    rig.clock.moveTo(rig.clock.now() + sevenDays)
    const answer = await get(`${rig.sandbox.graphUrl}/v25.0/${id}`)
    expect(answer.status).to.equal(400)
    expect(await answer.json()).to.have.nested.property('error.code', 100)
  })

  it('is neither found nor given without the token, nor for another number', async () => {
    const { id } = await send()
    const { url } = await lookUp(id)
    expect((await get(url, 'another')).status).to.equal(401)
    expect((await get(`${rig.sandbox.graphUrl}/v25.0/${id}`, 'another')).status).to.equal(401)
    expect((await get(`${rig.sandbox.graphUrl}/v25.0/${id}?phone_number_id=17`)).status).to.equal(400)
  })

  it('is not given at a link that somebody made up', async () => {
    const { id } = await send()
    const other = await send()
    const { url } = await lookUp(id)
    expect((await get(url.replace(id, other.id))).status).to.equal(404)
  })

  it('is found after a restart', async () => {
    const { id } = await send()
    await rig.restart()
    expect((await get((await lookUp(id)).url)).status).to.equal(200)
  })

  it('is refused when its bytes are not base64', async () => {
    const { status, body } = await rig.post(`/sandbox/customers/${ana}/messages`, {
      media: { type: 'image', data: '¡no!' },
    })
    expect([status, body.error.field]).to.deep.equal([422, 'media.data'])
  })

  it('comes through to the API of the workshop', async () => {
    const app = await startSandbox()
    const data = bytes.toString('base64')
    await app.say(ana, { media: { type: 'document', data, filename: 'libreta.pdf' } })
    const { messages } = await app.get<{ messages: { id: string; media: object }[] }>(
      `/api/v1/conversations/${ana}`,
    )
    expect(messages[0]!.media).to.include({ state: 'kept', filename: 'libreta.pdf', size: bytes.length })
    const answer = await fetch(`${app.url}/api/v1/media/${messages[0]!.id}`)
    expect(answer.headers.get('content-disposition')).to.equal('attachment; filename="libreta.pdf"')
    expect(Buffer.from(await answer.arrayBuffer())).to.deep.equal(bytes)
  })
})
