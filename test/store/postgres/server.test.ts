import { expect } from 'chai'
import { type Live, payload, startLive, text } from '../../helpers/live.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { eventually } from '../../helpers/process.ts'
import { type Wire, wireTo } from '../../helpers/wire.ts'

const phone = '59899111111'
const hola = (id: string) => payload(text('menú', { id }))

describe('servers over one PostgreSQL', () => {
  let database = ''
  let wire: Wire
  let live: Live
  beforeEach(async () => {
    database = await freshDatabase()
    wire = await wireTo(database)
    live = await start(wire.url)
  })

  const start = (url: string) => startLive({ DATABASE_URL: url, READ_RECEIPTS: 'off', API_TOKEN: 'x' })
  const statesAt = async ({ chasqui: { store } }: Live) => {
    const key = (await store.find('torke', `phone:${phone}`))!
    const messages = await store.messages('torke', key, { limit: 20 })
    return messages.flatMap(({ outbound }) => (outbound ? [outbound.state] : []))
  }

  it('take nothing while the database is away, say so on /readyz, and take it when it is back', async () => {
    expect((await live.deliver(hola('wamid.1'))).status).to.equal(200)
    await live.replies()
    wire.cut()
    expect((await live.deliver(hola('wamid.2'))).status).to.equal(503)
    expect((await fetch(`${live.url}/readyz`)).status).to.equal(503)
    const watching = { headers: { Authorization: 'Bearer x' } }
    const { reasons } = (await (await fetch(`${live.url}/readyz`, watching)).json()) as { reasons: string[] }
    expect(reasons.join()).to.match(/^The database cannot be reached: /)
    const metrics = await (await fetch(`${live.url}/metrics`, watching)).text()
    expect(metrics).to.match(/^chasqui_ready 0$[\s\S]*^chasqui_overdue Nan$/m)
    expect((await fetch(`${live.url}/healthz`)).status).to.equal(200)
    wire.mend()
    expect((await fetch(`${live.url}/readyz`)).status).to.equal(200)
    expect((await live.deliver(hola('wamid.2'))).status).to.equal(200)
    expect((await live.deliver(hola('wamid.2'))).status).to.equal(200)
    expect(await live.replies()).to.have.length(2)
  })

  it('are one: what was heard by one is known to the other, also when it is brought to both at once', async () => {
    const other = await start(database)
    const answers = await Promise.all(
      ['wamid.1', 'wamid.2'].flatMap((id) => [live.deliver(hola(id)), other.deliver(hola(id))]),
    )
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200])
    const replies = [...(await live.replies()), ...(await other.replies())]
    expect(replies).to.have.length(2)
    expect(await statesAt(other)).to.deep.equal(['accepted', 'accepted'])
  })

  it('take up what one that died was in the middle of sending', async () => {
    live.graph.answer(() => new Promise(() => {}))
    expect((await live.deliver(hola('wamid.1'))).status).to.equal(200)
    expect(await statesAt(live)).to.deep.equal(['sending'])
    const other = await start(database)
    wire.cut()
    await eventually(async () => ((await statesAt(other))[0] === 'unknown' ? true : undefined), 200)
    await other.later(61_000)
    expect(await statesAt(other)).to.deep.equal(['accepted'])
    expect(await other.replies()).to.have.length(1)
    await live.chasqui.close(0)
  }).timeout(60_000)
})
