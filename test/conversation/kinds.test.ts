import { expect } from 'chai'
import type { Message } from '../../src/conversation/conversation.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { eventually } from '../helpers/process.ts'

const phone = '59899111111'

describe('what else a customer can send', () => {
  let live: Live
  const deliver = async (message: Record<string, unknown>) => {
    expect((await live.deliver(payload(message))).status).to.equal(200)
    await live.chasqui.engine.settled()
  }
  const transcript = async (): Promise<Message[]> => {
    const { store } = live.chasqui
    return store.messages('torke', (await store.find('torke', `phone:${phone}`))!, { limit: 20 })
  }
  const start = async (environment: Record<string, string> = {}) => {
    live = await startLive({ READ_RECEIPTS: 'off', ...environment })
  }

  it('a chat that is opened for the first time is greeted', async () => {
    await start()
    await deliver({ type: 'request_welcome' })
    expect(JSON.stringify(await live.replies())).to.match(/En qué te ayudo/)
  })

  it('a text that is changed before it is answered is answered as it is now', async () => {
    await start({ BURST_MS: '5000' })
    await deliver({ id: 'wamid.1', ...text('hola') })
    await deliver({
      type: 'edit',
      edit: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'quiero agendar' } } },
    })
    await live.later(6_000)
    expect(JSON.stringify(await live.replies())).to.match(/Qué le hacemos al vehículo/)
    const [first] = await transcript()
    expect(first).to.include({ text: 'quiero agendar' })
    expect(first!.editedAt).to.be.a('number')
  })

  it('a text that is taken back before it is answered is not answered, and nobody reads it any more', async () => {
    await start({ BURST_MS: '5000' })
    await deliver({ id: 'wamid.1', ...text('quiero agendar') })
    await deliver({ type: 'revoke', revoke: { original_message_id: 'wamid.1' } })
    await live.later(6_000)
    expect(await live.replies()).to.deep.equal([])
    const all = await transcript()
    expect(JSON.stringify(all)).not.to.match(/quiero agendar/)
    expect(all[0]!.revokedAt).to.be.a('number')
  })

  it('a change of what was answered already is in the transcript, and not answered again', async () => {
    await start()
    await deliver({ id: 'wamid.1', ...text('hola') })
    const edit = { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'holaa' } } }
    await deliver({ type: 'edit', edit })
    expect(await live.replies()).to.have.length(1)
    expect((await transcript())[0]!.text).to.equal('holaa')
  })

  it('where they come from, and what they quote, stands with the message', async () => {
    await start()
    await deliver({
      ...text('hola'),
      context: { from: '59899000000', id: 'wamid.OUT1' },
      referral: {
        source_type: 'ad',
        source_id: '1202',
        headline: 'Cambio de aceite',
        source_url: 'https://fb.me/x',
        ctwa_clid: 'Aff-1',
      },
    })
    const [first] = await transcript()
    expect(first!.answers).to.equal('wamid.OUT1')
    expect(first!.referral).to.deep.equal({
      source: 'ad',
      id: '1202',
      headline: 'Cambio de aceite',
      url: 'https://fb.me/x',
      click: 'Aff-1',
    })
  })

  it('the phone that a customer gives when asked for it is theirs from then on', async () => {
    await start()
    const hidden = (message: Record<string, unknown>) => {
      const body = payload({ ...message, from: undefined, from_user_id: 'UY.1' }) as {
        entry: { changes: { value: { contacts?: unknown } }[] }[]
      }
      body.entry[0]!.changes[0]!.value.contacts = [{ profile: { name: 'Ana' }, user_id: 'UY.1' }]
      return live.deliver(body)
    }
    await hidden(text('hola'))
    await hidden({
      type: 'contacts',
      contacts: [{ origin: 'contact_request', name: { formatted_name: 'Ana' }, phones: [{ wa_id: phone }] }],
    })
    await live.chasqui.engine.settled()
    const { store } = live.chasqui
    expect(await store.find('torke', `phone:${phone}`)).to.equal(await store.find('torke', 'user:UY.1'))
  })

  for (const [name, message] of Object.entries({
    'an order': { type: 'order', order: { catalog_id: '1', product_items: 'nothing' } },
    'a form whose answers are broken': {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { response_json: '[1' } },
    },
    'somebody’s contact': { type: 'contacts', contacts: [{ name: null, phones: {} }] },
  })) {
    it(`${name} is told once what can be read here, and kept as it came`, async () => {
      await start()
      await deliver(message)
      expect(JSON.stringify(await live.replies())).to.match(/solo puedo leer texto/)
      expect((await transcript())[0]!.raw).to.deep.include(message)
    })
  }
})

describe('what is said in a group', () => {
  it('is told once a day to be written in private, and is in no customer’s transcript', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    const say = (group: string) =>
      live.deliver(payload({ ...text('alguien conoce un buen taller?'), group_id: group }))
    for (const group of ['1203', '1203', '1204']) expect((await say(group)).status).to.equal(200)
    const declined = () => live.graph.requests.map(({ body }) => [body!.recipient_type, body!.to])
    await eventually(async () => (declined().length === 2 ? true : undefined))
    expect(declined()).to.have.deep.members([
      ['group', '1203'],
      ['group', '1204'],
    ])
    await live.later(24 * 3_600_000)
    await say('1203')
    await eventually(async () => (declined().length === 3 ? true : undefined))
    const { store } = live.chasqui
    expect(await store.find('torke', `phone:${phone}`)).to.equal(undefined)
    expect((await store.entries({ limit: 9 })).items).to.have.length(4)
  })
})
