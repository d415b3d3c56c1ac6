import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { text } from '../helpers/live.ts'
import { credentials, entry, severalWorkshops, startSeveral, webhook, workshopFile } from './several.ts'

const hello = text('Hola')

describe('the webhook of several workshops', () => {
  it('answers each customer from the number they wrote to, with its token and in its name', async () => {
    const { deliver, replies } = await start()
    expect((await deliver('norte', webhook(entry(1, hello)))).status).to.equal(200)
    expect((await deliver('sur', webhook(entry(2, hello)))).status).to.equal(200)
    const [first, second, ...more] = (await replies()).sort((a, b) => a.number.localeCompare(b.number))
    expect(more).to.deep.equal([])
    expect([first!.number, first!.token]).to.deep.equal(['1001', 'norte-ACCESS_TOKEN'])
    expect([second!.number, second!.token]).to.deep.equal(['1002', 'sur-ACCESS_TOKEN'])
    expect(first!.text).to.include('Taller norte')
    expect(second!.text).to.include('Taller sur')
  })

  it('keeps a customer’s conversations with two of them apart', async () => {
    const { deliver, replies, chasqui, get } = await start()
    await deliver('norte', webhook(entry(1, hello)))
    await deliver('sur', webhook(entry(2, text('quiero agendar'))))
    await replies()
    const keys = await Promise.all(
      ['norte', 'sur'].map((workshop) => chasqui.store.find(workshop, 'phone:59899111111')),
    )
    expect(keys[0]).not.to.equal(keys[1])
    const talks = await Promise.all(
      ['norte', 'sur'].map((id) => get(`/api/v1/conversations/59899111111?workshop=${id}`)),
    )
    expect(talks.map(({ body }) => (body.talk as unknown[]).length)).to.deep.equal([1, 2])
  })

  it('takes what is signed with the secret of the workshop whose account it is about, and nothing else', async () => {
    const { deliver, replies } = await start()
    const status = async (signer: string, body: unknown) => (await deliver(signer, body)).status
    expect(await status('sur', webhook(entry(1, hello)))).to.equal(401)
    expect(await status('norte', webhook(entry(1, hello), entry(2, hello)))).to.equal(401)
    expect(await status('norte', webhook(entry(1, hello), { changes: [] }))).to.equal(401)
    expect(await status('norte', webhook(entry(9, hello)))).to.equal(401)
    for (const nobodys of [
      'not json',
      '',
      'null',
      '[]',
      '{}',
      '{"entry":{}}',
      '{"entry":[null]}',
      '{"entry":[{"id":{}}]}',
    ])
      expect(await status('norte', nobodys), nobodys).to.equal(401)
    expect(await replies()).to.deep.equal([])
    expect(await status('norte', webhook(entry(1, hello), entry(1, hello)))).to.equal(200)
  })

  it('takes a secret that is being changed beside the new one', async () => {
    const rotated = { NORTE_APP_SECRET: 'the new one', NORTE_APP_SECRET_PREVIOUS: 'norte-APP_SECRET' }
    const flows = severalWorkshops({ norte: '', sur: '' })
    const file = workshopFile('norte', 1).replace(
      'appSecret:',
      'appSecretPrevious: NORTE_APP_SECRET_PREVIOUS\n  appSecret:',
    )
    writeFileSync(join(flows, 'workshops', 'norte.yaml'), file)
    const { deliver } = await startSeveral(flows, { ...credentials('norte', 'sur'), ...rotated })
    expect((await deliver('norte', webhook(entry(1, hello)))).status).to.equal(200)
    expect((await deliver('sur', webhook(entry(1, hello)))).status).to.equal(401)
  })

  it('answers for a workshop at a URL of its own, by its secret alone', async () => {
    const { deliver, replies } = await start()
    const own = '/webhook/whatsapp/norte'
    expect((await deliver('norte', 'not json', own)).status).to.equal(400)
    expect((await deliver('norte', '{}', own)).status).to.equal(200)
    expect((await deliver('sur', webhook(entry(1, hello)), own)).status).to.equal(401)
    expect((await deliver('norte', webhook(entry(1, hello)), '/webhook/whatsapp/oeste')).status).to.equal(401)
    expect((await deliver('norte', 'x'.repeat(4 * 1024 * 1024 + 1), own)).status).to.equal(413)
    expect(await replies()).to.deep.equal([])
    expect((await deliver('norte', webhook(entry(1, hello)), own)).status).to.equal(200)
    expect(await replies()).to.have.length(1)
  })

  it('believes nobody’s word of how many customers another workshop may contact', async () => {
    const { deliver, chasqui } = await start()
    const value = { max_daily_conversations_per_business: 2 }
    const one = (account: number) => ({
      id: String(2000 + account),
      changes: [{ field: 'business_capability_update', value }],
    })
    const path = '/webhook/whatsapp/norte'
    expect((await deliver('norte', webhook(one(1), one(2)), path)).status).to.equal(200)
    const contacted = async (account: string) => {
      const ask = () => chasqui.store.contact(account, 0, 1)
      return [await ask(), await ask()].filter((waitUntil) => waitUntil === undefined).length
    }
    expect([await contacted('2001'), await contacted('2002')]).to.deep.equal([2, 1])
  })

  it('shakes hands with each workshop’s token, and with anyone’s at the common URL', async () => {
    const { url } = await start({ WHATSAPP_VERIFY_TOKEN: 'of all' })
    const ask = async (path: string, token: string) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.challenge': '7',
        'hub.verify_token': token,
      })
      const answer = await fetch(`${url}${path}?${query}`)
      return [answer.status, (await answer.text()) === '7']
    }
    expect(await ask('/webhook/whatsapp/norte', 'norte-VERIFY_TOKEN')).to.deep.equal([200, true])
    expect(await ask('/webhook/whatsapp/norte', 'sur-VERIFY_TOKEN')).to.deep.equal([403, false])
    expect(await ask('/webhook/whatsapp/oeste', 'norte-VERIFY_TOKEN')).to.deep.equal([401, false])
    expect(await ask('/webhook/whatsapp', 'sur-VERIFY_TOKEN')).to.deep.equal([200, true])
    expect(await ask('/webhook/whatsapp', 'of all')).to.deep.equal([200, true])
    expect(await ask('/webhook/whatsapp', 'torke_super_secret_token_2026')).to.deep.equal([403, false])
  })

  it('records what is for a number that nobody has, and what one workshop says of another’s number', async () => {
    const { deliver, replies, chasqui } = await start()
    expect((await deliver('norte', webhook(entry(7, hello, 1)))).status).to.equal(200)
    expect((await deliver('norte', webhook(entry(2, hello, 1)))).status).to.equal(200)
    expect((await deliver('norte', webhook(entry(2, hello, 1)), '/webhook/whatsapp/norte')).status).to.equal(
      200,
    )
    expect(await replies()).to.deep.equal([])
    expect(await chasqui.store.find('sur', 'phone:59899111111')).to.equal(undefined)
    const { items } = await chasqui.store.entries({ limit: 5 })
    expect(items.map(({ reason }) => reason)).to.deep.equal(
      Array(3).fill('It is for a number that is not ours'),
    )
  })

  it('takes either of two workshops’ secrets in one account, each for its own number', async () => {
    const flows = severalWorkshops({ norte: '', sur: '' })
    const shared = workshopFile('sur', 2).replace('businessAccountId: 2002', 'businessAccountId: 2001')
    writeFileSync(join(flows, 'workshops', 'sur.yaml'), shared)
    const { deliver, replies } = await startSeveral(flows, credentials('norte', 'sur'))
    expect((await deliver('norte', webhook(entry(1, hello)))).status).to.equal(200)
    expect((await deliver('sur', webhook(entry(2, hello, 1)))).status).to.equal(200)
    expect((await deliver('norte', webhook(entry(2, text('menú'), 1)))).status).to.equal(200)
    expect((await replies()).map(({ number }) => number).sort()).to.deep.equal(['1001', '1002'])
  })
})

async function start(environment: Record<string, string> = {}) {
  const flows = severalWorkshops({ norte: '', sur: '' })
  return startSeveral(flows, { ...credentials('norte', 'sur'), ...environment })
}
