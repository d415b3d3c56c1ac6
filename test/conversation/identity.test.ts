import { expect } from 'chai'
import { judge } from '../../src/cli/store/check.ts'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { check } from '../../src/store/check.ts'
import { openEmbeddedRecords } from '../../src/store/embeddedRecords.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'

const [old, fresh] = ['59899111111', '59899222222']
const [oldUser, newUser] = ['UY.1111', 'UY.2222']

describe('who a customer is', () => {
  let live: Live
  beforeEach(async () => {
    live = await startLive({ READ_RECEIPTS: 'off', API_TOKEN: 'token' })
  })
  afterEach('the store is sound', async () => {
    await live.close()
    const records = (await openEmbeddedRecords(live.settings.dataDir))!
    const findings = []
    const flows = new Map([['torke', live.chasqui.engine.receptions.get('torke')!.house.flows.flows]])
    const now = live.chasqui.clock.now()
    const looking = { judge: judge(flows), now, machineNow: Date.now(), tick() {} }
    for await (const finding of check(records, looking)) findings.push(finding)
    await records.close()
    expect(findings).to.deep.equal([])
  })

  const write = async (words: string, from: { phone?: string; user?: string }) => {
    const { phone, user } = from
    const message = {
      ...text(words),
      from: phone,
      timestamp: String(Math.floor(live.chasqui.clock.now() / 1000)),
      ...(user && { from_user_id: user }),
    }
    const body = payload(message) as { entry: { changes: { value: { contacts?: unknown } }[] }[] }
    body.entry[0]!.changes[0]!.value.contacts = [
      { profile: { name: 'Ana' }, ...(phone && { wa_id: phone }), ...(user && { user_id: user }) },
    ]
    expect((await live.deliver(body)).status).to.equal(200)
    await live.chasqui.engine.settled()
  }
  const tell = async (system: object, rest: object = {}) => {
    const body = payload({ type: 'system', system, ...rest }) as {
      entry: { changes: { value: { contacts?: unknown } }[] }[]
    }
    delete body.entry[0]!.changes[0]!.value.contacts
    expect((await live.deliver(body)).status).to.equal(200)
    await live.chasqui.engine.settled()
  }
  const find = (alias: string) => live.chasqui.store.find('torke', alias)
  const conversation = async (alias: string): Promise<Conversation> =>
    (await live.chasqui.store.conversation('torke', (await find(alias))!))!
  const messages = async (alias: string): Promise<Message[]> =>
    live.chasqui.store.messages('torke', (await find(alias))!, { limit: 100 })
  const entries = async () => (await live.chasqui.store.entries({ limit: 9 })).items

  it('is the same with a new number, and the talk goes on there', async () => {
    await write('quiero agendar', { phone: old, user: oldUser })
    const key = await find(`phone:${old}`)
    await tell(
      { type: 'user_changed_number', wa_id: fresh, user_id: newUser, previous_user_id: oldUser },
      { from: old },
    )
    expect(await find(`phone:${fresh}`)).to.equal(key)
    expect(await find(`user:${newUser}`)).to.equal(key)
    expect(await find(`user:${oldUser}`)).to.equal(key)
    // It may be given to somebody else.
    expect(await find(`phone:${old}`)).to.equal(undefined)
    await write('frenos', { phone: fresh, user: newUser })
    const [first, second] = await live.replies()
    expect([first!.to, second!.to]).to.deep.equal([`+${old}`, `+${fresh}`])
    expect(JSON.stringify(second)).to.match(/Para Frenos tengo/)
  })

  it('has the new number also for what was sent before and comes after', async () => {
    await write('hola', { phone: old, user: oldUser })
    await tell(
      { type: 'user_changed_number', wa_id: fresh, user_id: newUser, previous_user_id: oldUser },
      { from: old },
    )
    await write('quiero agendar', { phone: old, user: oldUser })
    expect((await live.replies()).at(-1)).to.include({ to: `+${fresh}` })
    expect(await conversation(`user:${oldUser}`)).to.include({ phone: fresh, userId: newUser })
    expect(await find(`phone:${old}`)).to.equal(undefined)
  })

  it('keeps a number that they were given when a message comes late that its former owner sent from it', async () => {
    await write('hola', { phone: old, user: oldUser })
    await tell(
      { type: 'user_changed_number', wa_id: fresh, user_id: newUser, previous_user_id: oldUser },
      { from: old },
    )
    await write('hola', { phone: old, user: 'UY.3333' })
    await write('quiero agendar', { phone: old, user: oldUser })
    expect(await conversation('user:UY.3333')).to.include({ phone: old })
    expect(await find(`phone:${old}`)).to.equal(await find('user:UY.3333'))
    expect((await live.replies()).at(-1)).to.include({ to: `+${fresh}` })
  })

  it('is the same with a number that changed as older payloads tell it', async () => {
    await write('hola', { phone: old })
    await tell({ type: 'customer_changed_number', customer: old, new_wa_id: fresh }, { from: undefined })
    expect(await conversation(`phone:${fresh}`)).to.include({ phone: fresh })
  })

  it('is the same with a new user id', async () => {
    await write('quiero agendar', { user: oldUser })
    await tell(
      { type: 'user_changed_user_id', user_id: newUser, previous_user_id: oldUser },
      { from: undefined },
    )
    await write('frenos', { user: newUser })
    const replies = await live.replies()
    expect(replies.map(({ recipient }) => recipient)).to.deep.equal([oldUser, newUser])
    expect(await find(`user:${oldUser}`)).to.equal(await find(`user:${newUser}`))
  })

  it('that changes of somebody who is not known is recorded', async () => {
    await tell({ type: 'user_changed_number', wa_id: fresh }, { from: old })
    expect((await entries()).map(({ kind }) => kind)).to.deep.equal(['identity'])
    expect(await find(`phone:${fresh}`)).to.equal(undefined)
  })

  it('of two turns out to be one: what was the younger’s is the elder’s, and the last talk goes on', async () => {
    await write('hola', { phone: old })
    await live.later(60_000)
    for (const words of ['quiero agendar', 'frenos', 'la primera', 'Gol SBC 1234', 'mis horas'])
      await write(words, { user: oldUser })
    const [elder, younger] = [(await find(`phone:${old}`))!, (await find(`user:${oldUser}`))!]
    expect(elder).not.to.equal(younger)
    const reminders = (await conversation(`user:${oldUser}`)).alarms.filter(({ frame }) => frame === null)
    const before = [await messages(`phone:${old}`), await messages(`user:${oldUser}`)].map(
      (all) => all.length,
    )
    await write('cancelar', { phone: old, user: oldUser })
    expect([await find(`phone:${old}`), await find(`user:${oldUser}`)]).to.deep.equal([elder, elder])
    expect(await live.chasqui.store.conversation('torke', younger)).to.equal(undefined)
    // The question that was open is answered.
    expect(JSON.stringify((await live.replies()).at(-1))).to.match(/¿Cancelo tu hora/)
    expect(await messages(`phone:${old}`)).to.have.length(before[0]! + before[1]! + 2)
    const { items } = await live.chasqui.store.appointments('torke', { limit: 9 })
    expect(items.map(({ customer }) => customer)).to.deep.equal([elder])
    const { appointments, alarms } = await conversation(`phone:${old}`)
    expect(appointments).to.deep.equal([items[0]!.id])
    expect(alarms.filter(({ frame }) => frame === null)).to.have.length(reminders.length)
  })

  it('of two is one, and a status of what was sent to the younger still finds its message', async () => {
    await write('hola', { phone: old })
    await live.later(60_000)
    await write('hola', { user: oldUser })
    const sent = live.graph.requests.at(-1)!.body!.biz_opaque_callback_data
    await write('menú', { phone: old, user: oldUser })
    const body = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
    body.entry[0]!.changes[0]!.value.statuses = [
      {
        id: 'wamid.LATE',
        status: 'read',
        timestamp: String(Math.floor(Date.now() / 1000)),
        biz_opaque_callback_data: sent,
      },
    ]
    expect((await live.deliver(body)).status).to.equal(200)
    const all = await messages(`phone:${old}`)
    expect(all.filter(({ outbound }) => outbound?.state === 'read')).to.have.length(1)
    expect(await entries()).to.deep.equal([])
    const answer = await fetch(`${live.url}/api/v1/messages/${sent}`, {
      headers: { authorization: 'Bearer token' },
    })
    expect(await answer.json()).to.include({ state: 'read' })
  })

  it('of two is one when a number changes to one that is known', async () => {
    await write('hola', { phone: old, user: oldUser })
    await live.later(60_000)
    await write('quiero agendar', { phone: fresh, user: newUser })
    await tell(
      { type: 'user_changed_number', wa_id: fresh, user_id: newUser, previous_user_id: oldUser },
      { from: old },
    )
    expect(await find(`user:${newUser}`)).to.equal(await find(`user:${oldUser}`))
    await write('frenos', { phone: fresh, user: newUser })
    expect(JSON.stringify((await live.replies()).at(-1))).to.match(/Para Frenos tengo/)
  })

  it('of three is one when a change names what leads to each', async () => {
    await write('hola', { phone: old })
    await live.later(60_000)
    await write('hola', { user: oldUser })
    await live.later(60_000)
    await write('hola', { phone: fresh })
    const elder = await find(`phone:${old}`)
    await tell(
      { type: 'user_changed_number', wa_id: fresh, user_id: newUser, previous_user_id: oldUser },
      { from: old },
    )
    const { items } = await live.chasqui.store.conversations('torke', { limit: 9 })
    expect(items.map(({ key, phone, userId }) => [key, phone, userId])).to.deep.equal([
      [elder, fresh, newUser],
    ])
  })

  it('is somebody else where a phone comes with another user id: nobody hears of the other’s hours', async () => {
    for (const words of ['quiero agendar', 'frenos', 'la primera', 'Gol SBC 1234'])
      await write(words, { phone: old, user: oldUser })
    await write('mis horas', { phone: old, user: newUser })
    expect(await find(`user:${newUser}`)).to.equal(await find(`phone:${old}`))
    expect(await find(`user:${oldUser}`)).not.to.equal(await find(`user:${newUser}`))
    expect(JSON.stringify((await live.replies()).at(-1))).to.match(/No tenés horas agendadas/)
    expect(await conversation(`user:${oldUser}`)).to.include({ phone: null, userId: oldUser })
  })

  it('takes no marketing any more once they say so in WhatsApp, until they say otherwise', async () => {
    await write('hola', { phone: old })
    const prefer = async (value: string) => {
      const body = payload() as { entry: { changes: { field: string; value: Record<string, unknown> }[] }[] }
      const [change] = body.entry[0]!.changes
      change!.field = 'user_preferences'
      change!.value.user_preferences = [{ wa_id: old, category: 'marketing_messages', value }]
      expect((await live.deliver(body)).status).to.equal(200)
      return (await conversation(`phone:${old}`)).noMarketing
    }
    expect(await prefer('stop')).to.equal(true)
    expect(await prefer('resume')).to.equal(undefined)
  })
})

