import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { MovableClock } from '../../src/clock.ts'
import type { Media } from '../../src/conversation/conversation.ts'
import { digest, filesIn, type Given, giveFiles, photo } from '../helpers/files.ts'
import { refusal, startGraph } from '../helpers/graph.ts'
import { type Live, payload, startLive } from '../helpers/live.ts'
import { closeAfterTest } from '../helpers/open.ts'

const token = 'token-of-the-api'

describe('a file that a customer sends', () => {
  let live: Live
  let given: Given

  beforeEach(async () => {
    given = {}
    live = await startLive({ API_TOKEN: token })
    giveFiles(live.graph, () => given)
  })

  const fetches = () => live.graph.requests.filter(({ method }) => method === 'GET')
  const get = (path: string) => fetch(`${live.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const folder = () => join(live.settings.dataDir, 'media')

  async function send(file: Record<string, unknown> = {}, type = 'image'): Promise<void> {
    const image = { id: '1003', mime_type: 'image/jpeg', sha256: digest(photo, 'base64'), ...file }
    const answer = await live.deliver(payload({ type, [type]: image }))
    expect(answer.status).to.equal(200)
    await live.chasqui.engine.settled()
  }

  async function files(): Promise<{ id: string; media: Media }[]> {
    const answer = await get('/api/v1/conversations/59899111111')
    const { messages } = (await answer.json()) as { messages: { id: string; media?: Media }[] }
    return messages.flatMap(({ id, media }) => (media ? [{ id, media }] : []))
  }

  async function first(): Promise<{ id: string; media: Media }> {
    return (await files())[0]!
  }

  it('is fetched by its id with the number and the token, and kept by its digest for its owner only', async () => {
    await send({ filename: 'golpe.jpg' })
    const sha256 = digest(photo)
    const { id, media } = await first()
    expect(media).to.deep.equal({
      id: '1003',
      mime: 'image/jpeg',
      sha256,
      filename: 'golpe.jpg',
      state: 'kept',
      size: photo.length,
    })
    const path = join('torke', id.split('.')[0]!, sha256)
    expect(filesIn(folder())).to.deep.equal([{ path, mode: 0o600 }])
    expect(readFileSync(join(folder(), path))).to.deep.equal(photo)
    const [lookUp, download] = fetches()
    expect(lookUp!.path).to.equal('/v25.0/1003?phone_number_id=123456789')
    expect(download!.headers).to.include({
      authorization: 'Bearer token-of-the-tests',
      'user-agent': 'chasqui',
    })
  })

  it('is kept once when it comes twice', async () => {
    await send()
    await send({ id: '1004' })
    expect(await files()).to.have.length(2)
    expect(filesIn(folder())).to.have.length(1)
  })

  it('delays neither the 200 nor the reply', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    giveFiles(live.graph, async () => {
      await held
      return given
    })
    const replied = new Promise<void>((resolve) => {
      live.chasqui.engine.events.on('turn', () => {
        if (live.graph.sent.length > 0) resolve()
      })
    })
    expect((await live.deliver(payload({ type: 'image', image: { id: '1003' } }))).status).to.equal(200)
    await replied
    expect((await first()).media.state).to.equal('owed')
    release()
    await live.chasqui.engine.settled()
    expect((await first()).media.state).to.equal('kept')
  })

  it('is fetched again after a failure that passes, later and later', async () => {
    given.lookUp = refusal(131000, 'try again', 500)
    await send()
    expect((await first()).media)
      .to.include({ state: 'owed' })
      .and.to.have.property('reason')
    given = { download: { status: 404 } }
    await live.later(4_000)
    expect((await first()).media.state).to.equal('owed')
    expect(fetches()).to.have.length(3)
    given = {}
    await live.later(8_000)
    expect((await first()).media)
      .to.include({ state: 'kept' })
      .and.not.to.have.property('reason')
  })

  it('is given up when the digest is wrong three times, and nothing of it is kept', async () => {
    given.bytes = Buffer.from('something else')
    await send()
    await live.later(60_000)
    const { media } = await first()
    expect(media.state).to.equal('failed')
    expect(media.reason).to.include('digests differ')
    expect(filesIn(folder())).to.deep.equal([])
    expect(fetches()).to.have.length(6)
  })

  it('is not fetched when it is said to be too large, however small a part of it comes', async () => {
    given.found = { file_size: String(16 * 1024 * 1024 + 1) }
    await send()
    expect((await first()).media).to.include({
      state: 'failed',
      reason: 'The file has more than 16 MB, the most that is kept of its kind.',
    })
    expect(fetches()).to.have.length(1)
  })

  it('is cut off where it becomes too large, and nothing of it is kept', async () => {
    given = { bytes: Buffer.alloc(16 * 1024 * 1024 + 1), found: { file_size: '17' } }
    await send({ sha256: undefined })
    expect((await first()).media).to.include({ state: 'failed' })
    expect(filesIn(folder())).to.deep.equal([])
  })

  it('may have up to 100 MB as a document', async () => {
    given.bytes = Buffer.alloc(16 * 1024 * 1024 + 1)
    await send({ sha256: undefined }, 'document')
    expect((await first()).media).to.include({ state: 'kept', size: given.bytes.length })
  })

  it('is given up when Meta does not know it', async () => {
    given.lookUp = refusal(100, 'Object with ID does not exist')
    await send()
    await live.later(60_000)
    expect((await first()).media).to.include({ state: 'failed' })
    expect(fetches()).to.have.length(3)
  })

  it('waits while the token is refused, and is fetched with the next one', async () => {
    given.lookUp = refusal(190, 'token expired', 401)
    await send()
    await send({ id: '1004' })
    expect(fetches()).to.have.length(1)
    expect((await files()).map(({ media }) => media.state)).to.deep.equal(['owed', 'owed'])
    given = {}
    await live.chasqui.apply({ ...live.settings, accessToken: 'next-token' })
    await live.chasqui.engine.settled()
    expect((await files()).map(({ media }) => media.state)).to.deep.equal(['kept', 'kept'])
    expect(fetches().at(-1)!.headers.authorization).to.equal('Bearer next-token')
  })

  it('is given up after 7 days, as Meta does', async () => {
    given.lookUp = refusal(131000, 'try again', 500)
    await send()
    await live.later(7 * 86_400_000 + 3_600_000)
    const { media } = await first()
    expect(media.state).to.equal('failed')
    expect(media.reason).to.include('7 days')
    const tried = fetches().length
    await live.later(86_400_000)
    expect(fetches()).to.have.length(tried)
  })

  it('is not asked for when it was sent more than 7 days ago', async () => {
    const timestamp = String(Math.floor(Date.now() / 1000) - 7 * 86_400 - 60)
    await live.deliver(payload({ type: 'image', timestamp, image: { id: '1003' } }))
    await live.chasqui.engine.settled()
    const { media } = await first()
    expect(media.state).to.equal('failed')
    expect(media.reason).to.include('7 days')
    expect(fetches()).to.deep.equal([])
  })

  it('is fetched once, however long that takes', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    giveFiles(live.graph, () => held.then(() => given))
    const { engine, clock } = live.chasqui
    await live.deliver(payload({ type: 'image', image: { id: '1003' } }))
    for (let minutes = 0; minutes < 10; minutes += 2) {
      ;(clock as MovableClock).moveTo(clock.now() + 120_000)
      await engine.catchUp()
    }
    release()
    await engine.settled()
    expect((await first()).media.state).to.equal('kept')
    expect(fetches()).to.have.length(2)
  })

  it('waits where a credential is missing, and is fetched when it is there', async () => {
    const { settings } = live
    await live.chasqui.apply({ ...settings, mode: 'waiting', missing: ['x'], accessToken: undefined })
    await send()
    expect((await first()).media.state).to.equal('owed')
    expect(fetches()).to.deep.equal([])
    await live.chasqui.apply(settings)
    await live.chasqui.engine.settled()
    expect((await first()).media.state).to.equal('kept')
  })

  it('is not looked for where its link leads to another host, nor the token shown there', async () => {
    const other = await startGraph()
    closeAfterTest(() => other.close())
    given.found = { url: `${other.url}/files/1` }
    await send()
    given = { download: { status: 302, headers: { location: `${other.url}/files/1` } } }
    await live.later(60_000)
    expect((await first()).media).to.include({ state: 'failed' })
    expect(other.requests).to.deep.equal([])
  })

  it('is fetched after the next start when the process ends before it is here', async () => {
    giveFiles(live.graph, () => new Promise(() => {}))
    await live.deliver(payload({ type: 'image', image: { id: '1003' } }))
    await live.close()
    live = await again(live)
    // That it was broken off is no failure of the file's.
    expect((await first()).media).to.deep.equal({ id: '1003', state: 'owed' })
    await live.close()
    giveFiles(live.graph, () => given)
    live = await again(live)
    await live.chasqui.engine.settled()
    expect((await first()).media.state).to.equal('kept')
  })

  it('is served as an attachment that no browser shows, by the name it was sent with', async () => {
    await send({ filename: '../../etc/pass\u202ewd\r\n".pdf', mime_type: 'application/pdf' }, 'document')
    const { id } = await first()
    const answer = await get(`/api/v1/media/${id}`)
    expect(answer.status).to.equal(200)
    expect(Object.fromEntries(answer.headers)).to.include({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="passwd.pdf"',
      'content-length': String(photo.length),
      'x-content-type-options': 'nosniff',
    })
    expect(Buffer.from(await answer.arrayBuffer())).to.deep.equal(photo)
  })

  it('is bytes and nothing else where a browser could run it', async () => {
    given.found = { mime_type: 'text/html' }
    await send({ mime_type: 'text/html' }, 'document')
    const { id } = await first()
    const { headers } = await get(`/api/v1/media/${id}`)
    expect(headers.get('content-type')).to.equal('application/octet-stream')
    expect(headers.get('content-disposition')).to.equal(`attachment; filename="${id}"`)
  })

  it('is broken off with all that wait for it, when the process is to end or its customer is forgotten', async () => {
    let asked = 0
    giveFiles(live.graph, () => {
      asked++
      return new Promise(() => {})
    })
    const photos = Array.from({ length: 7 }, (_, index) => ({
      type: 'image',
      image: { id: `${1000 + index}` },
    }))
    await live.deliver(payload(...photos))
    await live.chasqui.engine.receptions.get('torke')!.forget((await first()).id.split('.')[0]!)
    await live.deliver(payload(...photos))
    await live.close()
    expect(asked).to.be.at.most(8)
  })

  it('is gone when its customer is forgotten', async () => {
    await send()
    const { id } = await first()
    const customer = await fetch(`${live.url}/api/v1/customers/59899111111`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })
    expect(customer.status).to.equal(204)
    expect(filesIn(folder())).to.deep.equal([])
    expect((await get(`/api/v1/media/${id}`)).status).to.equal(404)
  })

  it('is not served without the token, before it is here, or when it will never be', async () => {
    given.lookUp = refusal(131000, 'try again', 500)
    await send()
    const { id } = await first()
    expect((await fetch(`${live.url}/api/v1/media/${id}`)).status).to.equal(401)
    expect((await get(`/api/v1/media/${id}`)).status).to.equal(409)
    await live.later(7 * 86_400_000 + 3_600_000)
    expect((await get(`/api/v1/media/${id}`)).status).to.equal(404)
    expect((await get('/api/v1/media/c1.99')).status).to.equal(404)
    expect((await get('/api/v1/media/..%2F..%2Fetc')).status).to.equal(404)
  })
})

/** Starts again on the same folder, with the same Graph. */
async function again({ settings, graph }: Live): Promise<Live> {
  const environment = { API_TOKEN: token, DATA_DIR: settings.dataDir, WHATSAPP_API_URL: graph.url }
  return { ...(await startLive(environment)), graph }
}
