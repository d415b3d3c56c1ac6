import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { fixture, payload, startLive, text } from '../helpers/live.ts'

const year = 365 * 86_400

describe('the webhook', () => {
  it('answers the handshake with the bare challenge, and 403 to whoever has not the token', async () => {
    const { url } = await startLive()
    const ask = (query: string) => fetch(`${url}/webhook/whatsapp?${query}`)
    const good = await ask(
      'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-token-of-the-tests',
    )
    expect([good.status, await good.text()]).to.deep.equal([200, '1158201444'])
    expect(good.headers.get('content-type')).to.match(/^text\/plain/)
    for (const bad of [
      '',
      'hub.mode=subscribe&hub.challenge=1',
      'hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong',
      'hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-token-of-the-tests',
      'hub.mode=subscribe&hub.verify_token=verify-token-of-the-tests',
    ]) {
      expect((await ask(bad)).status, bad).to.equal(403)
    }
  })

  it('answers the payload of the guide once, however often it comes', async () => {
    const { deliver, replies } = await startLive()
    const guide = fixture('guide', { now: true })
    const first = await deliver(guide)
    expect([first.status, await first.text()]).to.deep.equal([200, ''])
    const again = await Promise.all([deliver(guide), deliver(guide), deliver(guide)])
    expect(again.map(({ status }) => status)).to.deep.equal([200, 200, 200])
    const [reply, ...more] = await replies()
    expect(more).to.deep.equal([])
    expect(reply).to.include({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+59899111111',
      type: 'interactive',
    })
    expect(reply).to.have.nested.property('interactive.type', 'list')
    expect(reply).to.have.nested.property('interactive.action.sections[0].rows[0].id')
  })

  it('answers with nothing but the status, and keeps the connection for the next', async () => {
    const { deliver } = await startLive()
    const { headers } = await deliver(payload(text('Hola')))
    expect(Object.fromEntries(headers)).to.include({ 'content-length': '0', connection: 'keep-alive' })
    expect(headers.get('keep-alive')).to.equal('timeout=75')
    expect(headers.has('content-type')).to.equal(false)
  })

  it('is found with a slash at its end, and nowhere else', async () => {
    const { url } = await startLive()
    const status = async (path: string) =>
      (await fetch(`${url}${path}`, { method: 'POST', body: '{}' })).status
    expect(await status('/webhook/whatsapp/')).to.equal(401)
    expect(await status('/webhook/whatsapp?a=b')).to.equal(401)
    expect(await status('/webhook/whatsapp/more')).to.equal(403)
    expect((await fetch(`${url}/webhook/whatsapp`, { method: 'PUT', body: '{}' })).status).to.equal(403)
  })

  it('answers the first of three that come at once', async () => {
    const { deliver, replies } = await startLive()
    const guide = fixture('guide', { now: true })
    const answers = await Promise.all([deliver(guide), deliver(guide), deliver(guide)])
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200])
    expect(await replies()).to.have.length(1)
  })

  it('records a message of years ago and does not answer it', async () => {
    const { deliver, replies, chasqui } = await startLive()
    expect((await deliver(fixture('guide'))).status).to.equal(200)
    expect(await replies()).to.deep.equal([])
    const key = await chasqui.store.find('torke', 'phone:59899111111')
    const messages = await chasqui.store.messages('torke', key!, { limit: 5 })
    expect(messages.map((each) => each.text)).to.deep.equal(['Hola, quiero agendar'])
  })

  it('marks what it answers as read, and shows that it is writing', async () => {
    const { deliver, replies, graph } = await startLive()
    await deliver(payload(text('Hola', { id: 'wamid.TESTREAD' })))
    await replies()
    const read = graph.requests.find(({ body }) => body?.status === 'read')
    expect(read?.body).to.deep.include({ message_id: 'wamid.TESTREAD', typing_indicator: { type: 'text' } })
  })

  it('refuses what is not signed by Meta, before it looks at it', async () => {
    const { deliver, url, replies } = await startLive()
    const headers = { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` }
    expect((await deliver(payload(text('Hola')), headers)).status).to.equal(401)
    expect((await deliver('not json', headers)).status).to.equal(401)
    expect((await deliver('not json', { 'X-Hub-Signature-256': '' })).status).to.equal(401)
    expect((await deliver('not json', { 'X-Hub-Signature-256': 'sha256=é' })).status).to.equal(401)
    expect((await fetch(`${url}/webhook/whatsapp`, { method: 'POST', body: '{}' })).status).to.equal(401)
    expect(await replies()).to.deep.equal([])
  })

  it('answers 400 to what is signed and no JSON, and 413 to more than 4 MB whoever signed it', async () => {
    const { deliver } = await startLive()
    expect((await deliver('not json')).status).to.equal(400)
    expect((await deliver('')).status).to.equal(400)
    const large = 'x'.repeat(4 * 1024 * 1024 + 1)
    expect((await deliver(large)).status).to.equal(413)
    expect((await deliver(large, { 'X-Hub-Signature-256': 'wrong' })).status).to.equal(413)
  })

  it('takes whatever JSON is signed', async () => {
    const { deliver, replies } = await startLive()
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const bodies = [
      'null',
      '[]',
      '{}',
      '"x"',
      '{"entry":[null,{"changes":null},{"changes":[null,{"value":null}]}]}',
      deep,
    ]
    for (const body of bodies) expect((await deliver(body)).status, body.slice(0, 40)).to.equal(200)
    const nested = JSON.stringify(payload(text('Hola', { extra: 'HERE' }))).replace('"HERE"', deep)
    expect((await deliver(nested)).status).to.equal(200)
    expect(await replies()).to.have.length(1)
  })

  it('handles every message of every entry and change, one wamid once', async () => {
    const { deliver, replies } = await startLive()
    const from = (phone: string, id: string) => text('Hola', { from: phone, id })
    const merged = payload(
      from('59899000001', 'wamid.TESTA'),
      from('59899000002', 'wamid.TESTB'),
      from('59899000001', 'wamid.TESTA'),
    ) as {
      entry: { changes: unknown[] }[]
    }
    const other = payload(from('59899000003', 'wamid.TESTC')) as typeof merged
    const third = payload(from('59899000004', 'wamid.TESTD')) as typeof merged
    merged.entry[0]!.changes.push(...other.entry[0]!.changes)
    merged.entry.push(...third.entry)
    expect((await deliver(merged)).status).to.equal(200)
    const to = (await replies()).map((reply) => reply.to)
    expect(to.sort()).to.deep.equal(['+59899000001', '+59899000002', '+59899000003', '+59899000004'])
  })

  it('takes 1,000 messages of 100 customers in one POST, in order for each', async () => {
    const { deliver, replies } = await startLive({ READ_RECEIPTS: 'off', WHATSAPP_THROUGHPUT: '10000' })
    const many = Array.from({ length: 1000 }, (_, index) =>
      text(index < 100 ? 'menú' : 'quiero agendar', {
        from: `598991${String(index % 100).padStart(5, '0')}`,
      }),
    )
    expect((await deliver(payload(...many))).status).to.equal(200)
    const all = await replies()
    expect(new Set(all.map((reply) => reply.to)).size).to.equal(100)
    for (const phone of new Set(all.map((reply) => reply.to))) {
      const [first, second] = all.filter((reply) => reply.to === phone)
      expect(first).to.have.nested.property('interactive.type', 'button')
      expect(second).to.have.nested.property('interactive.type', 'list')
    }
  })

  it('answers messages without contacts, with odd names, and with odd timestamps', async () => {
    const { deliver, replies } = await startLive()
    const bare = payload(text('Hola', { from: '59899000001' })) as {
      entry: { changes: { value: { contacts?: unknown } }[] }[]
    }
    delete bare.entry[0]!.changes[0]!.value.contacts
    expect((await deliver(bare)).status).to.equal(200)
    const now = Math.floor(Date.now() / 1000)
    for (const [index, name] of ['Ana 🚗', '\u202eעברית', 'Ana\nMaría', 'x'.repeat(5000), ''].entries()) {
      const odd = payload(text('Hola', { from: `5989911111${index}` })) as typeof bare
      odd.entry[0]!.changes[0]!.value.contacts = [{ profile: { name }, wa_id: `5989911111${index}` }]
      expect((await deliver(odd)).status).to.equal(200)
    }
    for (const [index, timestamp] of [undefined, String(now + year), 'soon', now, ''].entries()) {
      expect(
        (await deliver(payload(text('Hola', { from: `5989922222${index}`, timestamp })))).status,
      ).to.equal(200)
    }
    expect(await replies()).to.have.length(11)
  })

  it('does not keep the window open longer for a message that claims to be of tomorrow', async () => {
    const { deliver, replies, chasqui } = await startLive()
    const ahead = String(Math.floor(Date.now() / 1000) + year)
    await deliver(payload(text('Hola', { timestamp: ahead })))
    await replies()
    const key = await chasqui.store.find('torke', 'phone:59899111111')
    const conversation = await chasqui.store.conversation('torke', key!)
    expect(conversation!.lastHeardAt).to.be.at.most(Date.now())
  })

  it('records a message for another number and never answers it', async () => {
    const { deliver, replies, chasqui } = await startLive()
    const foreign = payload(text('Hola')) as {
      entry: { changes: { value: { metadata: { phone_number_id: string } } }[] }[]
    }
    foreign.entry[0]!.changes[0]!.value.metadata.phone_number_id = '999'
    expect((await deliver(foreign)).status).to.equal(200)
    expect(await replies()).to.deep.equal([])
    const { items } = await chasqui.store.entries({ limit: 5 })
    expect(items.map(({ reason }) => reason)).to.deep.equal(['It is for a number that is not ours'])
  })

  it('records statuses against their message, in whatever order they come', async () => {
    const { deliver, replies, chasqui, graph } = await startLive()
    await deliver(payload(text('Hola')))
    const [reply] = await replies()
    const status = (state: string) => ({
      id: graph.sent[0],
      status: state,
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: '59899111111',
      biz_opaque_callback_data: reply!.biz_opaque_callback_data,
    })
    const statuses = (...states: string[]) => {
      const body = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
      body.entry[0]!.changes[0]!.value.statuses = states.map(status)
      return body
    }
    const key = (await chasqui.store.find('torke', 'phone:59899111111'))!
    const state = async () => (await chasqui.store.messages('torke', key, { limit: 1 }))[0]!.outbound!.state
    expect(await state()).to.equal('accepted')
    expect((await deliver(statuses('read'))).status).to.equal(200)
    expect(await state()).to.equal('read')
    expect((await deliver(statuses('delivered', 'sent'))).status).to.equal(200)
    expect(await state()).to.equal('read')
  })

  it('takes statuses of messages that are not ours', async () => {
    const { deliver } = await startLive()
    for (const name of ['status-sent', 'status-failed', 'status-read', 'errors', 'template-status']) {
      expect((await deliver(fixture(name))).status, name).to.equal(200)
    }
  })

  it('takes every kind of payload that Meta sends, and goes on answering', async () => {
    const { deliver, replies, graph } = await startLive({ READ_RECEIPTS: 'off' })
    const names = readdirSync(new URL('../../fixtures/webhooks', import.meta.url)).filter((name) =>
      name.endsWith('.json'),
    )
    expect(names.length).to.be.greaterThan(50)
    for (const name of names) {
      expect((await deliver(fixture(name.replace('.json', ''), { now: true }))).status, name).to.equal(200)
    }
    await replies()
    graph.requests.length = 0
    expect((await deliver(payload(text('menú', { from: '59899777777' })))).status).to.equal(200)
    expect(await replies()).to.have.length(1)
  })

  it('never answers reactions, system messages, edits or deletions', async () => {
    const { deliver, replies } = await startLive({ WHATSAPP_PHONE_NUMBER_ID: '106500000000001' })
    for (const name of ['reaction', 'reaction-removed', 'system-changed-number', 'edit', 'revoke', 'echo']) {
      const body = JSON.stringify(fixture(name, { now: true })).replaceAll(
        /"phone_number_id":"\d+"/g,
        '"phone_number_id":"106500000000001"',
      )
      expect((await deliver(body)).status, name).to.equal(200)
      expect(await replies(), name).to.deep.equal([])
    }
  })

  it('answers a customer who hides their phone by their user id', async () => {
    const { deliver, replies } = await startLive()
    const hidden = payload({ ...text('Hola'), from: undefined, from_user_id: 'UY.13491208655' }) as {
      entry: { changes: { value: { contacts: unknown } }[] }[]
    }
    hidden.entry[0]!.changes[0]!.value.contacts = [{ profile: { name: 'Ana' }, user_id: 'UY.13491208655' }]
    expect((await deliver(hidden)).status).to.equal(200)
    const [reply] = await replies()
    expect(reply).to.include({ recipient: 'UY.13491208655' })
    expect(reply).not.to.have.property('to')
  })

  it('takes up what comes while credentials are missing, and sends nothing', async () => {
    const { deliver, graph, url, chasqui } = await startLive({ WHATSAPP_ACCESS_TOKEN: '' })
    expect((await deliver(payload(text('Hola')))).status).to.equal(200)
    await chasqui.engine.settled()
    expect(graph.requests).to.deep.equal([])
    const key = (await chasqui.store.find('torke', 'phone:59899111111'))!
    const messages = await chasqui.store.messages('torke', key, { limit: 5 })
    expect(messages.map(({ from, outbound }) => outbound?.state ?? from)).to.deep.equal(['customer', 'owed'])
    expect((await fetch(`${url}/readyz`)).status).to.equal(503)
    expect((await fetch(`${url}/healthz`)).status).to.equal(200)
  })

  it('parks a message that fails in a way nobody foresaw, and takes the others that came with it', async () => {
    const { deliver, replies, chasqui } = await startLive()
    const { turn } = chasqui.store
    chasqui.store.turn = (whose, work) =>
      'aliases' in whose && whose.aliases.includes('phone:59899000001')
        ? Promise.reject(new TypeError('nobody foresaw this'))
        : (turn.call(chasqui.store, whose, work as never) as Promise<never>)
    const both = payload(text('menú', { from: '59899000001' }), text('menú', { from: '59899000002' }))
    expect((await deliver(both)).status).to.equal(200)
    expect((await replies()).map((reply) => reply.to)).to.deep.equal(['+59899000002'])
    const { items } = await chasqui.store.entries({ limit: 5 })
    expect(items.map(({ reason }) => reason)).to.deep.equal(['nobody foresaw this'])
  })

  it('answers 503 while it has no app secret', async () => {
    const { deliver } = await startLive({ WHATSAPP_APP_SECRET: '' })
    expect((await deliver(payload(text('Hola')))).status).to.equal(503)
  })
})