describe('who takes no marketing', () => {
  const prefer = (who: object) => {
    const body = payload() as { entry: { changes: { field: string; value: Record<string, unknown> }[] }[] }
    const [change] = body.entry[0]!.changes
    change!.field = 'user_preferences'
    change!.value.user_preferences = [{ ...who, category: 'marketing_messages', value: 'stop' }]
    return body
  }

  it('is one customer where two are meant, and nobody loses an alias to another', async () => {
    const live = await startLive()
    await live.deliver(payload({ ...text('hola'), from: old }))
    const { store, engine } = live.chasqui
    await live.deliver(payload({ ...text('hola'), from: undefined, from_user_id: oldUser }))
    await engine.settled()
    await live.deliver(prefer({ wa_id: old, user_id: oldUser }))
    const { items } = await store.conversations('torke', { limit: 9 })
    expect(items.map(({ noMarketing, phone, userId }) => [noMarketing, phone, userId])).to.deep.equal([
      [true, old, oldUser],
    ])
    for (const alias of items[0]!.aliases) expect(await store.find('torke', alias)).to.equal(items[0]!.key)
  })

  it('is not who had the phone before', async () => {
    const live = await startLive()
    await live.deliver(payload({ ...text('hola'), from: old, from_user_id: oldUser }))
    await live.deliver(prefer({ wa_id: old, user_id: newUser }))
    const { store } = live.chasqui
    const former = await store.conversation('torke', (await store.find('torke', `user:${oldUser}`))!)
    expect(former).to.include({ phone: null, userId: oldUser }).and.not.to.have.property('noMarketing')
  })
})

