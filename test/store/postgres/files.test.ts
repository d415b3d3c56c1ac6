import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Media } from '../../../src/conversation/conversation.ts'
import { digest, filesIn, giveFiles, photo } from '../../helpers/files.ts'
import { type Live, payload, startLive } from '../../helpers/live.ts'
import { freshDatabase } from '../../helpers/postgres.ts'

const phone = '59899111111'
const token = 'token-of-the-api'

describe('files of customers, with servers over one PostgreSQL', () => {
  it('are fetched by the server that is left, kept in its own DATA_DIR, and not served by another', async () => {
    const database = await freshDatabase()
    const start = () => startLive({ DATABASE_URL: database, API_TOKEN: token })
    const [one, two] = [await start(), await start()]
    giveFiles(one.graph, () => new Promise(() => {}))
    giveFiles(two.graph, () => ({}))
    const image = { id: '1003', sha256: digest(photo, 'base64') }
    expect((await one.deliver(payload({ type: 'image', image }))).status).to.equal(200)
    await one.close()
    await kept(two)
    expect(filesIn(join(two.settings.dataDir, 'media'))).to.have.length(1)
    const three = await start()
    const { id } = (await filesOf(three))[0]!
    const get = ({ url }: Live) =>
      fetch(`${url}/api/v1/media/${id}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await get(two)).status).to.equal(200)
    const elsewhere = await get(three)
    expect(elsewhere.status).to.equal(404)
    expect(await elsewhere.json()).to.have.nested.property('error.code', 'notHere')
  }).timeout(60_000)
})

async function filesOf({ chasqui: { store } }: Live): Promise<{ id: string; media: Media }[]> {
  const key = (await store.find('torke', `phone:${phone}`))!
  const messages = await store.messages('torke', key, { limit: 20 })
  return messages.flatMap(({ id, media }) => (media ? [{ id, media }] : []))
}

/** Resolves once the file that was sent is kept. */
async function kept(live: Live): Promise<void> {
  for (;;) {
    const next = once(live.chasqui.engine.events, 'turn')
    if ((await filesOf(live))[0]?.media.state === 'kept') return
    await next
  }
}
