import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { text } from '../helpers/live.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { credentials, entry, severalWorkshops, startSeveral, webhook, workshopFile } from './several.ts'

const menu = text('menú')

describe('one of several workshops', () => {
  it('waits alone for a token that is missing, and sends what it owes once it is there', async () => {
    const { NORTE_ACCESS_TOKEN, ...environment } = credentials('norte', 'sur')
    const { deliver, replies, get, apply, later } = await startSeveral(flows(), environment)
    expect((await deliver('norte', webhook(entry(1, menu)))).status).to.equal(200)
    expect((await deliver('sur', webhook(entry(2, menu)))).status).to.equal(200)
    expect((await replies()).map(({ number }) => number)).to.deep.equal(['1002'])
    expect(await get('/readyz')).to.deep.equal({
      status: 200,
      body: { status: 'ready', reasons: ['norte: NORTE_ACCESS_TOKEN is not set'] },
    })
    // However long that takes.
    await later(3_600_000)
    expect(await replies()).to.have.length(1)
    await apply({ ...environment, NORTE_ACCESS_TOKEN: NORTE_ACCESS_TOKEN! })
    const [, late] = await replies()
    expect([late!.number, late!.token]).to.deep.equal(['1001', 'norte-ACCESS_TOKEN'])
    expect((await get('/readyz')).body).to.deep.equal({ status: 'ready', reasons: [] })
  })

  it('cannot be heard without its app secret, and tells reasons to nobody without the API’s token', async () => {
    const { NORTE_APP_SECRET: _, ...environment } = credentials('norte', 'sur')
    const { deliver, replies, url } = await startSeveral(flows(), environment)
    expect((await deliver('norte', webhook(entry(1, menu)))).status).to.equal(503)
    expect((await deliver('norte', webhook(entry(1, menu)), '/webhook/whatsapp/norte')).status).to.equal(503)
    expect((await deliver('sur', webhook(entry(2, menu)))).status).to.equal(200)
    expect(await replies()).to.have.length(1)
    expect(await (await fetch(`${url}/readyz`)).json()).to.deep.equal({ status: 'ready' })
  })

  it('waits while its word for the handshake is missing or the guide’s', async () => {
    const { NORTE_VERIFY_TOKEN: _, ...environment } = credentials('norte', 'sur')
    const guides = { ...environment, SUR_VERIFY_TOKEN: 'torke_super_secret_token_2026' }
    const { get } = await startSeveral(flows(), guides)
    expect(await get('/readyz')).to.deep.equal({
      status: 503,
      body: {
        status: 'notReady',
        reasons: [
          'norte: NORTE_VERIFY_TOKEN is not set',
          'sur: SUR_VERIFY_TOKEN is the one of the guide that anyone knows: choose your own',
        ],
      },
    })
  })

  it('pauses alone when Meta refuses its account, and goes on with a new token', async () => {
    const environment = credentials('norte', 'sur')
    const { deliver, replies, get, apply, graph } = await startSeveral(flows(), environment)
    graph.answer(({ headers, body }) =>
      headers.authorization === 'Bearer norte-ACCESS_TOKEN'
        ? refusal(190, 'the token has expired', 401)
        : { body: { messages: [{ id: `wamid.TEST${body?.biz_opaque_callback_data}` }] } },
    )
    await deliver('norte', webhook(entry(1, menu), entry(1, text('menú', { from: '59899222222' }))))
    await deliver('sur', webhook(entry(2, menu), entry(2, text('menú', { from: '59899222222' }))))
    const tried = await replies()
    expect(tried.filter(({ number }) => number === '1002')).to.have.length(2)
    const { status, body } = await get('/readyz')
    expect(status).to.equal(200)
    expect(body.reasons).to.have.length(1)
    expect(String(body.reasons)).to.match(/^norte: Nothing is sent: .*token has expired/)
    await apply({ ...environment, NORTE_ACCESS_TOKEN: 'a-new-one' })
    const sent = (await replies()).filter(({ token }) => token === 'a-new-one')
    expect(sent.map(({ to }) => to).sort()).to.deep.equal(['+59899111111', '+59899222222'])
    expect((await get('/readyz')).body.reasons).to.deep.equal([])
  })

  it('leaves what is due where its file is gone, in nobody’s way, and takes it up where it is back', async () => {
    const [folder, data] = [flows(), temporaryFolder()]
    const { NORTE_ACCESS_TOKEN: _, ...environment } = credentials('norte', 'sur')
    const first = await startSeveral(folder, environment, data)
    await first.deliver('norte', webhook(entry(1, menu)))
    await first.replies()
    const key = (await first.chasqui.store.find('norte', 'phone:59899111111'))!
    await first.chasqui.close()
    rmSync(join(folder, 'workshops', 'norte.yaml'))
    const second = await startSeveral(folder, environment, data)
    // What it owes was to be looked at again within a minute.
    await second.later(65_000)
    const left = await second.chasqui.store.conversation('norte', key)
    expect(left!.owed).to.have.length(1)
    expect(left!.dueAt).to.be.greaterThan(second.chasqui.clock.now() + 3_000_000)
    await second.deliver('sur', webhook(entry(2, menu)))
    expect((await second.replies()).map(({ number }) => number)).to.deep.equal(['1002'])
    await second.chasqui.close()
    writeFileSync(join(folder, 'workshops', 'norte.yaml'), workshopFile('norte', 1))
    const third = await startSeveral(folder, credentials('norte', 'sur'), data)
    await third.later(7_200_000)
    expect((await third.replies()).map(({ number }) => number)).to.deep.equal(['1001'])
  })
})

function flows(): string {
  return severalWorkshops({ norte: '', sur: '' })
}