describe('an echo of the WhatsApp Business app', () => {
  const echo = (id = 'wamid.ECHO', words = 'Te escribo yo') => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'smb_message_echoes',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '59899000000', phone_number_id: '123456789' },
              message_echoes: [
                {
                  from: '59899000000',
                  to: old,
                  id,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  ...text(words),
                },
              ],
            },
          },
        ],
      },
    ],
  })

  it('stands in the transcript, and gives the person the floor at once', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    await live.deliver(payload(text('quiero agendar')))
    expect(await live.replies()).to.have.length(1)
    for (let time = 0; time < 2; time++) expect((await live.deliver(echo())).status).to.equal(200)
    await live.deliver(payload(text('frenos')))
    expect(await live.replies()).to.have.length(1)
    const { store } = live.chasqui
    const key = (await store.find('torke', `phone:${old}`))!
    const all = await store.messages('torke', key, { limit: 9 })
    expect(all.map(({ from, text }) => [from, text])).to.deep.equal([
      ['customer', 'quiero agendar'],
      ['bot', '¡Dale! ¿Qué le hacemos al vehículo?'],
      ['human', 'Te escribo yo'],
      ['customer', 'frenos'],
    ])
    expect((await store.conversation('torke', key))!.attention).to.equal('human')
  })

  it('keeps back what the bot has not sent yet', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    await live.graph.close()
    await live.deliver(payload(text('quiero agendar')))
    await live.chasqui.engine.settled()
    await live.deliver(echo())
    const { store } = live.chasqui
    const all = await store.messages('torke', (await store.find('torke', `phone:${old}`))!, { limit: 9 })
    expect(
      all.flatMap(({ outbound }) => (outbound ? [[outbound.state, outbound.reason]] : [])),
    ).to.deep.equal([['blocked', 'human']])
  })

  it('to somebody who never wrote begins a conversation', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    await live.deliver(echo())
    await live.deliver(payload(text('hola')))
    expect(await live.replies()).to.deep.equal([])
  })
})
